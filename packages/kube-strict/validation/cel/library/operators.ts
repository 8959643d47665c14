import { type Budget, characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { int, uint } from '../integers.ts';
import { CelList, CelMap, type CelValue, equals } from '../values.ts';
import { compare } from './order.ts';
import { costlyOverload, type Functions, type Overload, overload } from './overload.ts';
import { Duration, Timestamp } from './times.ts';

/** Arithmetic on each kind of number. */
function arithmetic(
  integers: (left: bigint, right: bigint) => bigint,
  doubles?: (left: number, right: number) => number,
): Overload[] {
  return [
    overload(['int', 'int'], (left, right) => int(integers(left, right))),
    overload(['uint', 'uint'], (left, right) => uint(integers(left.value, right.value))),
    ...(doubles === undefined ? [] : [overload(['double', 'double'], doubles)]),
  ];
}

function nonZero(divisor: bigint, failure: string): bigint {
  if (divisor === 0n) throw new CelError(failure);
  return divisor;
}

function relation(holds: (order: number) => boolean): Overload[] {
  return [overload(['any', 'any'], (left, right) => holds(compare(left, right)), comparisonCost)];
}

/** cel-go interpreter/runtimecost.go: that of the shorter. */
function comparisonCost(left: CelValue, right: CelValue): number {
  return characterCost(Math.min(sizeOf(left), sizeOf(right)));
}

function sizeOf(value: CelValue): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  return value instanceof CelList || value instanceof CelMap ? value.size : 1;
}

function isEqual(budget: Budget, left: CelValue, right: CelValue): boolean {
  budget.spend(comparisonCost(left, right));
  return equals(left, right, budget);
}

function joinCost(left: { readonly length: number }, right: { readonly length: number }): number {
  return characterCost(left.length + right.length);
}

/** cel-go common/stdlib/standard.go; arithmetic as in common/types. */
export const OPERATORS: Functions = {
  '==': [costlyOverload(['any', 'any'], isEqual)],
  '!=': [costlyOverload(['any', 'any'], (budget, left, right) => !isEqual(budget, left, right))],
  '<': relation((order) => order < 0),
  '<=': relation((order) => order <= 0),
  '>': relation((order) => order > 0),
  '>=': relation((order) => order >= 0),
  in: [
    costlyOverload(['any', 'list'], (budget, value, list) => {
      budget.spend(list.size);
      return list.has(value, budget);
    }),
    overload(['any', 'map'], (key, map) => map.get(key) !== undefined),
  ],
  '!_': [overload(['bool'], (value) => !value)],
  '-_': [
    overload(['int'], (value) => int(-value)),
    overload(['double'], (value) => -value),
    overload(['google.protobuf.Duration'], ({ nanoseconds }) => Duration.of(-nanoseconds)),
  ],
  '+': [
    ...arithmetic(
      (left, right) => left + right,
      (left, right) => left + right,
    ),
    overload(['string', 'string'], (left, right) => left + right, joinCost),
    overload(['bytes', 'bytes'], (left, right) => new Uint8Array(Buffer.concat([left, right])), joinCost),
    costlyOverload(['list', 'list'], (budget, left, right) => {
      budget.spend(1);
      return left.concat(right, budget);
    }),
    overload(['google.protobuf.Duration', 'google.protobuf.Duration'], (left, right) =>
      Duration.of(left.nanoseconds + right.nanoseconds),
    ),
    overload(['google.protobuf.Timestamp', 'google.protobuf.Duration'], (left, right) =>
      Timestamp.of(left.time + right.nanoseconds),
    ),
    overload(['google.protobuf.Duration', 'google.protobuf.Timestamp'], (left, right) =>
      Timestamp.of(left.nanoseconds + right.time),
    ),
  ],
  '-': [
    ...arithmetic(
      (left, right) => left - right,
      (left, right) => left - right,
    ),
    overload(['google.protobuf.Duration', 'google.protobuf.Duration'], (left, right) =>
      Duration.of(left.nanoseconds - right.nanoseconds),
    ),
    overload(['google.protobuf.Timestamp', 'google.protobuf.Duration'], (left, right) =>
      Timestamp.of(left.time - right.nanoseconds),
    ),
    overload(['google.protobuf.Timestamp', 'google.protobuf.Timestamp'], (left, right) =>
      Duration.of(left.time - right.time),
    ),
  ],
  '*': arithmetic(
    (left, right) => left * right,
    (left, right) => left * right,
  ),
  '/': arithmetic(
    (left, right) => left / nonZero(right, 'division by zero'),
    (left, right) => left / right,
  ),
  '%': arithmetic((left, right) => left % nonZero(right, 'modulus by zero')),
};
