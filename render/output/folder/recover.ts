import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { clearFormerOutput } from './clear.ts';
import { pause } from './pause.ts';
import { findSiblings, type Sibling, siblingPath } from './siblings.ts';
import { errorCode } from './system-error.ts';

/** A run is between its two renames for microseconds; this is for one that was stopped there. */
const PATIENCE_MS = 2_000;
const STEP_MS = 5;

/**
 * Puts right what a killed run left beside the output (a real path, see resolveOutput): an output that was taken away
 * and not yet replaced is put back, half-built and replaced folders are removed. What living runs use is left alone.
 * Does nothing, and writes nothing, when there is nothing to put right.
 * @returns folders that could not be removed
 */
export function recover(output: string): string[] {
  const deadline = Date.now() + PATIENCE_MS;
  while (!existsSync(output) && !restore(output, Date.now() >= deadline)) pause(STEP_MS);
  return findSiblings(output)
    .filter(({ inUse }) => !inUse)
    .flatMap((sibling) => remove(sibling, output));
}

/**
 * Waits, as `recover` does, for a run that has taken the output away for a moment; changes nothing.
 * @throws UserError for what `recover` would not touch
 */
export function awaitOutput(output: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  const isAway = () => findSiblings(output).some(({ role, inUse }) => role === 'old' && inUse);
  while (isAway() && !existsSync(output) && Date.now() < deadline) pause(STEP_MS);
}

/** @returns whether the output is back, or there is none to wait for */
function restore(output: string, alsoInUse: boolean): boolean {
  const olds = findSiblings(output).filter(({ role }) => role === 'old');
  if (olds.length === 0) return true;
  const [newest] = olds
    .filter(({ inUse }) => alsoInUse || !inUse)
    .map(({ path }) => ({ path, time: lstatSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  if (newest === undefined) return false;
  try {
    renameSync(newest.path, output);
  } catch (error) {
    // Another run has put it back, or its own in place.
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
  return true;
}

/** @returns what could not be removed */
function remove({ path, role }: Sibling, output: string): string[] {
  try {
    if (role === 'new') {
      rmSync(path, { recursive: true, force: true });
      return [];
    }
    // From now on it is never put back: it is about to lose its files.
    const trash = siblingPath(output, 'trash');
    renameSync(path, trash);
    return clearFormerOutput(trash, output) ? [] : [trash];
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return existsSync(path) ? [path] : [];
  }
}
