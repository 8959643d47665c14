import type { FileTree } from '../../../../render/output/tree.ts';
import { treeOf } from './contents.ts';

/** One of two trees, by turns; they share a file, differ in the text of others, and each has files of its own. */
export function nthTree(n: number): FileTree {
  const own: Readonly<Record<string, string>> =
    n % 2 === 0
      ? { 'tdx/20-b/c.yaml': 'c', 'gpu/x.yaml': 'g' }
      : { 'tdx/10-a/b.yaml': 'b', 'snp/x.yaml': 's' };
  return treeOf({
    'tdx/README.md': `the ${n % 2}`,
    'tdx/10-a/a.yaml': `a${n % 2}`,
    'tdx/10-a/same.yaml': 'same',
    ...own,
  });
}

/** A folder of `files` files, half of which have a text that depends on `n`. */
export function largeTree(folder: string, files: number, n: number): FileTree {
  const paths = Array.from(
    { length: files },
    (_, index) => `${folder}/${index % 10}0-stage/object-${index}.yaml`,
  );
  return treeOf(
    Object.fromEntries(paths.map((path, index) => [path, index % 2 === 0 ? 'same' : `changed ${n}`])),
  );
}
