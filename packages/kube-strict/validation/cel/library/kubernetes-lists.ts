import type { Budget } from '../budget.ts';
import { CelError, noSuchOverload } from '../errors.ts';
import { int, uint } from '../integers.ts';
import { type CelList, type CelValue, equals, Uint } from '../values.ts';
import { compare } from './order.ts';
import { costlyOverload, type Functions, overload } from './overload.ts';
import { Duration } from './times.ts';

/** Going through a list costs as much as it has items. */
function traversal(list: CelList): number {
  return list.size;
}

function isSorted({ items }: CelList): boolean {
  return items.every((item, index) => index === 0 || !(compare(items[index - 1] ?? null, item) > 0));
}

/** The first item that no other is before, or after. */
function extreme({ items }: CelList, sign: 1 | -1, name: string): CelValue {
  if (items.length === 0) throw new CelError(`${name} called on empty list`);
  return items.reduce((best, item) => (sign * compare(best, item) > 0 ? item : best));
}

/** Of numbers of one kind, or durations; of nothing it is 0. */
function sum({ items }: CelList): CelValue {
  if (items.every((item) => typeof item === 'bigint'))
    return items.reduce((total, item) => int(total + item), 0n);
  if (items.every((item) => typeof item === 'number')) return items.reduce((total, item) => total + item, 0);
  if (items.every((item) => item instanceof Uint)) {
    return uint(items.reduce((total, { value }) => total + value, 0n));
  }
  if (items.every((item) => item instanceof Duration)) {
    return Duration.of(items.reduce((total, { nanoseconds }) => total + nanoseconds, 0n));
  }
  throw noSuchOverload('sum');
}

function find(list: CelList, value: CelValue, budget: Budget, last: boolean): bigint {
  budget.spend(list.size);
  const isIt = (item: CelValue): boolean => equals(item, value, budget);
  return BigInt(last ? list.items.findLastIndex(isIt) : list.items.findIndex(isIt));
}

/** k8s.io/apiserver pkg/cel/library/lists.go. */
export const LISTS: Functions = {
  isSorted: [overload(['list'], isSorted, traversal)],
  sum: [overload(['list'], sum, traversal)],
  min: [overload(['list'], (list) => extreme(list, 1, 'min'), traversal)],
  max: [overload(['list'], (list) => extreme(list, -1, 'max'), traversal)],
  indexOf: [costlyOverload(['list', 'any'], (budget, list, value) => find(list, value, budget, false))],
  lastIndexOf: [costlyOverload(['list', 'any'], (budget, list, value) => find(list, value, budget, true))],
};
