import { resolveExactly } from '../../../ground/plain-scalar.ts';
import type { SourceScalar } from '../../tree/source-node.ts';
import type { Cursor } from './cursor.ts';
import { OTHER_YAML } from './other-yaml.ts';

const [NEWLINE, DOUBLE, SINGLE, BACKSLASH] = [0x0a, 0x22, 0x27, 0x5c];
/** Escapes that mean the same in JSON. */
const ESCAPED = '"\\nrt';
/** What cannot start a plain scalar, or is not worth the trouble. */
const INDICATOR = /[?:,[\]{}#&*!|>'"%@`=<]/;

/** Reads a quoted scalar that ends on its line; `at` is at its quote. */
export function readQuoted(text: string, at: number): SourceScalar {
  const scalar = tryQuoted(text, at);
  if (scalar === undefined) throw OTHER_YAML;
  return scalar;
}

/** As `readQuoted`; undefined when it goes on in the next line, or has escapes that are not for everybody. */
export function tryQuoted(text: string, at: number): SourceScalar | undefined {
  const isDouble = text[at] === '"';
  const end = isDouble ? endOfDouble(text, at) : endOfSingle(text, at);
  if (end === undefined) return undefined;
  const source = text.slice(at, end);
  if (isDouble) {
    // The escapes that are let through mean the same in JSON; tabs have to be escapes there.
    const value = source.includes('\\') ? unescaped(source) : source.slice(1, -1);
    return { kind: 'scalar', value, start: at, end };
  }
  const value = source.slice(1, -1);
  return {
    kind: 'scalar',
    value: value.includes("''") ? value.replaceAll("''", "'") : value,
    start: at,
    end,
  };
}

/** Where the text in quotes at a place ends, behind the quote; by hand, since an expression needs stack for each escape. */
function endOfDouble(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE) return at + 1;
    if (code === NEWLINE) return undefined;
    if (code !== BACKSLASH) continue;
    at += 1;
    if (at >= text.length || !ESCAPED.includes(text.charAt(at))) return undefined;
  }
  return undefined;
}

function endOfSingle(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return undefined;
    if (code !== SINGLE) continue;
    if (text.charCodeAt(at + 1) !== SINGLE) return at + 1;
    at += 1;
  }
  return undefined;
}

function unescaped(source: string): string {
  if (source.includes('\t')) throw OTHER_YAML;
  return JSON.parse(source) as string;
}

/**
 * Reads a scalar without quotes, which may go on in lines that are indented more than what it belongs to.
 *
 * @param parent indentation of what it belongs to
 */
export function readPlain(cursor: Cursor, at: number, parent: number): SourceScalar {
  const { text } = cursor;
  if (INDICATOR.test(text[at] ?? '')) throw OTHER_YAML;
  const first = plainPart(text.slice(at, cursor.end));
  let source = first;
  let end = at + first.length;
  // A comment ends it.
  while (cursor.skipSpaces(end) >= cursor.end) {
    const next = nextPart(cursor, parent);
    if (next === undefined) break;
    cursor.endIn(next.start);
    const part = plainPart(text.slice(next.start, cursor.end));
    source += (next.blanks === 0 ? ' ' : '\n'.repeat(next.blanks)) + part;
    end = next.start + part.length;
  }
  return { kind: 'scalar', value: resolveExactly(source), plain: source, start: at, end };
}

/** What a line has of a scalar, without a comment after it. */
function plainPart(line: string): string {
  const comment = line.indexOf(' #');
  const part = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  if (part.includes(': ') || part.endsWith(':') || part.includes('\t')) throw OTHER_YAML;
  if (part === '-' || part.startsWith('- ')) throw OTHER_YAML;
  return part;
}

/** Where the scalar goes on, and after how many blank lines. */
function nextPart({ text, end }: Cursor, parent: number): { start: number; blanks: number } | undefined {
  let blanks = 0;
  for (let line = end + 1; line < text.length; blanks += 1) {
    let start = line;
    while (text.charCodeAt(start) === SPACE) start += 1;
    const first = text[start];
    if (first !== '\n') {
      if (start - line <= parent || start === text.length || first === '#') return undefined;
      if (first === '\t' || (start === line && /^(?:---|\.\.\.)/.test(text.slice(start, start + 3))))
        throw OTHER_YAML;
      return { start, blanks };
    }
    line = start + 1;
  }
  return undefined;
}
const SPACE = 0x20;

const LITERAL = /\|([-+]?) *$/;

/**
 * Reads a literal block scalar, whose `|` is at `at`, and goes to the line after it.
 *
 * @param parent indentation of what it belongs to
 */
export function readLiteral(cursor: Cursor, at: number, parent: number): SourceScalar {
  const { text } = cursor;
  const header = LITERAL.exec(text.slice(at, cursor.end));
  // Below nothing, a line of it could look like a marker.
  if (header === null || header.index !== 0 || parent < 0) throw OTHER_YAML;
  const lines: string[] = [];
  let indent = -1;
  let line = cursor.end + 1;
  while (line < text.length) {
    const newline = text.indexOf('\n', line);
    // Whether the last line ends in a break is a subtle matter.
    if (newline < 0) throw OTHER_YAML;
    const first = cursor.skipSpaces(line);
    const isBlank = first === newline;
    if (!isBlank && first - line <= parent) break;
    if (indent < 0) {
      if (isBlank && first > line) throw OTHER_YAML;
      if (!isBlank) indent = first - line;
    } else if (!isBlank && first - line < indent) break;
    lines.push(isBlank && first - line <= indent ? '' : text.slice(line + Math.max(indent, 0), newline));
    line = newline + 1;
  }
  if (indent < 0) throw OTHER_YAML;
  cursor.goTo(line);
  return { kind: 'scalar', value: chomp(lines, header[1] ?? ''), start: at, end: line };
}

function chomp(lines: string[], indicator: string): string {
  if (indicator === '+') return lines.map((line) => `${line}\n`).join('');
  let count = lines.length;
  while (count > 0 && lines[count - 1] === '') count -= 1;
  const value = lines.slice(0, count).join('\n');
  return indicator === '-' ? value : `${value}\n`;
}
