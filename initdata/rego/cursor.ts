import type { Token } from './tokens.ts';

/** What a grammar asks for and did not find. */
export class GrammarFault extends Error {
  readonly line: number;
  /** How many tokens had been read. */
  readonly at: number;

  constructor(message: string, line: number, at: number) {
    super(message);
    this.line = line;
    this.at = at;
  }
}

/** Words of Rego that are no names, in each of its versions (microsoft/regorus, src/parser.rs, `is_keyword`). */
const RESERVED: ReadonlySet<string> = new Set(
  'as default else false import package not null some true with'.split(' '),
);

/** Words that `import rego.v1`, or one of them each, makes keywords. In Rego v1 they always are. */
export const FUTURE_KEYWORDS: readonly string[] = ['contains', 'every', 'if', 'in'];

/** Requests that an agent may ask about are called so, also those that are not known here. */
export const REQUEST = /^[A-Z]\w*(?:Request|Config)$/;

/** Deeper than people and generators write, and far from the end of our stack. */
const MAX_DEPTH = 200;

/** Where a reader of Rego is in its tokens, and which words are keywords by then. */
export class Cursor {
  at = 0;
  v1: boolean;
  readonly keywords: Set<string>;
  /** Where names stand in a value that has to be a constant; undefined elsewhere. */
  names: number[] | undefined;
  readonly #tokens: readonly Token[];
  #depth = 0;

  constructor(tokens: readonly Token[], v1: boolean) {
    this.#tokens = tokens;
    this.v1 = v1;
    this.keywords = new Set(v1 ? FUTURE_KEYWORDS : []);
  }

  get token(): Token | undefined {
    return this.#tokens[this.at];
  }

  get previous(): Token | undefined {
    return this.#tokens[this.at - 1];
  }

  /** Whether nothing stands between the last token and this. */
  get adjoins(): boolean {
    return this.previous?.end === this.token?.start;
  }

  get isOnNewLine(): boolean {
    return this.previous?.line !== this.token?.line;
  }

  is(...texts: readonly string[]): boolean {
    const { token } = this;
    return token !== undefined && token.kind !== 'string' && texts.includes(token.text);
  }

  isKeyword(text: string): boolean {
    return this.is(text) && this.keywords.has(text);
  }

  /** Takes the token when it is one of these. */
  skip(...texts: readonly string[]): boolean {
    if (!this.is(...texts)) return false;
    this.at++;
    return true;
  }

  expect(text: string, where: string): void {
    if (!this.skip(text)) this.fail(`"${text}" ${where}`);
  }

  /** A name. Fields of a path may be called like a keyword that was imported; nothing may be called like a reserved word. */
  name(what: string, inPath = false): string {
    const { token } = this;
    if (token?.kind !== 'name') return this.fail(what);
    const isWord = !inPath && this.keywords.has(token.text) && token.text !== 'contains';
    if (RESERVED.has(token.text) || isWord) return this.fail(`${what}; the word means something else`);
    this.at++;
    return token.text;
  }

  /** Whether the next token is a word that no name can be. */
  get isWord(): boolean {
    const { token } = this;
    return token?.kind === 'name' && (RESERVED.has(token.text) || this.keywords.has(token.text));
  }

  /** Reads something in brackets. */
  nested<T>(read: () => T): T {
    if (this.#depth >= MAX_DEPTH) this.fail(`no more than ${MAX_DEPTH} brackets in each other`);
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  fail(expected: string): never {
    const found = this.token === undefined ? 'the end' : shown(this.token);
    const line = (this.token ?? this.previous)?.line ?? 1;
    throw new GrammarFault(`expected ${expected}, found ${found}`, line, this.at);
  }
}

/** Nothing that somebody made up: initdata is shown to more people than a policy is meant for. */
function shown({ kind, text }: Token): string {
  if (kind === 'symbol') return `"${text}"`;
  return kind === 'name' ? shownName(text) : `a ${kind}`;
}

/** The name of a request, and a word of Rego; of other names, that they are names. */
export function shownName(name: string): string {
  if (REQUEST.test(name)) return name;
  return RESERVED.has(name) || FUTURE_KEYWORDS.includes(name) ? `"${name}"` : 'a name';
}
