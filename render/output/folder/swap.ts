import { lstatSync, renameSync } from 'node:fs';
import { siblingPath } from './siblings.ts';
import { isSame, type Snapshot } from './snapshot.ts';
import { errorCode } from './system-error.ts';

/**
 * Puts the folder `fresh` in the place of the output, if that is still the folder that the snapshot was taken of.
 *
 * Two renames, since Node has no renameat2 with RENAME_EXCHANGE: between them, for some microseconds, there is no output.
 * A process killed there leaves it under its `old` name, from where `recover` puts it back.
 * @returns where the former output is now, undefined when there was none; or false when another run was faster,
 * and nothing has been done
 */
export function swapIn(output: string, fresh: string, { root }: Snapshot): string | undefined | false {
  if (root === undefined) return renameUnlessTaken(fresh, output) ? undefined : false;
  const old = siblingPath(output, 'old');
  if (!renameIfThere(output, old)) return false;
  if (!isSame(lstatSync(old, { bigint: true }), root)) {
    putBack(old, output);
    return false;
  }
  try {
    if (!renameUnlessTaken(fresh, output)) {
      putBack(old, output);
      return false;
    }
  } catch (error) {
    renameSync(old, output);
    throw error;
  }
  return markAsTrash(old, output);
}

/** Undoes the first rename. When another run has filled the gap, the former output is to be cleared away. */
function putBack(old: string, output: string): void {
  if (!renameUnlessTaken(old, output)) markAsTrash(old, output);
}

/** Renames a former output, so that it is never put back; its files are about to go. @returns where it is now */
function markAsTrash(old: string, output: string): string {
  const trash = siblingPath(output, 'trash');
  try {
    renameSync(old, trash);
    return trash;
  } catch (error) {
    // The new output is in place, so the run has done its work.
    if (errorCode(error) === undefined) throw error;
    return old;
  }
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function renameUnlessTaken(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}
