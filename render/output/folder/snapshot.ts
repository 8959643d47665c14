import type { BigIntStats } from 'node:fs';
import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { compareText } from '../compare-text.ts';
import { HEADER_BYTES, hasHeader, mayHaveHeader } from '../header.ts';

/** Something that stands in the output folder. */
export interface Entry {
  /** Relative to the output folder, with `/` between the parts. */
  readonly path: string;
  /** Of the entry itself: links are not followed. */
  readonly stats: BigIntStats;
}

/** What stands in the output folder at one moment. */
export interface Snapshot {
  /** Of the folder itself; undefined when it does not exist. */
  readonly root: BigIntStats | undefined;
  /** Everything below it, a folder before what is in it. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Thrown when something changed while it was looked at or copied: the work starts again. */
export class OutputChanged extends Error {}

/** Whether two looks saw the same thing: a number is used again after a removal, hence the time. */
export function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.mtimeNs === b.mtimeNs;
}

/** Looks at everything in the output folder, opens nothing. @throws OutputChanged */
export function takeSnapshot(output: string): Snapshot {
  const root = lstatSync(output, { bigint: true, throwIfNoEntry: false });
  const entries = new Map<string, Entry>();
  if (root !== undefined) addFolder(output, '', entries);
  return { root, entries };
}

/** Makes sure that the output is still the folder that was looked at. @throws OutputChanged */
export function checkUnchanged(output: string, { root }: Snapshot): void {
  const now = lstatSync(output, { bigint: true, throwIfNoEntry: false });
  const same = now === undefined || root === undefined ? now === root : isSame(now, root);
  if (!same) throw new OutputChanged(output);
}

function addFolder(output: string, folder: string, entries: Map<string, Entry>): void {
  for (const name of namesIn(folder === '' ? output : `${output}/${folder}`)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stats = lstatSync(`${output}/${path}`, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) throw new OutputChanged(path);
    entries.set(path, { path, stats });
    if (stats.isDirectory()) addFolder(output, path, entries);
  }
}

function namesIn(folder: string): string[] {
  const names = readdirSync(folder, { encoding: 'buffer' }).map((bytes) => {
    const name = bytes.toString();
    if (Buffer.from(name).equals(bytes)) return name;
    // It could be neither carried over nor named in a message.
    throw new UserError([
      {
        file: `${folder}/${name}`,
        message: 'has a name that is not UTF-8',
        fix: 'rename it, or move it elsewhere',
      },
    ]);
  });
  return names.sort(compareText);
}

/** Whether a file carries our header. Only regular files are opened: to open a pipe would wait for its writer. */
export function isOurs(output: string, { path, stats }: Entry): boolean {
  if (!stats.isFile() || !mayHaveHeader(path)) return false;
  const file = openSync(`${output}/${path}`, 'r');
  try {
    const start = Buffer.alloc(HEADER_BYTES);
    const length = readSync(file, start, 0, HEADER_BYTES, 0);
    return hasHeader(path, start.toString('utf8', 0, length));
  } finally {
    closeSync(file);
  }
}
