import { conflictWords, mergeConflicts } from 'kube-strict/manifests/merge-conflict.ts';
import type { SourceProblem } from './yaml-nodes.ts';

/** Merges that were not finished. Nothing else can be said of such a text: a parser takes the marks for broken keys. */
export function conflictProblems(text: string): SourceProblem[] {
  return mergeConflicts(text).map((conflict) => ({
    offset: conflict.offset,
    message: conflictWords(conflict),
    fix: 'keep the lines that are right, and remove the lines that begin with <<<<<<<, =======, >>>>>>> or |||||||',
  }));
}
