import type { Token } from './tokens.ts';

/**
 * What one occurrence of a name in a policy does to the rule of that name: it makes it true, keeps it from being true,
 * or we do not know.
 */
export type Effect = 'opens' | 'closes' | 'unknown';

export interface Mention {
  readonly line: number;
  readonly effect: Effect;
  /** Whether it is a rule with `default` before it. */
  readonly byDefault: boolean;
}

/**
 * Every occurrence of a name outside strings and comments. A rule of that name cannot be made without one: Rego has no
 * other way to write a name. So where all of them close, or there is none, the rule is never true.
 */
export function mentionsOf(name: string, tokens: readonly Token[]): Mention[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'name' || token.text !== name) return [];
    const byDefault = tokens[index - 1]?.text === 'default';
    return [{ line: token.line, effect: effectOf(tokens, index), byDefault }];
  });
}

/**
 * The forms that can be told without evaluating Rego: `NAME := false`, which may have `default` before it and `=` for
 * `:=`; the same with true; and bodies that are just `true`. Anything behind them that could belong to them makes the
 * rule unknown.
 */
function effectOf(tokens: readonly Token[], index: number): Effect {
  const assigned = isText(tokens[index + 1], ':=', '=');
  const value = tokens[index + 2];
  if (assigned && isText(value, 'false') && endsStatement(tokens, index + 2)) return 'closes';
  if (!startsStatement(tokens, index)) return 'unknown';
  if (assigned && !isText(value, 'true')) return 'unknown';
  const last = assigned ? index + 2 : index;
  if (assigned && endsStatement(tokens, last)) return 'opens';
  return endsStatement(tokens, endOfTrueBody(tokens, last)) ? 'opens' : 'unknown';
}

/** Whether a name, or an `else`, may begin a rule whose value is an object: all that is not just true or false. */
export function mayBeObject(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  if (isText(next, '[', '.')) return true;
  return isText(next, ':=', '=') && !isBoolean(tokens, index + 2);
}

/** Whether a value is just true or false: nothing behind it makes it part of a larger one. */
function isBoolean(tokens: readonly Token[], index: number): boolean {
  if (!isText(tokens[index], 'true', 'false')) return false;
  const next = tokens[index + 1];
  return next === undefined || next.kind === 'name' || isText(next, '{', '}', ';');
}

/** The last token of `{ true }`, `if true` or `if { true }` behind a head; -1 when something else follows. */
function endOfTrueBody(tokens: readonly Token[], head: number): number {
  const start = isText(tokens[head + 1], 'if') ? head + 2 : head + 1;
  if (start > head + 1 && isText(tokens[start], 'true')) return start;
  const texts = [0, 1, 2].map((offset) => tokens[start + offset]?.text).join(' ');
  return texts === '{ true }' ? start + 2 : -1;
}

/** Words that may follow a head or a value and go on with it. A rule cannot be called so. */
const CONTINUES = new Set(
  'as contains else every false if import in not null package some true with'.split(' '),
);

/** Whether the next token can only begin another rule: it is on a later line, and a name that no rule goes on with. */
function endsStatement(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined) return false;
  const next = tokens[index + 1];
  return next === undefined || (next.kind === 'name' && next.line > token.line && !CONTINUES.has(next.text));
}

function startsStatement(tokens: readonly Token[], index: number): boolean {
  const first = isText(tokens[index - 1], 'default') ? index - 1 : index;
  const before = tokens[first - 1];
  return before === undefined || before.line < (tokens[first]?.line ?? 0);
}

/** Whether a token is one of these words or symbols, and no string that holds it. */
function isText(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token !== undefined && token.kind !== 'string' && texts.includes(token.text);
}
