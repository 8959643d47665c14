import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { withHeader } from '../../../../render/output/header.ts';
import type { FileTree } from '../../../../render/output/tree.ts';

/** Text of a file of ours. */
export function ours(path: string, body: string): string {
  return withHeader(path, 'profiles/test.yaml', `${body}\n`);
}

/** A tree of files of ours, by path and body. */
export function treeOf(bodies: Readonly<Record<string, string>>): FileTree {
  return new Map(Object.entries(bodies).map(([path, body]) => [path, ours(path, body)]));
}

/** Puts files into a folder; a path that ends with `/` is a folder. */
export function fill(folder: string, files: Readonly<Record<string, string>> | FileTree): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of files instanceof Map ? files : Object.entries(files)) {
    mkdirSync(path.endsWith('/') ? `${folder}/${path}` : dirname(`${folder}/${path}`), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(`${folder}/${path}`, text);
  }
}

/** Everything in a folder: the text of each file by path, `-> target` for a link, empty folders with a `/` at the end. */
export function contentsOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    const path = `${folder}/${name}`;
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) found[name] = `-> ${readlinkSync(path)}`;
    else if (stats.isFile()) found[name] = readFileSync(path, 'utf8');
    else if (!stats.isDirectory()) found[name] = 'special';
    else {
      const below = Object.entries(contentsOf(path));
      if (below.length === 0) found[`${name}/`] = '';
      for (const [inner, text] of below) found[`${name}/${inner}`] = text;
    }
  }
  return found;
}

/** Inode, times and mode of everything in a folder and of the folder itself: equal when nothing was touched. */
export function stampsOf(folder: string): string[] {
  const { ino, mtimeNs, ctimeNs, mode } = lstatSync(folder, { bigint: true });
  const own = `${folder} ${ino} ${mtimeNs} ${ctimeNs} ${mode}`;
  if (!lstatSync(folder).isDirectory()) return [own];
  return [own, ...readdirSync(folder).flatMap((name) => stampsOf(`${folder}/${name}`))];
}
