import { compareText } from './compare-text.ts';
import { checkTree } from './folder/check-tree.ts';
import { resolveOutput } from './folder/output-folder.ts';
import { planOutput, type Scope } from './folder/plan.ts';
import { awaitOutput } from './folder/recover.ts';
import { retryOnChange } from './folder/retry.ts';
import { checkUnchanged, takeSnapshot } from './folder/snapshot.ts';
import type { FileTree } from './tree.ts';

/** A file that is not as it would be rendered now. */
export interface Drift {
  /** Relative to the output folder. */
  readonly path: string;
  /**
   * `missing`: not there. `changed`: another text, or not ours. `stale`: ours, and no longer rendered.
   */
  readonly change: 'missing' | 'changed' | 'stale';
}

/**
 * What writeTree would do, without writing anything; sorted by path, empty when the output is up to date.
 * @throws UserError when the folder cannot be read, or writeTree would refuse what lies beside it
 */
export function compareTree(
  outputDir: string,
  tree: FileTree,
  { scope }: { readonly scope: Scope },
): Drift[] {
  checkTree(tree, scope);
  return retryOnChange(outputDir, () => {
    const output = resolveOutput(outputDir);
    awaitOutput(output);
    const snapshot = takeSnapshot(output);
    const { written, removed } = planOutput(output, snapshot, tree, scope);
    checkUnchanged(output, snapshot);
    const drift = written.map((path): Drift => {
      return { path, change: snapshot.entries.has(path) ? 'changed' : 'missing' };
    });
    const stale = removed.map((path): Drift => ({ path, change: 'stale' }));
    return [...drift, ...stale].sort((a, b) => compareText(a.path, b.path));
  });
}
