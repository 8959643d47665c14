import { type Cursor, GrammarFault } from './cursor.ts';

/** What a term turned out to be: `name` when it is nothing but a name. */
export interface Term {
  readonly name?: string;
}

const OPERATORS = ['*', '/', '%', '+', '-', '&', '|', '<', '<=', '==', '>=', '>', '!='];

/** A value that may be a membership: `x in xs`, `i, x in xs`. */
export function readExpression(cursor: Cursor, first = readTerm(cursor)): Term {
  const start = cursor.at;
  readOperators(cursor);
  if (cursor.skip(',')) {
    readOperation(cursor);
    if (!cursor.is('in')) cursor.fail('"in" behind two values');
    if (!cursor.isKeyword('in')) readOperation(cursor);
  }
  readMemberships(cursor);
  return cursor.at === start ? first : {};
}

/** A value where a comma ends it: in brackets, and among arguments. */
function readItem(cursor: Cursor): void {
  readTerm(cursor);
  readItemFrom(cursor);
}

function readItemFrom(cursor: Cursor): void {
  readOperators(cursor);
  readMemberships(cursor);
}

function readMemberships(cursor: Cursor): void {
  while (cursor.isKeyword('in')) {
    cursor.at++;
    readOperation(cursor);
  }
}

/** Terms with operators between them. */
export function readOperation(cursor: Cursor): void {
  readTerm(cursor);
  readOperators(cursor);
}

function readOperators(cursor: Cursor): void {
  for (;;) {
    // `1 -1`: the minus is an operator after all.
    if (cursor.token?.kind === 'number' && cursor.token.text.startsWith('-')) cursor.at++;
    else if (cursor.skip(...OPERATORS)) readTerm(cursor);
    else return;
  }
}

/** A constant, a name, a reference, a call, or something in brackets. */
export function readTerm(cursor: Cursor): Term {
  const { token } = cursor;
  if (token === undefined) return cursor.fail('a value');
  if (cursor.skip('(')) {
    cursor.nested(() => readExpression(cursor));
    cursor.expect(')', 'to close "("');
    return {};
  }
  if (cursor.skip('-')) {
    cursor.nested(() => readItem(cursor));
    return {};
  }
  if (cursor.is('[')) cursor.nested(() => readArray(cursor));
  else if (cursor.is('{')) cursor.nested(() => readBraces(cursor));
  else if (token.kind === 'string' || token.kind === 'number') cursor.at++;
  else if (cursor.skip('null', 'true', 'false')) return readReference(cursor, false) ? {} : {};
  else if (token.kind !== 'name') return cursor.fail('a value');
  else {
    cursor.names?.push(cursor.at);
    const name = cursor.name('a value');
    return readReference(cursor, true) ? {} : { name };
  }
  readReference(cursor, false);
  return {};
}

/** What follows a term and belongs to it. Returns whether there is something. */
function readReference(cursor: Cursor, isName: boolean): boolean {
  const start = cursor.at;
  let callable = isName;
  for (;;) {
    if (cursor.is('.', '[') && !cursor.adjoins) {
      if (cursor.isOnNewLine) break;
      cursor.fail(`no space before "${cursor.token?.text}"`);
    }
    if (cursor.skip('.')) {
      readField(cursor);
    } else if (cursor.skip('[')) {
      const key = cursor.token;
      const at = cursor.at;
      cursor.nested(() => readItem(cursor));
      callable = callable && key?.kind === 'string' && key.text.startsWith('"') && cursor.at === at + 1;
      cursor.expect(']', 'to close "["');
    } else if (callable && cursor.skip('(')) {
      cursor.nested(() => readList(cursor, ')', () => readItem(cursor)));
      callable = false;
    } else break;
  }
  return cursor.at > start;
}

export function readField(cursor: Cursor, inPath = false): void {
  if (!cursor.adjoins) cursor.fail('no space behind "."');
  cursor.name('a name behind "."', inPath);
}

/** Items up to a bracket, with commas between them, and perhaps one behind the last. */
export function readList(cursor: Cursor, end: string, item: () => void): void {
  while (!cursor.skip(end)) {
    item();
    if (cursor.skip(end)) return;
    cursor.expect(',', `or "${end}"`);
  }
}

function readArray(cursor: Cursor): void {
  cursor.at++;
  if (cursor.skip(']') || readComprehension(cursor, ']') === 'all') return;
  if (cursor.skip(']')) return;
  cursor.expect(',', 'or "]"');
  readList(cursor, ']', () => readItem(cursor));
}

/** A set, an object, or a comprehension of one. */
function readBraces(cursor: Cursor): void {
  cursor.at++;
  if (cursor.skip('}')) return;
  let read = readComprehension(cursor, '}');
  const isObject = read === 'item' && cursor.skip(':');
  if (isObject) read = readComprehension(cursor, '}');
  if (read === 'all') return;
  if (isObject && read === 'two items') {
    cursor.expect(':', 'between a key and its value');
    readItem(cursor);
  }
  if (cursor.skip('}')) return;
  cursor.expect(',', 'or "}"');
  readList(cursor, '}', () => {
    readItem(cursor);
    if (!isObject) return;
    cursor.expect(':', 'between a key and its value');
    readItem(cursor);
  });
}

/**
 * Reads an item, and with `| QUERY` behind it all of a comprehension. A bar may also unite two sets, in the first of several
 * items: that shows by the comma behind it, which is behind the second item when that could have been `i, x in xs`.
 */
function readComprehension(cursor: Cursor, end: string): 'all' | 'item' | 'two items' {
  const names = cursor.names?.length ?? 0;
  readTerm(cursor);
  if (!cursor.skip('|')) {
    readItemFrom(cursor);
    return 'item';
  }
  const first = readLiteral(cursor, true);
  const isUnion = first === 'two values' || cursor.is(',', ':');
  if (!isUnion) {
    readMore(cursor, end);
    cursor.names?.splice(names);
    return 'all';
  }
  if (first === 'condition') cursor.fail(`"${end}", ";" or a new line`);
  return first === 'value' ? 'item' : 'two items';
}

/**
 * Literals up to a bracket. Returns false, and reads no further, where the first one cannot be read, or turns out to be part of
 * a set or an object: that may be what the bracket holds.
 */
export function isQuery(cursor: Cursor, end: string): boolean {
  try {
    readLiteral(cursor);
  } catch (error) {
    if (error instanceof GrammarFault) return false;
    throw error;
  }
  if (cursor.is(',', ':')) return false;
  readMore(cursor, end);
  return true;
}

/** Literals up to a bracket. */
export function readQuery(cursor: Cursor, end: string): void {
  readLiteral(cursor);
  readMore(cursor, end);
}

function readMore(cursor: Cursor, end: string): void {
  while (!cursor.skip(end)) {
    if (!cursor.skip(';') && !cursor.isOnNewLine) cursor.fail(`"${end}", ";" or a new line`);
    readLiteral(cursor);
  }
}

/** What a literal could be beside a condition: an item of a list, or two of them. */
type Literal = 'condition' | 'value' | 'two values';

/** One condition of a body. Only where it `mayBeItem` it may be two values, without `in` behind them. */
export function readLiteral(cursor: Cursor, mayBeItem = false): Literal {
  const literal = readCondition(cursor, mayBeItem);
  if (!cursor.is('with') || literal === 'two values') return literal;
  while (cursor.skip('with')) {
    readPath(cursor, 'what is replaced');
    cursor.expect('as', 'behind what is replaced');
    readItem(cursor);
  }
  return 'condition';
}

function readCondition(cursor: Cursor, mayBeItem: boolean): Literal {
  if (cursor.skip('some')) {
    readSome(cursor);
    return 'condition';
  }
  if (cursor.isKeyword('every')) {
    readEvery(cursor);
    return 'condition';
  }
  const isNegated = cursor.skip('not');
  const term = readTerm(cursor);
  if (cursor.v1 && cursor.is(':=') && (term.name === 'input' || term.name === 'data')) {
    cursor.fail(`no other value for ${term.name}`);
  }
  if (cursor.skip('=', ':=')) {
    readExpression(cursor);
    return 'condition';
  }
  readOperators(cursor);
  if (mayBeItem && !isNegated && cursor.skip(',')) {
    if (cursor.is(']', '}')) {
      cursor.at--;
      return 'value';
    }
    readOperation(cursor);
    const isMember = cursor.isKeyword('in');
    readMemberships(cursor);
    return isMember && !cursor.is(',', ':') ? 'condition' : 'two values';
  }
  readExpression(cursor, term);
  return isNegated ? 'condition' : 'value';
}

function readSome(cursor: Cursor): void {
  const terms = [readTerm(cursor)];
  while (cursor.skip(',')) terms.push(readTerm(cursor));
  if (cursor.isKeyword('in') && terms.length <= 2) {
    cursor.at++;
    readOperation(cursor);
  } else if (terms.some(({ name }) => name === undefined)) cursor.fail('"in" behind "some"');
}

function readEvery(cursor: Cursor): void {
  cursor.at++;
  cursor.name('a name behind "every"');
  if (cursor.skip(',')) cursor.name('a second name');
  cursor.expect('in', 'behind "every"');
  readOperation(cursor);
  cursor.expect('{', 'behind "every … in …"');
  cursor.nested(() => readQuery(cursor, '}'));
}

/** `a.b["c"]`, as packages, imports and `with` have it; the names in it. */
export function readPath(cursor: Cursor, what: string): string[] {
  const names = [cursor.name(what)];
  while (cursor.is('.', '[')) {
    if (!cursor.adjoins) cursor.fail(`no space before "${cursor.token?.text}"`);
    if (cursor.skip('.')) {
      readField(cursor, true);
      names.push(cursor.previous?.text ?? '');
    } else {
      cursor.at++;
      if (cursor.token?.kind !== 'string') cursor.fail('a string');
      names.push(cursor.token?.text.slice(1, -1) ?? '');
      cursor.at++;
      cursor.expect(']', 'to close "["');
    }
  }
  return names;
}
