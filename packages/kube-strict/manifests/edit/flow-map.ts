import type { SourceMap, SourceNode } from '../tree/source-node.ts';
import { type Addition, lineBreakAfter, startOfLine } from './lines-of.ts';
import type { TextEdit } from './text-edit.ts';

/** Whether a mapping is written in braces. */
export function isFlow(text: string, { start }: SourceNode): boolean {
  return text[start] === '{';
}

/** Whether a document looks like JSON, and is to stay so. */
export function usesJson(text: string, root: SourceNode): boolean {
  if (root.kind !== 'map' || !isFlow(text, root)) return false;
  const [first] = root.entries;
  return first !== undefined && text[first.keyRange.start] === '"';
}

/** Adds to a mapping in braces: on lines of its own when its first key is. */
export function insertInFlow(text: string, map: SourceMap, addition: Addition, json: boolean): TextEdit {
  const { entries, merges = [] } = map;
  const own = entries.filter(({ merged }) => merged === undefined).map(({ keyRange }) => keyRange);
  const [first] = [...own, ...merges].map(({ start }) => start).sort((a, b) => a - b);
  const at = first ?? map.start + 1;
  const quoted = json || (first !== undefined && text[first] === '"');
  const entry = (format: Format) => flowEntry(addition, quoted, format);
  if (first === undefined) return { start: at, end: at, text: entry(INLINE) };
  const indent = text.slice(startOfLine(text, first), first);
  if (startOfLine(text, first) <= map.start || !/^[ \t]*$/.test(indent)) {
    return { start: at, end: at, text: `${entry(INLINE)}, ` };
  }
  const { lineBreak } = lineBreakAfter(text, map.start);
  const outer = /^[ \t]*/.exec(text.slice(startOfLine(text, map.start)))?.[0] ?? '';
  const step = indent.startsWith(outer) && indent !== outer ? indent.slice(outer.length) : '  ';
  const inserted = entry({ open: lineBreak + indent, step });
  return { start: at, end: at, text: `${inserted},${lineBreak}${indent}` };
}

/** An addition as a mapping of its own, on one line. */
export function flowMap(addition: Addition, json: boolean): string {
  return `{${flowEntry(addition, json, INLINE)}}`;
}

/** How nested mappings are laid out: behind which break and indentation the lines start. */
interface Format {
  readonly open: string;
  readonly step: string;
}

const INLINE: Format = { open: '', step: '' };

function flowEntry({ keys, value }: Addition, quoted: boolean, { open, step }: Format): string {
  const write = (word: string) => (quoted ? JSON.stringify(word) : word);
  const last = keys.length - 1;
  const lineAt = (depth: number) => (open === '' ? '' : open + step.repeat(depth));
  return keys.reduceRight(
    (inner, key, depth) => {
      const member = `${write(key)}: ${inner}`;
      return depth === 0 ? member : `{${lineAt(depth)}${member}${lineAt(depth - 1)}}`;
    },
    last < 0 ? '' : write(value),
  );
}
