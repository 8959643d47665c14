import { CelError, noSuchOverload } from '../errors.ts';
import { CelList, type CelValue, compareNumbers, compareTexts, numberOf } from '../values.ts';
import { Duration, Timestamp } from './times.ts';
import { typeName } from './types.ts';

/**
 * The order of two values of a type that has one; numbers are compared across their types.
 *
 * @returns less than 0, 0 or more than 0; not a number when one of the two is not
 * @throws CelError for other types
 */
export function compare(left: CelValue, right: CelValue): number {
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return compareNumbers(one, other);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  if (left instanceof Timestamp && right instanceof Timestamp) return compareNumbers(left.time, right.time);
  if (left instanceof Duration && right instanceof Duration)
    return compareNumbers(left.nanoseconds, right.nanoseconds);
  throw noSuchOverload(`comparison of ${typeName(left)} and ${typeName(right)}`);
}

/** The items of a list in the order of their keys (cel-go ext/lists.go, sortListByAssociatedKeys). */
export function sortByKeys(items: readonly CelValue[], keys: readonly CelValue[]): CelList {
  const types = new Set(keys.map(typeName));
  if (types.size > 1) throw new CelError('list elements must have the same type');
  const pairs = items.map((item, index) => ({ item, key: keys[index] ?? null }));
  pairs.sort((left, right) => compare(left.key, right.key));
  return CelList.of(pairs.map(({ item }) => item));
}
