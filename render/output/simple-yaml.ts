import { resolvePlain } from 'kube-strict/ground/plain-scalar.ts';

/** A key that is a word, not too long to be one for Go, and the value when it stands on the same line. */
const ENTRY = /^([A-Za-z][\w./-]{0,253}):(?: (.+))?$/;
/** Words of characters that have no meaning in YAML where they stand; a colon has one at the end of a word. */
const WORDS = /^-?[A-Za-z\d/][\w./:@=+,;%&()-]*(?: [\w./:@=+,;%&()-]+)*$/;
const COLON = /:(?: |$)/;
/** A text in quotes that stands for itself: no escapes, ASCII only. */
const QUOTED = /^"[ !#-[\]-~]*"$/;
const MAX_DEPTH = 200;

/**
 * Reads YAML of the simplest form: lists and mappings with a line for each scalar, indented by two blanks for each level.
 * It knows no comments, no text of several lines, no escapes and nothing that YAML readers differ on but what a plain scalar
 * is. Nearly all that we write has this form, and a reader for any YAML takes most of its time.
 *
 * @returns the value as Go reads it; undefined when there is anything in the text that this does not know
 */
export function readSimpleYaml(text: string): unknown {
  const lines = text.split('\n');
  if (lines.pop() !== '') return undefined;
  const reader = new Reader(lines);
  try {
    const value = reader.readNode(0);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

class NotSimple extends Error {}

class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  isAtEnd(): boolean {
    return this.#at === this.#lines.length;
  }

  /** Reads what begins on this line after `indent` characters, and the lines that belong to it. */
  readNode(indent: number): unknown {
    if (indent > MAX_DEPTH * 2) throw new NotSimple();
    const text = this.#textAfter(indent);
    if (text.startsWith('- ')) return this.#readList(indent);
    if (ENTRY.test(text)) return this.#readMapping(indent);
    this.#at++;
    return readScalar(text);
  }

  #readList(indent: number): unknown[] {
    const list: unknown[] = [];
    do {
      if (!this.#textAfter(indent).startsWith('- ')) throw new NotSimple();
      list.push(this.readNode(indent + 2));
    } while (this.#goesOn(indent));
    return list;
  }

  #readMapping(indent: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    do {
      const [, key = '', value] = ENTRY.exec(this.#textAfter(indent)) ?? [];
      // Go takes some words for booleans, as keys too. Two equal keys are for others to complain about.
      if (resolvePlain(key) !== key || Object.hasOwn(mapping, key)) throw new NotSimple();
      this.#at++;
      mapping[key] = value === undefined ? this.#readBelow(indent + 2) : readScalar(value);
    } while (this.#goesOn(indent));
    return mapping;
  }

  #readBelow(indent: number): unknown {
    if (!this.#goesOn(indent)) throw new NotSimple();
    return this.readNode(indent);
  }

  /** Whether the next line is indented like this. When it is indented less, it belongs to what is around. */
  #goesOn(indent: number): boolean {
    if (this.isAtEnd()) return false;
    const next = this.#textAfter(0).search(/[^ ]|$/);
    if (next > indent) throw new NotSimple();
    return next === indent;
  }

  #textAfter(indent: number): string {
    return (this.#lines[this.#at] ?? '').slice(indent);
  }
}

function readScalar(text: string): unknown {
  if (text === '{}') return {};
  if (text === '[]') return [];
  if (QUOTED.test(text)) return text.slice(1, -1);
  if (WORDS.test(text) && !COLON.test(text)) return resolvePlain(text);
  throw new NotSimple();
}
