import type { Range, SourceMap } from '../tree/source-node.ts';
import { type Addition, blockLines, indentationOf, lineBreakAfter, startOfLine } from './lines-of.ts';
import type { TextEdit } from './text-edit.ts';
import { Uneditable } from './uneditable.ts';

const STEP = '  ';

/**
 * Adds to a mapping in block style, on lines of their own: behind the line of the key that holds the mapping, so that
 * comments stay above what they are about.
 *
 * @param holder undefined for the root and for items of lists
 */
export function insertInBlock(
  text: string,
  map: SourceMap,
  holder: Range | undefined,
  addition: Addition,
): TextEdit {
  const starts = startsOf(map);
  const first = leastOf(starts);
  if (holder === undefined) return insertBeforeLast(text, map, starts, addition);
  const indent = indentationOf(text, first);
  const line = lineBreakAfter(text, holder.end);
  if (indent === undefined || first < line.end) throw unknownForm(first);
  const step = ' '.repeat(indent.length - columnOf(text, holder.start));
  return insertLines(text, line, blockLines(addition, indent, step || STEP));
}

/** Adds below a key that has no value. */
export function insertBelowKey(text: string, map: SourceMap, key: Range, addition: Addition): TextEdit {
  const indent = ' '.repeat(columnOf(text, key.start));
  const step = stepOf(text, map);
  return insertLines(text, lineBreakAfter(text, key.end), blockLines(addition, indent + step, step));
}

/** Above the last key that starts a line, and above the comments that stand right above that. */
function insertBeforeLast(
  text: string,
  map: SourceMap,
  starts: readonly number[],
  addition: Addition,
): TextEdit {
  const last = -leastOf(
    starts.filter((start) => indentationOf(text, start) !== undefined).map((start) => -start),
  );
  const indent = indentationOf(text, last);
  if (!Number.isFinite(last) || indent === undefined) throw unknownForm(map.start);
  let at = startOfLine(text, last);
  // In that column it can be no text: the lines of a text are indented more than its key.
  while (at > 0 && text.slice(startOfLine(text, at - 1), at).startsWith(`${indent}#`)) {
    at = startOfLine(text, at - 1);
  }
  const { lineBreak } = lineBreakAfter(text, at);
  const lines = blockLines(addition, indent, stepOf(text, map));
  return { start: at, end: at, text: lines.map((line) => line + lineBreak).join('') };
}

function insertLines(
  text: string,
  { end, lineBreak }: ReturnType<typeof lineBreakAfter>,
  lines: readonly string[],
): TextEdit {
  const isOpen = !text.slice(0, end).endsWith(lineBreak);
  const inserted = lines.map((line) => (isOpen ? lineBreak + line : line + lineBreak)).join('');
  return { start: end, end, text: inserted };
}

/** How much deeper what is nested in a mapping stands, as far as it shows. */
function stepOf(text: string, map: SourceMap): string {
  for (const { keyRange, value } of map.entries) {
    if (value.kind !== 'map' || value.start < keyRange.start || text[value.start] === '{') continue;
    const deeper = columnOf(text, leastOf(startsOf(value))) - columnOf(text, keyRange.start);
    if (deeper > 0) return ' '.repeat(deeper);
  }
  return STEP;
}

/** Where the keys of a mapping stand that are written in it. */
function startsOf({ entries, merges = [] }: SourceMap): number[] {
  const own = entries.filter(({ merged }) => merged === undefined).map(({ keyRange }) => keyRange);
  return [...own, ...merges].map(({ start }) => start);
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at);
}

function unknownForm(start: number): Uneditable {
  return new Uneditable(
    start,
    'This mapping is written in a form that is not changed here.',
    'Write each key on a line of its own, indented by spaces.',
  );
}

/** There can be more of them than a function takes arguments. */
function leastOf(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
}
