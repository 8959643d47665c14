import type { SourceScalar } from '../../tree/source-node.ts';
import { readYaml } from '../read-yaml.ts';
import type { Cursor } from './cursor.ts';
import { OTHER_YAML } from './other-yaml.ts';

/**
 * Reads a quoted scalar that goes on in further lines, or has escapes of YAML, and goes to its last line. The full
 * reader reads it, but nothing else, as if it were a document of its own.
 *
 * @param parent indentation of what it belongs to
 */
export function readLongQuoted(cursor: Cursor, at: number, parent: number): SourceScalar {
  const { text } = cursor;
  const end = text[at] === '"' ? endOfDouble(text, at) : endOfSingle(text, at);
  for (
    let newline = text.indexOf('\n', at);
    newline >= 0 && newline < end;
    newline = text.indexOf('\n', newline + 1)
  ) {
    const first = cursor.skipSpaces(newline + 1);
    if (text[first] !== '\n' && (first - newline - 1 <= parent || text[first] === '\t')) throw OTHER_YAML;
  }
  cursor.endIn(end);
  return readAlone(text, at, end);
}

function endOfDouble(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

function endOfSingle(text: string, at: number): number {
  let end = text.indexOf("'", at + 1);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  return end < 0 ? text.length + 1 : end + 1;
}

/**
 * Reads a folded block scalar, whose `>` is at `at`, and goes to the line after it.
 *
 * @param parent indentation of what it belongs to
 */
export function readFolded(cursor: Cursor, at: number, parent: number): SourceScalar {
  const { text } = cursor;
  if (parent < 0 || !/^>[-+]? *$/.test(text.slice(at, cursor.end))) throw OTHER_YAML;
  let end = cursor.end + 1;
  while (end < text.length) {
    const newline = text.indexOf('\n', end);
    // Whether the last line ends in a break is a subtle matter.
    if (newline < 0) throw OTHER_YAML;
    const first = cursor.skipSpaces(end);
    if (first !== newline && first - end <= parent) break;
    end = newline + 1;
  }
  const scalar = readAlone(text, at, end);
  cursor.goTo(end);
  return scalar;
}

function readAlone(text: string, start: number, end: number): SourceScalar {
  if (end > text.length) throw OTHER_YAML;
  try {
    const node = readYaml(text.slice(start, end));
    if (node?.kind === 'scalar' && node.start === 0) return { ...node, start, end };
  } catch {
    // The full reader says what is wrong, with its place in the whole text.
  }
  throw OTHER_YAML;
}
