import { type Expression, partsOf } from './expression.ts';
import { freeNames, readExpression } from './parse.ts';

/** Names of libraries, which our parser need not know, and of packages of types. */
const LIBRARIES = new Set(
  'base64 cel cidr format google ip lists math optional proto quantity regex semver sets strings url'.split(
    ' ',
  ),
);

/**
 * What the parser does not know, though a server does: optional entries as in `[?a]`, raw bytes, numbers and names that
 * start with a dot, messages with fields, and quoted names.
 */
const UNREADABLE = /[[{,]\s*\?|\b([bB][rR]|[rR][bB])["']|(^|[^\w)\]}"'?])\.|[\w.]\s*\{|`/;

/** Operators whose results are never true or false. */
const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '-_']);

/** An expression for which a server has no use, whatever the types of what it refers to are. */
export interface Compilation {
  /** Undefined when there is none, or none that we are sure of. */
  readonly problem?: string;
  /** Undefined when it cannot be read. */
  readonly expression?: Expression;
}

/**
 * Compiles an expression as far as that needs no types (cel-go parser and checker).
 *
 * @param variables what the expression may refer to
 * @param asks whether true or false is expected
 */
export function compile(source: string, variables: readonly string[], asks: boolean): Compilation {
  let expression: Expression;
  try {
    expression = readExpression(source);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return UNREADABLE.test(source) || isTooMuch(problem) ? {} : { problem };
  }
  // It declares a name of its own, where a server has it.
  if (/\bcel\s*\.\s*bind\b/.test(source)) return { expression };
  const unknown = freeNames(expression, new Set(variables)).find((name) => !LIBRARIES.has(name));
  if (unknown !== undefined) return { expression, problem: `the name ${unknown} is not known` };
  if (asks && isNeverBoolean(expression)) return { expression, problem: 'it is neither true nor false' };
  return { expression };
}

/** Our own limits are not those of the server. */
function isTooMuch(problem: string): boolean {
  return /Exceeded|too deep|call stack/.test(problem);
}

function isNeverBoolean(expression: Expression): boolean {
  if (expression.kind === 'literal') return typeof expression.value !== 'boolean';
  if (expression.kind === 'call') return ARITHMETIC.has(expression.name);
  return ['bytes', 'int', 'list', 'map', 'uint'].includes(expression.kind);
}

export function refersTo(expression: Expression, name: string): boolean {
  return (
    (expression.kind === 'name' && expression.name === name) ||
    partsOf(expression).some((part) => refersTo(part, name))
  );
}
