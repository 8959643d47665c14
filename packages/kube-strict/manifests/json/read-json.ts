import { MAX_DEPTH } from '../../validation/read-object.ts';
import type { ScalarValue, SourceEntry, SourceNode } from '../tree/source-node.ts';
import { MOST_ITEMS } from '../unpack-list.ts';
import { Unreadable } from '../unreadable.ts';
import { ValueCount } from '../value-count.ts';

/** Whether a text begins as a JSON object does. It may also be YAML in flow style. */
export function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/**
 * Reads the objects of a text of JSON, which may follow each other as kubectl takes them.
 *
 * @throws Unreadable when it is not JSON
 */
export function readJson(text: string): SourceNode[] {
  const reader = new JsonReader(text);
  const values: SourceNode[] = [];
  while (!reader.atEnd()) {
    if (values.length === MOST_ITEMS) {
      const message = `The text holds more than ${MOST_ITEMS} values after each other.`;
      throw new Unreadable('yaml/size', reader.offset, message, 'Split it.');
    }
    values.push(reader.value(0));
  }
  return values;
}

const BLANK = /[ \t\r\n]*/y;
const [SPACE, QUOTE, BACKSLASH] = [0x20, 0x22, 0x5c];
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

class JsonReader {
  private at = 0;
  private readonly count = new ValueCount();

  constructor(private readonly text: string) {}

  /** How far it has read. */
  get offset(): number {
    return this.at;
  }

  atEnd(): boolean {
    this.skipBlank();
    return this.at === this.text.length;
  }

  value(depth: number): SourceNode {
    this.skipBlank();
    const start = this.at;
    this.count.add(start);
    if (depth > MAX_DEPTH)
      throw new Unreadable('yaml/depth', start, `The document is nested more than ${MAX_DEPTH} levels deep.`);
    switch (this.text[start]) {
      case '{': {
        const entries = this.members('}', () => this.entry(depth));
        return { kind: 'map', entries, start, end: this.at };
      }
      case '[': {
        const items = this.members(']', () => this.value(depth + 1));
        return { kind: 'list', items, start, end: this.at };
      }
      case '"':
        return { kind: 'scalar', value: this.string(), start, end: this.at };
      default:
        return { kind: 'scalar', value: this.other(), start, end: this.at };
    }
  }

  private members<T>(close: string, read: () => T): T[] {
    const members: T[] = [];
    this.at += 1;
    this.skipBlank();
    if (this.take(close)) return members;
    for (;;) {
      members.push(read());
      this.skipBlank();
      if (this.take(close)) return members;
      if (!this.take(',')) throw this.wrong(`"," or "${close}"`);
    }
  }

  private entry(depth: number): SourceEntry {
    this.skipBlank();
    const start = this.at;
    const key = this.string();
    const keyRange = { start, end: this.at };
    this.skipBlank();
    if (!this.take(':')) throw this.wrong('":"');
    return { key, keyRange, value: this.value(depth + 1) };
  }

  private string(): string {
    const start = this.at;
    if (this.text[start] !== '"') throw this.wrong('a text in double quotes');
    const end = this.endOfString(start + 1);
    this.at = end;
    const source = this.text.slice(start, end);
    if (!source.includes('\\')) return source.slice(1, -1);
    try {
      return JSON.parse(source) as string;
    } catch {
      this.at = start;
      throw new Unreadable(
        'yaml/syntax',
        start,
        'This text has an escape that JSON does not know.',
        'Write "\\\\" for one backslash.',
      );
    }
  }

  private endOfString(from: number): number {
    for (let at = from; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) return at + 1;
      if (code === BACKSLASH) at += 1;
      else if (code < SPACE) {
        throw new Unreadable(
          'yaml/syntax',
          at,
          'A text of JSON cannot contain a line break or control character.',
          'Write "\\n" for a line break.',
        );
      }
    }
    throw new Unreadable('yaml/syntax', from - 1, 'This text has no closing quote.', 'Add the quote.');
  }

  private other(): ScalarValue {
    const source = this.match(OTHER);
    if (source === undefined) throw this.wrong('a value');
    const value = JSON.parse(source) as null | boolean | number;
    const exact = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{1,20}$/.test(source);
    return exact ? BigInt(source) : value;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    this.at += match?.length ?? 0;
    return match;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skipBlank(): void {
    this.match(BLANK);
  }

  private wrong(expected: string): Unreadable {
    const found = this.at === this.text.length ? 'the end of the text' : 'something else';
    return new Unreadable(
      'yaml/syntax',
      this.at,
      `Expected ${expected}, found ${found}.`,
      'Correct the JSON here.',
    );
  }
}
