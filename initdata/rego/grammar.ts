import { Cursor, FUTURE_KEYWORDS, GrammarFault } from './cursor.ts';
import {
  isQuery,
  readExpression,
  readField,
  readList,
  readLiteral,
  readPath,
  readQuery,
  readTerm,
} from './expressions.ts';
import type { Token } from './tokens.ts';

/** A name, and where it stands. */
export interface Named {
  readonly name: string;
  readonly line: number;
}

/** What a policy is as Rego of one version. */
export interface Module {
  /** Names of rules and imports. */
  readonly defined: ReadonlySet<string>;
  /** Rules that are a name and nothing else, which Rego v0 takes for always true, and whether `if` follows. */
  readonly bare: readonly (Named & { readonly beforeIf: boolean })[];
  /** Values of rules without a body that are just a name. */
  readonly values: readonly Named[];
}

interface Reading {
  readonly defined: Set<string>;
  readonly bare: (Named & { readonly beforeIf: boolean })[];
  readonly values: Named[];
}

/**
 * Reads a policy by the grammar that the Kata agent's engine has for a version of Rego (microsoft/regorus, src/parser.rs,
 * v0.2.8 for v0 and v0.9.1 for v1): whether it is well formed, not what it means.
 */
export function readModule(tokens: readonly Token[], v1: boolean): Module | GrammarFault {
  const cursor = new Cursor(tokens, v1);
  const reading: Reading = { defined: new Set(['input', 'data']), bare: [], values: [] };
  try {
    cursor.expect('package', 'at the beginning');
    readPath(cursor, 'the name of a package');
    readImports(cursor, reading);
    while (cursor.token !== undefined) readRule(cursor, reading);
    return reading;
  } catch (error) {
    if (error instanceof GrammarFault) return error;
    throw error;
  }
}

function readImports(cursor: Cursor, { defined }: Reading): void {
  const imported = new Set<string>();
  const claim = (name: string): void => {
    if (imported.has(name)) cursor.fail('each import once');
    imported.add(name);
  };
  while (cursor.skip('import')) {
    const path = readPath(cursor, 'what is imported');
    const [root = '', second, third] = path;
    if (!['data', 'future', 'input', 'rego'].includes(root)) cursor.fail('an import of data, input or rego');
    if (path.length === 1 && root !== 'input') cursor.fail(`a part of ${root}`);
    const isV1 = root === 'rego' && second === 'v1' && path.length === 2;
    if (isV1 || root === 'future') {
      if (!isV1 && (second !== 'keywords' || path.length > 3)) cursor.fail('an import of future.keywords');
      if (isV1) cursor.v1 = true;
      for (const word of isV1 || third === undefined ? FUTURE_KEYWORDS : [third]) {
        if (cursor.v1) claim(word);
        else imported.add(word);
        cursor.keywords.add(word);
        if (word === 'every') cursor.keywords.add('in');
      }
      if (cursor.is('as')) cursor.fail('no other name for keywords');
      continue;
    }
    const alias = cursor.skip('as') ? cursor.name('another name') : undefined;
    if (alias === '_') cursor.fail('another name than "_"');
    claim(alias === undefined ? path.join('.') : ` ${alias}`);
    defined.add(alias ?? path.at(-1) ?? '');
  }
}

function readRule(cursor: Cursor, reading: Reading): void {
  if (cursor.skip('default')) readDefault(cursor, reading);
  else readOrdinary(cursor, reading);
}

function readDefault(cursor: Cursor, { defined }: Reading): void {
  defined.add(readHead(cursor).name);
  if (cursor.skip('(')) {
    const names = new Set<string>();
    readList(cursor, ')', () => {
      const name = cursor.name('a name', true);
      if (name !== '_' && names.has(name)) cursor.fail('each name once');
      names.add(name);
    });
  }
  if (!cursor.skip(':=', '=')) cursor.fail('":=" in a default rule');
  const names: number[] = [];
  cursor.names = names;
  readTerm(cursor);
  cursor.names = undefined;
  if (names[0] === undefined) return;
  cursor.at = names[0];
  cursor.fail('a constant');
}

interface Head extends Named {
  /** How many fields and keys follow the name. */
  readonly parts: number;
  readonly endsInKey: boolean;
}

function readHead(cursor: Cursor): Head {
  const line = cursor.token?.line ?? 0;
  const name = cursor.name('a rule');
  if (cursor.v1 && (name === 'input' || name === 'data')) cursor.fail(`no rule that is called ${name}`);
  let parts = 0;
  let endsInKey = false;
  while (cursor.is('.', '[')) {
    if (!cursor.adjoins) cursor.fail(`no space before "${cursor.token?.text}"`);
    endsInKey = cursor.is('[');
    parts++;
    if (cursor.skip('.')) readField(cursor);
    else {
      cursor.at++;
      cursor.nested(() => readExpression(cursor));
      cursor.expect(']', 'to close "["');
    }
  }
  return { name, line, parts, endsInKey };
}

function readOrdinary(cursor: Cursor, { defined, bare, values }: Reading): void {
  const head = readHead(cursor);
  defined.add(head.name);
  const isFunction = cursor.skip('(');
  if (isFunction) cursor.nested(() => readList(cursor, ')', () => readTerm(cursor)));
  const isSet = !isFunction && cursor.skip('contains');
  if (isSet) readExpression(cursor);
  const value = isSet ? undefined : readValue(cursor);
  const isKeyOfSet = head.parts === 1 && head.endsInKey && !cursor.isWord;
  const beforeIf = cursor.is('if');
  if (readBodies(cursor)) return;
  if (value?.name !== undefined && !isFunction) values.push({ name: value.name, line: head.line });
  if (isSet || value !== undefined || isKeyOfSet) return;
  if (cursor.v1) cursor.fail('a value or a body of the rule');
  if (head.parts === 0 && !isFunction) bare.push({ name: head.name, line: head.line, beforeIf });
}

function readValue(cursor: Cursor): { readonly name?: string } | undefined {
  return cursor.skip(':=', '=') ? readExpression(cursor) : undefined;
}

/** All bodies of a rule, and its `else` branches. Returns whether there is one. */
function readBodies(cursor: Cursor): boolean {
  if (!readBody(cursor)) return false;
  if (cursor.is('{')) while (cursor.is('{')) readBlock(cursor);
  else readElse(cursor);
  return true;
}

function readBody(cursor: Cursor): boolean {
  if (cursor.isKeyword('if')) {
    cursor.at++;
    readCondition(cursor);
    return true;
  }
  if (!cursor.is('{')) return false;
  if (cursor.v1) cursor.fail('"if" before a body');
  readBlock(cursor);
  return true;
}

function readBlock(cursor: Cursor): void {
  cursor.at++;
  cursor.nested(() => readQuery(cursor, '}'));
}

/** What `if` asks for: a body in braces, or one condition, which may itself begin with a set or an object. */
function readCondition(cursor: Cursor): void {
  const start = cursor.at;
  if (cursor.skip('{') && cursor.nested(() => isQuery(cursor, '}'))) return;
  cursor.at = start;
  readLiteral(cursor);
}

function readElse(cursor: Cursor): void {
  while (cursor.skip('else')) {
    const value = readValue(cursor);
    if (!readBody(cursor)) {
      if (value === undefined) cursor.fail('a value or a body behind "else"');
      return;
    }
    if (cursor.is('{')) cursor.fail('"else"');
  }
}
