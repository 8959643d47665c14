/**
 * An expression of CEL (cel-spec doc/langdef.md), parsed and with its macros resolved, as plain JSON: rules that ship are
 * parsed when this program is built, so that no parser is needed to judge an object.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'int' | 'uint' | 'bytes'; readonly text: string }
  | { readonly kind: 'name' | 'type'; readonly name: string }
  | SelectExpression
  | IndexExpression
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'if'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  /** Functions, methods with their receiver as the first argument, and operators as `_+_`. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | LoopExpression
  | AlternativeExpression
  | OptionalMapExpression;

export interface SelectExpression {
  readonly kind: 'select';
  readonly of: Expression;
  readonly field: string;
  /** `a.?b` gives an optional, `has(a.b)` whether there is one. */
  readonly as?: 'optional' | 'test';
}

export interface IndexExpression {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index: Expression;
  readonly as?: 'optional';
}

/** A macro that goes through a list or a map. */
export interface LoopExpression {
  readonly kind: 'loop';
  readonly macro: LoopMacro;
  readonly over: Expression;
  /** One is the item or the key; of two the first is the index or the key, the second the item or the value. */
  readonly variables: readonly string[];
  readonly filter?: Expression;
  readonly body: Expression;
}

export type LoopMacro =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'filter'
  | 'map'
  | 'sortBy'
  | 'transformList'
  | 'transformMap'
  | 'transformMapEntry';

export interface AlternativeExpression {
  readonly kind: 'alternative';
  readonly of: Expression;
  readonly otherwise: Expression;
  /** Whether it is `orValue`, which gives a value; `or` gives an optional. */
  readonly unwrap: boolean;
}

export interface OptionalMapExpression {
  readonly kind: 'optional-map';
  readonly of: Expression;
  readonly variable: string;
  readonly body: Expression;
  /** Whether the body is itself an optional (`optFlatMap`). */
  readonly flat: boolean;
}

/** The parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'select':
      return [expression.of];
    case 'index':
      return [expression.of, expression.index];
    case 'and':
    case 'or':
      return expression.parts;
    case 'if':
      return [expression.condition, expression.yes, expression.no];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.flat();
    case 'call':
      return expression.args;
    case 'loop':
      return [expression.over, ...(expression.filter ? [expression.filter] : []), expression.body];
    case 'alternative':
      return [expression.of, expression.otherwise];
    case 'optional-map':
      return [expression.of, expression.body];
    default:
      return [];
  }
}
