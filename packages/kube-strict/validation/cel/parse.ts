import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { type Expression, type LoopMacro, partsOf } from './expression.ts';
import { isFunction, isNamespaced } from './library/functions.ts';
import { isTypeName } from './library/types.ts';

/** A rule of ordinary size is less than a dozen levels deep. */
const MOST_LEVELS = 200;

const parser = new Environment({ enableOptionalTypes: true });

/**
 * Parses an expression, and finds out what each name in it means.
 *
 * @param variables what the expression may refer to
 * @throws Error that says what is wrong, or what of it we do not know
 */
export function parseExpression(source: string, variables: readonly string[]): Expression {
  const expression = readExpression(source);
  const [unknown] = freeNames(expression, new Set(variables));
  if (unknown !== undefined) throw new Error(`the name ${unknown} is not known`);
  checkFunctions(expression);
  return expression;
}

/**
 * Parses an expression, whatever its names mean.
 *
 * @throws Error that says what is wrong
 */
export function readExpression(source: string): Expression {
  return new Reader().read(parseSyntax(source), 0);
}

function parseSyntax(source: string): ASTNode {
  try {
    return parser.parse(source).ast;
  } catch (error) {
    // The first line says what is wrong; then follows a drawing of where.
    throw new Error(error instanceof Error ? error.message.split('\n', 1)[0] : String(error));
  }
}

/** Operators that are functions of one or two arguments. */
const OPERATORS = new Set(['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'in']);

/** Macros by their name and number of arguments: which they are, how many variables, whether there is a filter. */
const LOOPS: Readonly<Record<string, readonly [macro: LoopMacro, variables: 1 | 2, filter: boolean]>> = {
  'all 2': ['all', 1, false],
  'all 3': ['all', 2, false],
  'exists 2': ['exists', 1, false],
  'exists 3': ['exists', 2, false],
  'exists_one 2': ['existsOne', 1, false],
  'exists_one 3': ['existsOne', 2, false],
  'existsOne 2': ['existsOne', 1, false],
  'existsOne 3': ['existsOne', 2, false],
  'filter 2': ['filter', 1, false],
  'map 2': ['map', 1, false],
  'map 3': ['map', 1, true],
  'sortBy 2': ['sortBy', 1, false],
  'transformList 3': ['transformList', 2, false],
  'transformList 4': ['transformList', 2, true],
  'transformMap 3': ['transformMap', 2, false],
  'transformMap 4': ['transformMap', 2, true],
  'transformMapEntry 3': ['transformMapEntry', 2, false],
  'transformMapEntry 4': ['transformMapEntry', 2, true],
};

/** Turns the parser's tree into ours. */
class Reader {
  read(node: ASTNode, level: number): Expression {
    if (level > MOST_LEVELS) throw new Error('it is nested too deep');
    const read = (part: ASTNode): Expression => this.read(part, level + 1);
    switch (node.op) {
      case 'value':
        return literal(node.args);
      case 'id':
        return { kind: 'name', name: node.args };
      case '.':
      case '.?':
        return this.readSelect(node, read);
      case '[]':
      case '[?]': {
        const [of, index] = node.args.map(read) as [Expression, Expression];
        return { kind: 'index', of, index, ...(node.op === '[?]' && { as: 'optional' }) };
      }
      case '&&':
      case '||':
        // Long chains lean to the left; as one list they are not deep.
        return { kind: node.op === '&&' ? 'and' : 'or', parts: chain(node).map(read) };
      case '?:': {
        const [condition, yes, no] = node.args.map(read) as [Expression, Expression, Expression];
        return { kind: 'if', condition, yes, no };
      }
      case 'list':
        return { kind: 'list', items: node.args.map(read) };
      case 'map':
        return { kind: 'map', entries: node.args.map(([key, value]) => [read(key), read(value)]) };
      case '!_':
      case '-_':
        return { kind: 'call', name: node.op, args: [read(node.args)] };
      case 'call':
        return this.readCall(node.args[0], node.args[1], read);
      case 'rcall':
        return this.readMethod(...node.args, read);
      default:
        if (!OPERATORS.has(node.op)) throw new Error(`the operator ${node.op} is not known`);
        return { kind: 'call', name: node.op, args: node.args.map(read) };
    }
  }

  private readSelect(node: ASTNode & { op: '.' | '.?' }, read: (part: ASTNode) => Expression): Expression {
    const name = qualifiedName(node);
    if (name !== undefined && isTypeName(name)) return { kind: 'type', name };
    const [of, field] = node.args;
    return { kind: 'select', of: read(of), field, ...(node.op === '.?' && { as: 'optional' }) };
  }

  private readCall(name: string, args: readonly ASTNode[], read: (part: ASTNode) => Expression): Expression {
    if (name !== 'has') return { kind: 'call', name, args: args.map(read) };
    const tested = args.length === 1 && args[0] !== undefined ? read(args[0]) : undefined;
    if (tested?.kind !== 'select') throw new Error('has() takes a field');
    return { ...tested, as: 'test' };
  }

  private readMethod(
    name: string,
    receiver: ASTNode,
    args: readonly ASTNode[],
    read: (part: ASTNode) => Expression,
  ): Expression {
    const namespace = qualifiedName(receiver);
    if (namespace !== undefined && isNamespaced(`${namespace}.${name}`)) {
      return { kind: 'call', name: `${namespace}.${name}`, args: args.map(read) };
    }
    const key = `${name} ${args.length}`;
    const loop = Object.hasOwn(LOOPS, key) ? LOOPS[key] : undefined;
    if (loop !== undefined) {
      const [macro, count, filtered] = loop;
      const [first, second] = args.slice(count).map(read) as [Expression, Expression?];
      const variables = args.slice(0, count).map(identifier);
      const [filter, body] = filtered && second !== undefined ? [first, second] : [undefined, first];
      return { kind: 'loop', macro, over: read(receiver), variables, ...(filter && { filter }), body };
    }
    const [one, other] = args;
    if (one !== undefined && (key === 'or 1' || key === 'orValue 1')) {
      return { kind: 'alternative', of: read(receiver), otherwise: read(one), unwrap: name === 'orValue' };
    }
    if (one !== undefined && other !== undefined && (key === 'optMap 2' || key === 'optFlatMap 2')) {
      const flat = name === 'optFlatMap';
      return { kind: 'optional-map', of: read(receiver), variable: identifier(one), body: read(other), flat };
    }
    return { kind: 'call', name, args: [receiver, ...args].map(read) };
  }
}

function literal(value: unknown): Expression {
  if (typeof value === 'bigint') return { kind: 'int', text: String(value) };
  if (value instanceof Uint8Array) return { kind: 'bytes', text: Buffer.from(value).toString('base64') };
  if (value === null || typeof value !== 'object')
    return { kind: 'literal', value: value as null | boolean | number | string };
  return { kind: 'uint', text: String(value) };
}

/** The parts of `a && b && c`, or of the same with `||`. */
function chain(node: ASTNode & { op: '&&' | '||' }): ASTNode[] {
  const parts: ASTNode[] = [];
  let rest: ASTNode = node;
  while (rest.op === node.op) {
    const [left, right] = rest.args as [ASTNode, ASTNode];
    parts.push(right);
    rest = left;
  }
  return [rest, ...parts.reverse()];
}

/** `a.b` as the name that it may be. */
function qualifiedName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const outer = qualifiedName(node.args[0]);
  return outer === undefined ? undefined : `${outer}.${node.args[1]}`;
}

function identifier(node: ASTNode): string {
  if (node.op !== 'id') throw new Error('the variable of a macro is a simple name');
  return node.args;
}

/** @throws Error for a function that is not known */
function checkFunctions(expression: Expression): void {
  if (expression.kind === 'call' && !isFunction(expression.name, expression.args.length)) {
    throw new Error(
      `the function ${expression.name} is not known with ${expression.args.length} arguments, its receiver included`,
    );
  }
  for (const part of partsOf(expression)) checkFunctions(part);
}

/** Names that are neither variables nor types. */
export function freeNames(expression: Expression, variables: ReadonlySet<string>): string[] {
  if (expression.kind === 'name')
    return variables.has(expression.name) || isTypeName(expression.name) ? [] : [expression.name];
  const bound = boundBy(expression);
  const [receiver, ...rest] = partsOf(expression);
  const inner = bound.length === 0 ? variables : new Set([...variables, ...bound]);
  // What a macro goes through does not see its variables.
  const ofReceiver = receiver === undefined ? [] : freeNames(receiver, variables);
  return [...ofReceiver, ...rest.flatMap((part) => freeNames(part, inner))];
}

function boundBy(expression: Expression): readonly string[] {
  if (expression.kind === 'loop') return expression.variables;
  return expression.kind === 'optional-map' ? [expression.variable] : [];
}
