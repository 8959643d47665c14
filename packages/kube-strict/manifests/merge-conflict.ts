/** Where Git has left both sides of a merge in a text. Places are of its marks. */
export interface MergeConflict {
  /** UTF-16 code units from the start of the text. */
  readonly offset: number;
  /** From 1. */
  readonly firstLine: number;
  /** From 1; undefined when there is no mark for the end. */
  readonly lastLine?: number;
}

/** Git's marks, at the very start of a line (git-merge, "How conflicts are presented"). */
const BEGIN = /^<{7}(?: |\r?$)/;
const END = /^>{7}(?: |\r?$)/;

/**
 * Merges that Git could not finish by itself, first to last. A mark for the end alone counts as one.
 *
 * @param line line of the file, from 1, on which the text starts
 */
export function mergeConflicts(text: string, line = 1): MergeConflict[] {
  if (!/^[<>]{7}/m.test(text)) return [];
  const found: MergeConflict[] = [];
  let offset = 0;
  let isOpen = false;
  for (const [index, content] of text.split('\n').entries()) {
    const firstLine = line + index;
    if (BEGIN.test(content)) {
      found.push({ offset, firstLine });
      isOpen = true;
    } else if (END.test(content)) {
      const opened = isOpen ? found.pop() : undefined;
      found.push({ ...(opened ?? { offset, firstLine }), lastLine: firstLine });
      isOpen = false;
    }
    offset += content.length + 1;
  }
  return found;
}

/** What a person is told of one. */
export function conflictWords({ firstLine, lastLine }: MergeConflict): string {
  if (lastLine === undefined) return 'a merge that Git did not finish begins here';
  return lastLine === firstLine
    ? 'a merge that Git did not finish ends here'
    : `a merge that Git did not finish: lines ${firstLine} to ${lastLine} hold both sides`;
}
