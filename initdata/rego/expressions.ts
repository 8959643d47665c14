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
  else if (cursor.constant) return cursor.fail('a constant');
  else {
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
  if (cursor.skip(']')) return;
  if (readComprehension(cursor, ']')) return;
  readItemFrom(cursor);
  if (cursor.skip(']')) return;
  cursor.expect(',', 'or "]"');
  readList(cursor, ']', () => readItem(cursor));
}

/** A set, an object, or a comprehension of one. */
function readBraces(cursor: Cursor): void {
  cursor.at++;
  if (cursor.skip('}')) return;
  if (readComprehension(cursor, '}')) return;
  readItemFrom(cursor);
  const isObject = cursor.skip(':');
  if (isObject) {
    if (readComprehension(cursor, '}')) return;
    readItemFrom(cursor);
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

/** Reads a term, and with `| QUERY` behind it all of a comprehension; returns whether it was one. */
function readComprehension(cursor: Cursor, end: string): boolean {
  const { constant } = cursor;
  const start = cursor.at;
  if (cursor.plain.has(start)) {
    readTerm(cursor);
    return false;
  }
  cursor.constant = false;
  readTerm(cursor);
  const bar = cursor.at;
  const isOne = cursor.skip('|') && isQuery(cursor, end);
  cursor.constant = constant;
  if (isOne) return true;
  cursor.plain.add(start);
  if (constant) {
    cursor.at = start;
    readTerm(cursor);
  }
  cursor.at = bar;
  return false;
}

/**
 * Reads literals up to a bracket. Returns false where the first one cannot be read, or turns out to be part of a set or an
 * object: that may be what the bracket holds.
 */
export function isQuery(cursor: Cursor, end: string): boolean {
  try {
    readLiteral(cursor);
  } catch (error) {
    if (error instanceof GrammarFault) return false;
    throw error;
  }
  return readMore(cursor, end);
}

/**
 * Literals up to a bracket. Returns false, and reads no further, where the first one turns out to be part of a set or an
 * object.
 */
export function readQuery(cursor: Cursor, end: string): boolean {
  readLiteral(cursor);
  return readMore(cursor, end);
}

function readMore(cursor: Cursor, end: string): boolean {
  if (cursor.is(',', ':')) return false;
  while (!cursor.skip(end)) {
    if (!cursor.skip(';') && !cursor.isOnNewLine) cursor.fail(`"${end}", ";" or a new line`);
    readLiteral(cursor);
  }
  return true;
}

/** One condition of a body. */
export function readLiteral(cursor: Cursor): void {
  if (cursor.skip('some')) readSome(cursor);
  else if (cursor.isKeyword('every')) readEvery(cursor);
  else {
    cursor.skip('not');
    const term = readTerm(cursor);
    if (cursor.v1 && cursor.is(':=') && (term.name === 'input' || term.name === 'data')) {
      cursor.fail(`no other value for ${term.name}`);
    }
    if (cursor.skip('=', ':=')) readExpression(cursor);
    else readExpression(cursor, term);
  }
  while (cursor.skip('with')) {
    readPath(cursor, 'what is replaced');
    cursor.expect('as', 'behind what is replaced');
    readItem(cursor);
  }
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
  cursor.nested(() => {
    if (!readQuery(cursor, '}')) cursor.fail('"}"');
  });
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
