import type { Budget } from './budget.ts';
import { asBool, asCelError } from './coerce.ts';
import { CelError, noSuchOverload } from './errors.ts';
import type {
  AlternativeExpression,
  Expression,
  IndexExpression,
  OptionalMapExpression,
  SelectExpression,
} from './expression.ts';
import { callFunction } from './library/functions.ts';
import { isTypeName } from './library/types.ts';
import { runLoop } from './loops.ts';
import { CelList, CelMap, type CelValue, EntryMap, numberOf, Optional, TypeValue, Uint } from './values.ts';

/** A variable, and those that were there before it. */
export interface Scope {
  readonly name: string;
  readonly value: CelValue;
  readonly outer?: Scope | undefined;
}

/** Costs of cel-go common/cost.go. */
const LIST_COST = 10;
const MAP_COST = 30;

/**
 * The value of an expression, as the API server would find it (cel-go interpreter).
 *
 * The library that parses can evaluate as well, but not as the server does: it counts UTF-16 units, has patterns of
 * JavaScript, knows no sets, no macros of two variables and no `has` of an item, takes no functions in place of its own,
 * and no limit on what a rule may cost.
 *
 * @throws CelError when it has none; CostExceeded, WorkExceeded
 */
export function evaluate(expression: Expression, scope: Scope | undefined, budget: Budget): CelValue {
  const run = (part: Expression): CelValue => evaluate(part, scope, budget);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'int':
      return BigInt(expression.text);
    case 'uint':
      return new Uint(BigInt(expression.text));
    case 'bytes':
      return new Uint8Array(Buffer.from(expression.text, 'base64'));
    case 'type':
      return new TypeValue(expression.name);
    case 'name':
      budget.spend(1);
      return lookUp(expression.name, scope);
    case 'select':
      return select(expression, run(expression.of), budget);
    case 'index':
      return index(expression, run(expression.of), run(expression.index), budget);
    case 'and':
      return junction(expression.parts, false, run);
    case 'or':
      return junction(expression.parts, true, run);
    case 'if':
      return run(asBool(run(expression.condition)) ? expression.yes : expression.no);
    case 'list':
      budget.spend(LIST_COST);
      return CelList.of(expression.items.map(run));
    case 'map':
      budget.spend(MAP_COST);
      return makeMap(expression.entries, run);
    case 'call':
      return callFunction(expression.name, expression.args.map(run), budget);
    case 'loop':
      return runLoop(expression, run(expression.over), budget, (part, variables) =>
        evaluate(part, extend(scope, variables), budget),
      );
    case 'alternative':
      budget.spend(1);
      return alternative(expression, run);
    case 'optional-map':
      return mapOptional(expression, run(expression.of), (part, value) =>
        evaluate(part, { name: expression.variable, value, outer: scope }, budget),
      );
  }
}

function extend(
  scope: Scope | undefined,
  variables: readonly (readonly [string, CelValue])[],
): Scope | undefined {
  return variables.reduce<Scope | undefined>((outer, [name, value]) => ({ name, value, outer }), scope);
}

function lookUp(name: string, scope: Scope | undefined): CelValue {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.value;
  if (isTypeName(name)) return new TypeValue(name);
  throw new CelError(`no such attribute: ${name}`);
}

function select({ field, as }: SelectExpression, of: CelValue, budget: Budget): CelValue {
  if (as !== 'test') budget.spend(1);
  const isOptional = of instanceof Optional;
  const value = isOptional ? of.value : of;
  if (value === undefined) return as === 'test' ? false : Optional.none;
  if (!(value instanceof CelMap)) throw noSuchOverload(`.${field}`);
  const found = value.get(field);
  if (as === 'test') return found !== undefined;
  if (as === 'optional' || isOptional) return found === undefined ? Optional.none : new Optional(found);
  if (found === undefined) throw new CelError(`no such key: ${field}`);
  return found;
}

function index({ as }: IndexExpression, of: CelValue, key: CelValue, budget: Budget): CelValue {
  budget.spend(1);
  const isOptional = of instanceof Optional;
  const value = isOptional ? of.value : of;
  if (value === undefined) return Optional.none;
  const found = member(value, key);
  if (as === 'optional' || isOptional) return found === undefined ? Optional.none : new Optional(found);
  if (found !== undefined) return found;
  throw new CelError(`${value instanceof CelList ? 'index out of bounds' : 'no such key'}: ${String(key)}`);
}

function member(value: CelValue, key: CelValue): CelValue | undefined {
  if (value instanceof CelMap) return value.get(key);
  if (!(value instanceof CelList)) throw noSuchOverload('[]');
  const position = Number(numberOf(key));
  if (!Number.isInteger(position)) throw new CelError(`unsupported index: ${String(key)}`);
  return value.items[position];
}

/** `&&` and `||`: one side that decides makes up for an error of the other. */
function junction(
  parts: readonly Expression[],
  decisive: boolean,
  run: (part: Expression) => CelValue,
): boolean {
  let failure: CelError | undefined;
  for (const part of parts) {
    try {
      if (asBool(run(part)) === decisive) return decisive;
    } catch (error) {
      failure ??= asCelError(error);
    }
  }
  if (failure !== undefined) throw failure;
  return !decisive;
}

function makeMap(
  entries: readonly (readonly [Expression, Expression])[],
  run: (part: Expression) => CelValue,
): EntryMap {
  const made = new EntryMap();
  for (const [key, value] of entries) made.add(run(key), run(value));
  return made;
}

/** `or` and `orValue`: the alternative is only needed when there is nothing. */
function alternative(
  { of, otherwise, unwrap }: AlternativeExpression,
  run: (part: Expression) => CelValue,
): CelValue {
  const optional = asOptional(run(of));
  if (optional.value !== undefined) return unwrap ? optional.value : optional;
  return unwrap ? run(otherwise) : asOptional(run(otherwise));
}

function mapOptional(
  { body, flat }: OptionalMapExpression,
  of: CelValue,
  run: (body: Expression, value: CelValue) => CelValue,
): CelValue {
  const { value } = asOptional(of);
  if (value === undefined) return Optional.none;
  const mapped = run(body, value);
  return flat ? asOptional(mapped) : new Optional(mapped);
}

function asOptional(value: CelValue): Optional {
  if (value instanceof Optional) return value;
  throw noSuchOverload('an optional where there is none');
}
