import type { Range } from '../tree/source-node.ts';
import type { TextEdit } from './text-edit.ts';

/** Puts a text where another value stands, in the same quotes. */
export function replaceScalar(text: string, { start, end }: Range, value: string): TextEdit {
  const source = text.slice(start, end);
  const first = source[0];
  if (first === '"') return { start, end, text: JSON.stringify(value) };
  if (first === "'") return { start, end, text: `'${value.replaceAll("'", "''")}'` };
  if (first !== '|' && first !== '>') return { start, end, text: value };
  // A block scalar reaches to the end of its last line, and takes the blank lines after it as well.
  return { start, end: start + source.trimEnd().length, text: value };
}
