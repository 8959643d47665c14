/** A piece of Rego source; comments and white space are none. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol';
  readonly text: string;
  /** From 1; of a raw string, where it begins. */
  readonly line: number;
}

/** What the agent's Rego engine would not read, or what we cannot be sure to read as it does. */
export interface RegoFault {
  readonly line: number;
  /** What was found, as `an unclosed string`. */
  readonly found: string;
}

/**
 * The engine ends a text at NUL, and refuses other control characters outside comments (microsoft/regorus,
 * src/lexer.rs). Characters that another reader could take for the end of a line, and so of a comment, are refused too.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff]|\r(?!\n)/;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9]+/y;
const SYMBOL = /:=|[=!<>]=|[{}[\]()+\-*/%&|,;.:<>=]/y;

/**
 * Cuts Rego into tokens, by the rules of the Kata agent's engine (microsoft/regorus, src/lexer.rs): a comment ends at
 * the line feed, a raw string at the next backquote, and a string holds no line feed.
 */
export function readTokens(
  text: string,
): { readonly tokens: readonly Token[] } | { readonly fault: RegoFault } {
  const control = CONTROL.exec(text);
  if (control !== null) {
    return { fault: { line: text.slice(0, control.index).split('\n').length, found: 'a control character' } };
  }
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\n') line++;
    if (character === '\n' || character === ' ' || character === '\t' || character === '\r') {
      at++;
    } else if (character === '#') {
      at = endOr(text.indexOf('\n', at), text.length);
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return { fault: { line, found: 'an unclosed string' } };
      tokens.push({ kind: 'string', text: text.slice(at, end), line });
      at = end;
    } else if (character === '`') {
      const end = text.indexOf('`', at + 1);
      if (end < 0) return { fault: { line, found: 'an unclosed raw string' } };
      const raw = text.slice(at, end + 1);
      tokens.push({ kind: 'string', text: raw, line });
      line += raw.split('\n').length - 1;
      at = end + 1;
    } else {
      const kind = NAMES.test(character) ? 'name' : DIGITS.test(character) ? 'number' : 'symbol';
      const found = take(kind === 'name' ? NAME : kind === 'number' ? NUMBER : SYMBOL);
      if (found === undefined) return { fault: { line, found: 'a character that Rego does not know' } };
      tokens.push({ kind, text: found, line });
      at += found.length;
    }
  }
  return { tokens };
}

const NAMES = /[A-Za-z_]/;
const DIGITS = /[0-9]/;

function endOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}

/** The index behind the closing quote. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\\') at++;
    if (text.charAt(at) === '\n') return undefined;
  }
  return undefined;
}
