import { dirname } from 'node:path';
import type { Folders } from '../../manifests/purpose/folders.ts';
import type { GroupKind } from '../rule-family.ts';
import type { Cluster } from './cluster.ts';
import { type Delivery, deliveriesOf, type ObjectsOf } from './deliveries.ts';
import { FileTree } from './file-tree.ts';
import { grouped } from './grouped.ts';
import { clusterFolderOf } from './named-folder.ts';
import { splitByMark } from './split.ts';

/** Files that are taken for one cluster before it is known what is delivered to others from it. */
interface Seed {
  readonly files: Set<string>;
  /** Whether its folder says that it is one cluster. */
  readonly isNamed: boolean;
}

/**
 * Which files of a tree are applied to the same cluster. `docs/check.md` has the rules; in short, a cluster is
 *
 * 1. a folder below `clusters/` and its like, with all that its kustomizations include from elsewhere;
 * 2. outside of these, what a kustomization builds that no other includes, and what lies beside it;
 * 3. what Argo CD or Flux, told so by an object in one of these, applies to one destination;
 * 4. the rest; where several folders of the rest, or several deliveries to the same place, have an object each of
 *    which a cluster has one only, one for each of them.
 *
 * A file can belong to several clusters. None belongs to none.
 *
 * @param files absolute paths
 * @param marks kinds of which a cluster has one object
 */
export function clustersOf(
  files: readonly string[],
  folders: Folders,
  objectsOf: ObjectsOf,
  marks: readonly GroupKind[],
): Cluster[] {
  const all = new Set(files);
  const tree = new FileTree(all, folders);
  const marked = new Set(marks.flatMap(({ group, kind }) => objectsOf(group, kind)).map(({ file }) => file));
  const folderOf = new Map(files.map((file) => [file, clusterFolder(file, folders)]));
  const { seeds, rest } = seedsOf(files, folders, tree, folderOf);
  const deliveries = grouped(deliveriesOf(objectsOf), ({ file }) => file);
  const delivered = new Set<string>();
  const others = [...seeds, rest].flatMap((seed) => deliver(seed, deliveries, tree, marked, delivered));
  for (const file of delivered) rest.files.delete(file);
  const placed = new Set([
    ...seeds.flatMap((seed) => [...seed.files]),
    ...others.flatMap((other) => [...other]),
  ]);
  for (const file of files) if (!placed.has(file)) rest.files.add(file);
  return withoutParts([...seeds.map(({ files: own }) => own), ...others, ...splitByMark(rest.files, marked)]);
}

function clusterFolder(file: string, folders: Folders): string | undefined {
  return clusterFolderOf(file, folders.repositoryOf(dirname(file)));
}

function seedsOf(
  files: readonly string[],
  folders: Folders,
  tree: FileTree,
  folderOf: ReadonlyMap<string, string | undefined>,
): { readonly seeds: readonly Seed[]; readonly rest: Seed } {
  const named = new Map<string, Seed>();
  const built = new Map<string, Seed>();
  for (const file of files) {
    const folder = folderOf.get(file);
    if (folder === undefined) continue;
    const seed = named.get(folder) ?? { files: new Set(), isNamed: true };
    named.set(folder, seed);
    seed.files.add(file);
  }
  const kustomizations = folders.kustomizations();
  const included = new Set(kustomizations.flatMap(({ includes }) => includes));
  const taken = new Set<string>();
  for (const kustomization of kustomizations) {
    const { folder, isComponent } = kustomization;
    const own = tree.builtBy(kustomization);
    const seed = named.get(clusterFolder(`${folder}/kustomization.yaml`, folders) ?? '');
    if (seed !== undefined) add(seed.files, own);
    else if (!included.has(folder) && !isComponent) {
      // One that only gathers clusters makes none of them the other's.
      const apart = [...own].filter((file) => folderOf.get(file) === undefined);
      built.set(folder, { files: new Set(apart), isNamed: false });
    }
    add(taken, own);
  }
  const rest: Seed = { files: new Set(), isNamed: false };
  for (const file of files) {
    if (taken.has(file) || folderOf.get(file) !== undefined) continue;
    (nearestAbove(file, built) ?? rest).files.add(file);
  }
  return { seeds: [...named.values(), ...built.values()], rest };
}

function nearestAbove(file: string, seeds: ReadonlyMap<string, Seed>): Seed | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const seed = seeds.get(folder);
    if (seed !== undefined || dirname(folder) === folder) return seed;
  }
}

/** Follows what the objects of a seed deliver: into the seed itself, or to clusters of their own, which it returns. */
function deliver(
  seed: Seed,
  deliveries: ReadonlyMap<string, readonly Delivery[]>,
  tree: FileTree,
  marked: ReadonlySet<string>,
  delivered: Set<string>,
): Cluster[] {
  const elsewhere = new Map<string, Set<string>>();
  const here: Cluster[] = [];
  const seen = new Set<string>();
  // What is delivered can hold more deliveries, such as an Application of Applications.
  for (const file of seed.files) {
    for (const delivery of deliveries.get(file) ?? []) {
      for (const folder of tree.foldersAt(delivery.path, file)) {
        const unit = tree.sourceOf(folder);
        const destination = destinationOf(delivery, folder);
        if (destination !== undefined)
          elsewhere.set(destination, add(elsewhere.get(destination) ?? new Set(), [file]));
        // Many can deliver the same, to the same place.
        const key = JSON.stringify([destination, folder]);
        if (seen.has(key) || !tree.holds(unit.size)) continue;
        seen.add(key);
        if (destination !== undefined) {
          add(delivered, unit);
          add(elsewhere.get(destination) ?? new Set(), unit);
        } else if (seed.isNamed || !holdsAny(unit, marked)) add(seed.files, unit);
        else here.push(unit);
      }
    }
  }
  const clusters = withoutParts(here);
  if (clusters.length === 1) for (const unit of clusters) add(seed.files, unit);
  else for (const unit of clusters) add(delivered, unit);
  return [...elsewhere.values(), ...(clusters.length === 1 ? [] : clusters)];
}

function destinationOf({ destination, isEach }: Delivery, folder: string): string | undefined {
  return destination === undefined || !isEach ? destination : `${destination} ${folder}`;
}

function holdsAny(files: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...files].some((file) => wanted.has(file));
}

function add(set: Set<string>, more: Iterable<string>): Set<string> {
  for (const one of more) set.add(one);
  return set;
}

/** What is all in another cluster is a part of it: a base, or a stage. */
function withoutParts(clusters: readonly Cluster[]): Cluster[] {
  const whole: Cluster[] = [];
  const byFile = new Map<string, Cluster[]>();
  for (const cluster of [...clusters].sort((a, b) => b.size - a.size)) {
    const [first] = cluster;
    if (first === undefined || (byFile.get(first) ?? []).some((other) => isPart(cluster, other))) continue;
    whole.push(cluster);
    for (const file of cluster) {
      const others = byFile.get(file);
      if (others === undefined) byFile.set(file, [cluster]);
      else others.push(cluster);
    }
  }
  return whole;
}

function isPart(cluster: Cluster, other: Cluster): boolean {
  for (const file of cluster) if (!other.has(file)) return false;
  return true;
}
