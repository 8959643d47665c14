import { resolveExactly } from '../../../ground/plain-scalar.ts';
import type { SourceEntry, SourceNode, SourceScalar } from '../../tree/source-node.ts';
import { goKey } from '../go-key.ts';
import type { Cursor } from './cursor.ts';
import { OTHER_YAML } from './other-yaml.ts';
import { readQuoted } from './scalars.ts';

/** Neither of these has a meaning inside brackets, and there is no ":" that might end a key. */
const FIRST = /[\w./$+~]/;
const PART = /[\w./$+~@%^*()=;-]+/y;
const AFTER_SPACE = /[\w./$+~(]/;
const MAX_DEPTH = 20;

/** Reads a list or mapping in brackets that ends on its line. */
export function readFlow(cursor: Cursor, at: number): SourceNode {
  return new FlowReader(cursor, at).value(0);
}

class FlowReader {
  constructor(
    private readonly cursor: Cursor,
    private at: number,
  ) {}

  value(depth: number): SourceNode {
    const { text } = this.cursor;
    const start = this.at;
    this.cursor.values.add(start);
    if (depth > MAX_DEPTH) throw OTHER_YAML;
    if (text[start] === '[') {
      const items = this.members(']', () => this.value(depth + 1));
      return { kind: 'list', items, start, end: this.at };
    }
    if (text[start] === '{') {
      const entries = this.members('}', () => this.entry(depth));
      return { kind: 'map', entries, start, end: this.at };
    }
    return this.scalar();
  }

  private members<T>(close: string, read: () => T): T[] {
    const members: T[] = [];
    this.next(1);
    while (this.current() !== close) {
      members.push(read());
      this.next(0);
      if (this.current() === ',') this.next(1);
      else if (this.current() !== close) throw OTHER_YAML;
    }
    this.at += 1;
    return members;
  }

  private entry(depth: number): SourceEntry {
    const { value: key, start, end, plain } = this.scalar();
    const name = goKey(key);
    if (name === undefined || this.current() !== ':' || this.cursor.text[this.at + 1] !== ' ')
      throw OTHER_YAML;
    this.next(1);
    return {
      key: name,
      keyRange: { start, end },
      ...(plain !== undefined && { plainKey: plain }),
      value: this.value(depth + 1),
    };
  }

  private scalar(): SourceScalar {
    const { text } = this.cursor;
    const start = this.at;
    if (text[start] === '"' || text[start] === "'") {
      const scalar = readQuoted(text, start);
      this.at = scalar.end;
      return scalar;
    }
    if (!FIRST.test(text.charAt(start))) throw OTHER_YAML;
    this.at = endOfPlain(text, start);
    const plain = text.slice(start, this.at);
    return { kind: 'scalar', value: resolveExactly(plain), plain, start, end: this.at };
  }

  private current(): string | undefined {
    return this.at < this.cursor.end ? this.cursor.text[this.at] : undefined;
  }

  private next(count: number): void {
    this.at = this.cursor.skipSpaces(this.at + count);
    if (this.at >= this.cursor.end) throw OTHER_YAML;
  }
}

/** Word by word, since an expression for all of them needs stack for each character. */
function endOfPlain(text: string, start: number): number {
  let at = start;
  for (;;) {
    PART.lastIndex = at;
    at += PART.exec(text)?.[0].length ?? 0;
    if (text[at] !== ' ' || !AFTER_SPACE.test(text.charAt(at + 1))) return at;
    at += 1;
  }
}
