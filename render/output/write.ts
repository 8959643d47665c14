import { mkdirSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { buildFolder } from './folder/build.ts';
import { checkTree } from './folder/check-tree.ts';
import { clearFormerOutput } from './folder/clear.ts';
import { resolveOutput } from './folder/output-folder.ts';
import { planOutput, type Scope } from './folder/plan.ts';
import { recover } from './folder/recover.ts';
import { retryOnChange } from './folder/retry.ts';
import { siblingPath } from './folder/siblings.ts';
import { OutputChanged, takeSnapshot } from './folder/snapshot.ts';
import { swapIn } from './folder/swap.ts';
import { errorCode } from './folder/system-error.ts';
import type { FileTree } from './tree.ts';

/** What a run did. Paths are relative to the output folder, in no particular order. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Folders beside the output that should have been removed and could not be; the next run tries again. */
  readonly leftOver: readonly string[];
}

/**
 * Makes the output folder hold a tree, as a whole or not at all.
 *
 * - Files of ours (see withHeader) in scope that are not in the tree go, and the folders that this leaves empty.
 *   All other files stay as they are: foreign ones, and those of folders out of scope. Links are not followed.
 * - When nothing would change, nothing is touched.
 * - The new folder is built beside the output and put in its place (see swapIn). A process killed at any moment leaves
 *   the output as it was or as it should be; or, if that falls between two renames, away under another name, from where
 *   the next run puts it back (see recover). That holds for killed processes; nothing is done against power loss.
 * - Of several runs at the same time each sees the result of the one before; the last one stays, whole.
 *
 * The output folder becomes a new folder with the mode and the owner of the former one; extended attributes are the
 * parent's defaults.
 *
 * @param outputDir the folder; it need not exist. A symbolic link to a folder stands for that folder
 * @param tree what the folders in scope have to hold
 * @throws UserError when files that are not ours stand in the way (all are named), or the folder cannot be written
 */
export function writeTree(
  outputDir: string,
  tree: FileTree,
  { scope }: { readonly scope: Scope },
): WriteResult {
  checkTree(tree, scope);
  return retryOnChange(outputDir, () => writeOnce(resolveOutput(outputDir), tree, scope));
}

function writeOnce(output: string, tree: FileTree, scope: Scope): WriteResult {
  const leftOver = recover(output);
  const snapshot = takeSnapshot(output);
  const plan = planOutput(output, snapshot, tree, scope);
  const { written, unchanged, removed, obstacles } = plan;
  if (obstacles.length > 0)
    throw new UserError(obstacles.map((path) => obstacleProblem(`${output}/${path}`)));
  if (written.length + removed.length === 0) return { written, unchanged, removed, leftOver };
  const fresh = siblingPath(output, 'new');
  try {
    mkdirSync(dirname(output), { recursive: true });
    buildFolder(output, fresh, snapshot, plan, tree);
    const former = swapIn(output, fresh, snapshot);
    if (former === false) throw new OutputChanged(output);
    const kept = former === undefined || clearFormerOutput(former, output) ? [] : [former];
    return { written, unchanged, removed, leftOver: [...leftOver, ...kept] };
  } catch (error) {
    discard(fresh);
    throw error;
  }
}

/** Removes a folder that was not put in place; what cannot be removed now is removed by the next run. */
function discard(fresh: string): void {
  try {
    rmSync(fresh, { recursive: true, force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

function obstacleProblem(path: string) {
  const here = relative(process.cwd(), path);
  const file = here.startsWith('..') ? path : here;
  return {
    file,
    message:
      'stands where a rendered file has to go, and is not known as ours: its first line is not our header',
    fix: `if it was rendered and its first line was changed, remove it and run this again: rm ${file}; else move it elsewhere`,
  };
}
