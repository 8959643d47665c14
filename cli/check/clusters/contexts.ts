import { resolve } from 'node:path';
import { Folders } from '../../../manifests/purpose/folders.ts';
import type { PolicyContext } from '../../../validation/policy/index.ts';
import type { ObjectsOf } from './deliveries.ts';
import { type Cluster, clustersOf } from './partition.ts';

/** What rules know of the clusters that a file belongs to. */
export interface ClusterContexts {
  /**
   * One context for each cluster of a file, at least one.
   *
   * @param file as it was found
   */
  of(file: string): readonly PolicyContext[];
}

/** So often an object is judged once more for another cluster; a base of a real fleet asks for a few thousand. */
const MOST_JUDGEMENTS = 100_000;

/**
 * Lets rules on several objects see those of one cluster at a time. Which files those are is found out when a rule asks for
 * an object beside its own.
 *
 * @param common what the rules know of the run
 */
export function clusterContexts(
  files: readonly string[],
  objectsOf: ObjectsOf,
  common: PolicyContext,
): ClusterContexts {
  const placed: ObjectsOf = (group, kind) =>
    objectsOf(group, kind).map(({ file, object }) => ({ file: resolve(file), object }));
  let contexts: ReadonlyMap<string, readonly PolicyContext[]> | undefined;
  let given = 0;
  return {
    of(file) {
      contexts ??= contextsByFile(files, placed, common);
      const all = contexts.get(resolve(file)) ?? [common];
      given += all.length;
      return given <= MOST_JUDGEMENTS ? all : all.slice(0, 1);
    },
  };
}

function contextsByFile(files: readonly string[], objectsOf: ObjectsOf, common: PolicyContext) {
  const paths = files.map((file) => resolve(file));
  const contexts = new Map<string, PolicyContext[]>();
  for (const cluster of clustersOf(paths, new Folders(paths), objectsOf)) {
    const context = contextOf(cluster, objectsOf, common);
    for (const file of cluster) {
      const others = contexts.get(file);
      if (others === undefined) contexts.set(file, [context]);
      else others.push(context);
    }
  }
  return contexts;
}

function contextOf(cluster: Cluster, objectsOf: ObjectsOf, common: PolicyContext): PolicyContext {
  const known = new Map<string, ReturnType<PolicyContext['ofKind']>>();
  return {
    ...common,
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
