import { resolve } from 'node:path';
import { Folders } from '../../manifests/purpose/folders.ts';
import type { GroupKind, RunContext } from '../rule-family.ts';
import type { Cluster } from './cluster.ts';
import type { ObjectsOf } from './deliveries.ts';
import { clustersOf } from './partition.ts';

/** What rules know of the clusters that a file belongs to. */
export interface ClusterContexts {
  /**
   * One context for each cluster of a file, at least one.
   *
   * @param file as it was found
   */
  of(file: string): readonly RunContext[];
}

/** So often an object is judged once more for another cluster; a base of a real fleet asks for a few thousand. */
const MOST_JUDGEMENTS = 100_000;

/**
 * Lets rules on several objects see those of one cluster at a time. Which files those are is found out when a rule asks for
 * an object beside its own.
 *
 * @param marks kinds of which a cluster has one object
 */
export function clusterContexts(
  files: readonly string[],
  objectsOf: ObjectsOf,
  marks: readonly GroupKind[],
): ClusterContexts {
  const placed: ObjectsOf = (group, kind) =>
    objectsOf(group, kind).map(({ file, object }) => ({ file: resolve(file), object }));
  let contexts: ReadonlyMap<string, readonly RunContext[]> | undefined;
  let given = 0;
  return {
    of(file) {
      contexts ??= contextsByFile(files, placed, marks);
      const all = contexts.get(resolve(file)) ?? [NOTHING];
      given += all.length;
      return given <= MOST_JUDGEMENTS ? all : all.slice(0, 1);
    },
  };
}

/** Of a file that belongs to no cluster. */
const NOTHING: RunContext = { ofKind: () => [] };

function contextsByFile(files: readonly string[], objectsOf: ObjectsOf, marks: readonly GroupKind[]) {
  const paths = files.map((file) => resolve(file));
  const contexts = new Map<string, RunContext[]>();
  for (const cluster of clustersOf(paths, new Folders(paths), objectsOf, marks)) {
    const context = contextOf(cluster, objectsOf);
    for (const file of cluster) {
      const others = contexts.get(file);
      if (others === undefined) contexts.set(file, [context]);
      else others.push(context);
    }
  }
  return contexts;
}

function contextOf(cluster: Cluster, objectsOf: ObjectsOf): RunContext {
  const known = new Map<string, ReturnType<RunContext['ofKind']>>();
  return {
    ofKind(group, kind) {
      const key = `${kind}.${group}`;
      const objects =
        known.get(key) ??
        objectsOf(group, kind).flatMap(({ file, object }) => (cluster.has(file) ? [object] : []));
      known.set(key, objects);
      return objects;
    },
  };
}
