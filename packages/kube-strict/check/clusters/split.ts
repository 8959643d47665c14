import { dirname } from 'node:path';
import type { Cluster } from './cluster.ts';

/**
 * Takes files apart by the folders that have a marked file each, one with an object of which a cluster has one; files beside those belong to each of the clusters. Files of
 * which none, or only one folder, has a mark are one cluster.
 */
export function splitByMark(files: ReadonlySet<string>, marked: ReadonlySet<string>): Cluster[] {
  const folders = [...new Set([...files].filter((file) => marked.has(file)).map((file) => dirname(file)))];
  const apart = folders.filter(
    (folder) => !folders.some((other) => other !== folder && isWithin(folder, other)),
  );
  if (apart.length < 2) return [files];
  const roots = apart.map((folder) => widened(folder, apart));
  const shared = [...files].filter((file) => !roots.some((root) => isWithin(file, root)));
  return roots.map((root) => new Set([...shared, ...[...files].filter((file) => isWithin(file, root))]));
}

/** The uppermost folder of one cluster, that is of no other. */
function widened(folder: string, all: readonly string[]): string {
  const above = dirname(folder);
  const isShared = all.some((other) => other !== folder && isWithin(other, above));
  return above === folder || isShared ? folder : widened(above, all);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}
