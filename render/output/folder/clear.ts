import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOurs, isSame } from './snapshot.ts';
import { errorCode } from './system-error.ts';

/** A file may come while a folder is emptied, and the output may be away for a moment when one is moved there. */
const ATTEMPTS = 3;

/** Thrown where a file can only be put back through something in the output that is no folder, such as a link. */
class NoWay extends Error {}

/**
 * Removes a folder that was the output. Whatever is not ours and is not in the output too was made while a run was
 * at work; it is moved there. Hence a file is unlinked only when it is known, and a folder only when it is empty.
 * No link is followed, in either folder: both may have come from Git.
 * @returns whether the folder is gone; what could not be moved or removed is left for the next run
 */
export function clearFormerOutput(former: string, output: string): boolean {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      clearFolder(former, output, '');
      return true;
    } catch (error) {
      if (error instanceof NoWay) return false;
      if (errorCode(error) === undefined) throw error;
      if (lstatSync(former, { throwIfNoEntry: false }) === undefined) return true;
    }
  }
  return false;
}

function clearFolder(former: string, output: string, folder: string): void {
  for (const name of readdirSync(former + folder)) {
    const path = `${folder}/${name}`;
    if (lstatSync(former + path).isDirectory()) clearFolder(former, output, path);
    else clearFile(former, output, path);
  }
  rmdirSync(former + folder);
}

function clearFile(former: string, output: string, path: string): void {
  checkWay(output, dirname(path));
  const before = lstatSync(former + path, { bigint: true });
  const now = lstatSync(output + path, { bigint: true, throwIfNoEntry: false });
  const carried = now !== undefined && isSame(before, now);
  if (carried || isOurs(former, { path, stats: before })) {
    unlinkSync(former + path);
  } else if (now === undefined || isOurs(output, { path, stats: now }) || before.mtimeNs > now.mtimeNs) {
    mkdirSync(dirname(output + path), { recursive: true });
    renameSync(former + path, output + path);
  } else {
    // A copy of it was carried, or it has been saved again since.
    unlinkSync(former + path);
  }
}

/** @throws NoWay when a part of the path is in the output, and no folder by its own inode */
function checkWay(output: string, folder: string): void {
  if (folder === '/') return;
  checkWay(output, dirname(folder));
  const stats = lstatSync(output + folder, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory()) throw new NoWay();
}
