import { characterCost } from '../budget.ts';
import { CelError, WorkExceeded } from '../errors.ts';
import { CelList } from '../values.ts';
import { type Functions, overload } from './overload.ts';

/** No text of an object is longer, and one that an expression makes need not be. */
const MOST_CHARACTERS = 10_000_000;

/** @throws WorkExceeded before a text is made that is too long */
function checkLength(characters: number): void {
  if (characters > MOST_CHARACTERS) throw new WorkExceeded();
}

/** @throws CelError when a position is not in a text, or at its end */
function position(index: bigint, most: number): number {
  if (index < 0n || index > BigInt(most)) throw new CelError(`index out of range: ${index}`);
  return Number(index);
}

function charAt(text: string, index: bigint): string {
  const points = [...text];
  return points[position(index, points.length)] ?? '';
}

/** @throws CelError for a position before the text; one after it is fine, and nothing is found there */
function searchFrom(from: bigint): number {
  if (from < 0n) throw new CelError(`index out of range: ${from}`);
  return Number(from);
}

function indexOf(text: string, part: string, from = 0n): bigint {
  if (part === '') return from;
  const points = [...text];
  const start = searchFrom(from);
  if (start >= points.length) return -1n;
  return countedIndex(text, text.indexOf(part, points.slice(0, start).join('').length));
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const points = [...text];
  if (part === '') return from ?? BigInt(points.length);
  const start = from === undefined ? points.length - 1 : searchFrom(from);
  if (start < 0 || start >= points.length) return -1n;
  return countedIndex(text, text.lastIndexOf(part, points.slice(0, start).join('').length));
}

/** A position in UTF-16 units as one in code points. */
function countedIndex(text: string, index: number): bigint {
  return index < 0 ? -1n : BigInt([...text.slice(0, index)].length);
}

function substring(text: string, start: bigint, end?: bigint): string {
  const points = [...text];
  if (end !== undefined && start > end) {
    throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  const from = position(start, points.length);
  return points.slice(from, end === undefined ? undefined : position(end, points.length)).join('');
}

/** Go's strings.Replace: an empty search is met before each character and at the end. */
function replace(text: string, search: string, replacement: string, limit = -1n): string {
  const pieces = search === '' ? ['', ...text] : text.split(search);
  const places = search === '' ? pieces.length : pieces.length - 1;
  const count = limit < 0n ? places : Math.min(Number(limit), places);
  checkLength(text.length + count * replacement.length);
  if (search === '') {
    const [, ...characters] = pieces;
    const marked = characters.map((character, index) => (index < count ? replacement : '') + character);
    return marked.join('') + (count > characters.length ? replacement : '');
  }
  return (
    pieces.slice(0, count + 1).join(replacement) +
    pieces
      .slice(count + 1)
      .map((piece) => search + piece)
      .join('')
  );
}

/** Go's strings.SplitN. */
function split(text: string, separator: string, limit = -1n): CelList {
  if (limit === 0n) return CelList.of([]);
  const pieces = separator === '' ? [...text] : text.split(separator);
  if (limit < 0n || BigInt(pieces.length) <= limit) return CelList.of(pieces);
  const whole = pieces.slice(0, Number(limit) - 1);
  return CelList.of([...whole, pieces.slice(whole.length).join(separator)]);
}

function join(list: CelList, separator = ''): string {
  const texts = list.items.map((item) => {
    if (typeof item !== 'string') throw new CelError('join: a list of strings is expected');
    return item;
  });
  checkLength(joinedLength(list, separator));
  return texts.join(separator);
}

function joinedLength(list: CelList, separator = ''): number {
  return list.items.reduce<number>(
    (sum, item) => sum + separator.length + (typeof item === 'string' ? item.length : 0),
    0,
  );
}

/** The white space of Unicode, as Go's strings.TrimSpace knows it. */
const BLANKS = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

function trim(text: string): string {
  const reversed = [...text.replace(BLANKS, '')].reverse().join('');
  return [...reversed.replace(BLANKS, '')].reverse().join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
  return `"${text.replaceAll(/[\u0007-\r\\"]/g, (character) => ESCAPES[character] ?? character)}"`;
}

function traversal(text: string): number {
  return characterCost(text.length);
}

function rebuilding(text: string): number {
  return 2 * characterCost(text.length);
}

/** cel-go ext/strings.go, version 2, but for format. Positions count code points. */
export const STRINGS: Functions = {
  charAt: [overload(['string', 'int'], charAt, traversal)],
  indexOf: [
    overload(['string', 'string'], (text, part) => indexOf(text, part), traversal),
    overload(['string', 'string', 'int'], indexOf, traversal),
  ],
  join: [
    overload(
      ['list'],
      (list) => join(list),
      (list) => characterCost(2 * joinedLength(list)),
    ),
    overload(['list', 'string'], join, (list, separator) => characterCost(2 * joinedLength(list, separator))),
  ],
  lastIndexOf: [
    overload(['string', 'string'], (text, part) => lastIndexOf(text, part), traversal),
    overload(['string', 'string', 'int'], lastIndexOf, traversal),
  ],
  lowerAscii: [
    overload(['string'], (text) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()), traversal),
  ],
  replace: [
    overload(['string', 'string', 'string'], (text, search, by) => replace(text, search, by), rebuilding),
    overload(['string', 'string', 'string', 'int'], replace, rebuilding),
  ],
  split: [
    overload(['string', 'string'], (text, separator) => split(text, separator), rebuilding),
    overload(['string', 'string', 'int'], split, rebuilding),
  ],
  'strings.quote': [overload(['string'], quote, traversal)],
  substring: [
    overload(['string', 'int'], (text, start) => substring(text, start), traversal),
    overload(['string', 'int', 'int'], substring, traversal),
  ],
  trim: [overload(['string'], trim, traversal)],
  upperAscii: [
    overload(['string'], (text) => text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase()), traversal),
  ],
};
