import { readFileSync } from 'node:fs';
import type { FileTree } from '../tree.ts';
import { type Entry, isOurs, type Snapshot } from './snapshot.ts';

/** The folders at the top of the output that are rendered this time; what stands in others is left alone. */
export type Scope = 'all' | readonly string[];

/** What has to happen for the output folder to hold a tree. All paths are relative to it. */
export interface Plan {
  /** Files to write: new ones, and ours with another text. */
  readonly written: readonly string[];
  /** Files of ours that hold the wanted text. */
  readonly unchanged: readonly string[];
  /** Files of ours that are no longer rendered. */
  readonly removed: readonly string[];
  /** What stands in the way of a file that has to be written, and is not ours. */
  readonly obstacles: readonly string[];
  /** Everything that stays as it is, a folder before what is in it. */
  readonly carried: readonly Entry[];
}

/** Whether a path lies in a folder that is rendered this time. */
export function inScope(scope: Scope, path: string): boolean {
  return scope === 'all' || scope.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** The folder that an entry lies in; empty for the output folder itself. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** All folders above a path, the topmost first, without the output folder itself. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Compares what stands in the output folder with a tree. Reads files, writes nothing. */
export function planOutput(output: string, { entries }: Snapshot, tree: FileTree, scope: Scope): Plan {
  const isMine = (entry: Entry) => inScope(scope, entry.path) && isOurs(output, entry);
  const mine = new Set([...entries.values()].filter(isMine).map(({ path }) => path));
  const removed = [...mine].filter((path) => !tree.has(path));
  const unchanged = new Set([...mine].filter((path) => holdsText(output, entries.get(path), tree.get(path))));
  const written = [...tree.keys()].filter((path) => !unchanged.has(path));
  const gone = new Set([...removed, ...written.filter((path) => mine.has(path))]);
  const carried = keptEntries(entries, gone, tree);
  const standing = new Map(carried.map((entry) => [entry.path, entry]));
  const obstacles = new Set(written.flatMap((path) => obstacleOf(path, standing)));
  return { written, unchanged: [...unchanged], removed, obstacles: [...obstacles], carried };
}

function holdsText(output: string, entry: Entry | undefined, text: string | undefined): boolean {
  if (entry === undefined || text === undefined) return false;
  const bytes = Buffer.from(text);
  return entry.stats.size === BigInt(bytes.length) && readFileSync(`${output}/${entry.path}`).equals(bytes);
}

/** All entries but those that go, and the folders that had something and are left with nothing. */
function keptEntries(
  entries: ReadonlyMap<string, Entry>,
  gone: ReadonlySet<string>,
  tree: FileTree,
): Entry[] {
  const filledNow = new Set([...entries.keys()].map(parentOf));
  const filledThen = new Set([...tree.keys()].flatMap(foldersOf));
  const kept: Entry[] = [];
  // From the leaves up.
  for (const entry of [...entries.values()].reverse()) {
    const { path, stats } = entry;
    const emptied = stats.isDirectory() && filledNow.has(path) && !filledThen.has(path);
    if (gone.has(path) || emptied) continue;
    filledThen.add(parentOf(path));
    kept.push(entry);
  }
  return kept.reverse();
}

/** What stays and is at the path of a new file, or is a file or a link where the file needs a folder. */
function obstacleOf(path: string, standing: ReadonlyMap<string, Entry>): string[] {
  const inTheWay = foldersOf(path).filter((folder) => standing.get(folder)?.stats.isDirectory() === false);
  return standing.has(path) ? [path] : inTheWay;
}
