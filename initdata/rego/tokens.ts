/** A piece of Rego source; comments and white space are none. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol';
  readonly text: string;
  /** From 1; of a raw string, where it begins. */
  readonly line: number;
  readonly start: number;
  /** As the engine counts it: of a string, where its closing quote is. So nothing ever adjoins a string. */
  readonly end: number;
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
/** As in JSON; a minus before a digit belongs to it. What may not follow a number is looked for too. */
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.])/y;
const SYMBOL = /:=|[=!<>]=|[{}[\]()+\-*/%&|,;.:<>=]/y;

/**
 * Cuts Rego into tokens, by the rules of the Kata agent's engine (microsoft/regorus, src/lexer.rs): a comment ends at
 * the line feed, a raw string at the next backquote, and a string is one of JSON.
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
      if (typeof end === 'string') return { fault: { line, found: end } };
      tokens.push({ kind: 'string', text: text.slice(at, end), line, start: at, end: end - 1 });
      at = end;
    } else if (character === '`') {
      const end = text.indexOf('`', at + 1);
      if (end < 0) return { fault: { line, found: 'an unclosed raw string' } };
      const raw = text.slice(at, end + 1);
      tokens.push({ kind: 'string', text: raw, line, start: at, end });
      line += raw.split('\n').length - 1;
      at = end + 1;
    } else {
      const kind = kindOf(character, text.charAt(at + 1));
      const found = take(kind === 'name' ? NAME : kind === 'number' ? NUMBER : SYMBOL);
      if (found === undefined || (kind === 'number' && !Number.isFinite(Number(found)))) {
        const what = kind === 'number' ? 'a number that is none' : 'a character that Rego does not know';
        return { fault: { line, found: what } };
      }
      tokens.push({ kind, text: found, line, start: at, end: at + found.length });
      at += found.length;
    }
  }
  return { tokens };
}

function kindOf(character: string, next: string): 'name' | 'number' | 'symbol' {
  if (/[A-Za-z_]/.test(character)) return 'name';
  const isNumber = /[0-9]/.test(character) || (/[-.]/.test(character) && /[0-9]/.test(next));
  return isNumber ? 'number' : 'symbol';
}

function endOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}

/** The index behind the closing quote, or what is wrong. */
function endOfString(text: string, start: number): number | string {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return hasLoneSurrogate(text.slice(start, at)) ? ESCAPE : at + 1;
    if (character === '\n') return 'an unclosed string';
    if (character < ' ') return 'a control character';
    if (character !== '\\') continue;
    const escaped = /^["\\/bfnrt]|^u[0-9A-Fa-f]{4}/.exec(text.slice(at + 1, at + 6))?.[0];
    if (escaped === undefined) return text.charAt(at + 1) === '\n' ? 'an unclosed string' : ESCAPE;
    at += escaped.length;
  }
  return 'an unclosed string';
}

const ESCAPE = 'an escape that a string cannot have';

/** Half of a pair, written as an escape. */
function hasLoneSurrogate(raw: string): boolean {
  return (
    /\\u[dD][89A-Fa-f]/.test(raw) &&
    /\p{Surrogate}/u.test(
      raw.replace(/\\u([0-9A-Fa-f]{4})/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`))),
    )
  );
}
