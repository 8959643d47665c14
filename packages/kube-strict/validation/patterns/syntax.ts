/** Inclusive ranges of code points, in order and apart from each other. */
export type CharSet = readonly (readonly [first: number, last: number])[];

/** A regular expression, as far as it says which texts match: what a group captures, or prefers, does not count. */
export type Expression =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'begin' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number };

/** Go refuses to repeat more often (regexp/syntax, repeat). */
const MOST_REPEATS = 1000;
const LAST = 0x10ffff;

const DIGIT: CharSet = [[0x30, 0x39]];
const SPACE: CharSet = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const WORD: CharSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** Go's classes are of ASCII, and `\s` is without the vertical tab. */
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  s: SPACE,
  w: WORD,
  D: complement(DIGIT),
  S: complement(SPACE),
  W: complement(WORD),
};

/**
 * Parses a pattern in Go's syntax (regexp/syntax/parse.go, Perl flags).
 *
 * @returns undefined when it uses something that is rare, such as flags, named groups, word boundaries or Unicode
 *   classes; also when it is wrong
 */
export function parsePattern(source: string): Expression | undefined {
  try {
    return new Parser(source).whole();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}

class Parser {
  private at = 0;

  constructor(private readonly source: string) {}

  whole(): Expression {
    const expression = this.choice();
    if (this.at < this.source.length) throw new Unsupported();
    return expression;
  }

  private choice(): Expression {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return { kind: 'choice', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.peek())) parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Expression {
    const part = this.atom();
    const [least, most] = this.quantifier();
    if (least === 1 && most === 1) return part;
    // A second quantifier is a mistake; a question mark only makes the first lazy.
    this.take('?');
    if ('*+?{'.includes(this.peek()) && this.peek() !== '') throw new Unsupported();
    if (part.kind === 'begin' || part.kind === 'end') throw new Unsupported();
    return { kind: 'repeat', part, least, most };
  }

  private quantifier(): [least: number, most: number] {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    if (this.peek() !== '{') return [1, 1];
    const braces = /^\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}/.exec(this.source.slice(this.at, this.at + 12));
    // Otherwise the brace stands for itself.
    if (braces === null) throw new Unsupported();
    this.at += braces[0].length;
    const least = Number(braces[1]);
    const most = braces[2] === undefined ? least : Number(braces[3] ?? Number.POSITIVE_INFINITY);
    if (least > most || least > MOST_REPEATS || (most > MOST_REPEATS && most !== Number.POSITIVE_INFINITY)) {
      throw new Unsupported();
    }
    return [least, most];
  }

  private atom(): Expression {
    const char = this.next();
    switch (char) {
      case '^':
        return { kind: 'begin' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'chars', set: complement([[0x0a, 0x0a]]) };
      case '(':
        return this.group();
      case '[':
        return { kind: 'chars', set: this.bracketed() };
      case '\\':
        return { kind: 'chars', set: this.escaped() };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Unsupported();
      default:
        return { kind: 'chars', set: single(char) };
    }
  }

  private group(): Expression {
    if (this.take('?') && !this.take(':')) throw new Unsupported();
    const inside = this.choice();
    if (!this.take(')')) throw new Unsupported();
    return inside;
  }

  private bracketed(): CharSet {
    const negated = this.take('^');
    const ranges: [number, number][] = [];
    // An empty class does not exist: a bracket that comes first stands for itself.
    if (this.peek() === ']') throw new Unsupported();
    while (!this.take(']')) {
      if (this.peek() === '[' && this.source[this.at + 1] === ':') throw new Unsupported();
      const set = this.member();
      const [first, last] = set[0] ?? [0, 0];
      if (set.length === 1 && first === last && this.peek() === '-' && this.source[this.at + 1] !== ']') {
        this.next();
        const end = this.member();
        const [endFirst, endLast] = end[0] ?? [0, 0];
        if (end.length !== 1 || endFirst !== endLast || endLast < first) throw new Unsupported();
        ranges.push([first, endLast]);
      } else {
        for (const [from, to] of set) ranges.push([from, to]);
      }
    }
    return negated ? complement(union(ranges)) : union(ranges);
  }

  private member(): CharSet {
    const char = this.next();
    return char === '\\' ? this.escaped() : single(char);
  }

  private escaped(): CharSet {
    const char = this.next();
    const known = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
    if (known !== undefined) return known;
    const control = CONTROLS[char];
    if (control !== undefined) return [[control, control]];
    // Punctuation stands for itself; any other escape means something else.
    if (!/^[!-/:-@[-^`{-~]$/.test(char)) throw new Unsupported();
    return single(char);
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private next(): string {
    const point = this.source.codePointAt(this.at);
    if (point === undefined) throw new Unsupported();
    const char = String.fromCodePoint(point);
    this.at += char.length;
    return char;
  }
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function single(char: string): CharSet {
  const point = char.codePointAt(0) ?? 0;
  return [[point, point]];
}

function union(ranges: readonly (readonly [number, number])[]): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

function complement(set: CharSet): CharSet {
  const gaps: [number, number][] = [];
  let from = 0;
  for (const [first, last] of set) {
    if (first > from) gaps.push([from, first - 1]);
    from = last + 1;
  }
  if (from <= LAST) gaps.push([from, LAST]);
  return gaps;
}
