import type { Budget } from './budget.ts';
import { CelError } from './errors.ts';
import { CelList } from './lists.ts';
import { CelMap } from './maps.ts';
import { CelObject, type CelValue, Uint } from './values.ts';

/** Equality of any two values: those of different types differ, but for numbers (cel-go common/types/util.go, Equal). */
export function equals(one: CelValue, other: CelValue, budget: Budget): boolean {
  budget.labour(typeof one === 'string' ? 1 + one.length / 1000 : 1);
  if (typeof one === 'string' || typeof one === 'boolean' || one === null) return one === other;
  const [left, right] = [numberOf(one), numberOf(other)];
  if (left !== undefined && right !== undefined) return compareNumbers(left, right) === 0;
  if (one instanceof CelList) return other instanceof CelList && one.equals(other, budget);
  if (one instanceof CelMap) return other instanceof CelMap && one.equals(other, budget);
  if (one instanceof CelObject) return one.equals(other, budget);
  return one instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(one, other) === 0;
}

/** A value as a number, if it is one of any kind. */
export function numberOf(value: CelValue): bigint | number | undefined {
  if (value instanceof Uint) return value.value;
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}

/**
 * Compares integers as they are; with a double they count as one (cel-go common/types/compare.go).
 *
 * @returns -1, 0 or 1; not a number when one of the two is not
 */
export function compareNumbers(left: bigint | number, right: bigint | number): number {
  if (typeof left !== typeof right) return compareNumbers(Number(left), Number(right));
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : 0;
}

/** The order of texts in Go is that of their bytes, which is that of their code points. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** What tells scalars apart: equal for equal ones. @throws CelError for what cannot be a key */
export function scalarKey(value: CelValue | undefined): string {
  const number = value === undefined ? undefined : numberOf(value);
  if (number !== undefined) return `number ${Number.isInteger(number) ? BigInt(number) : number}`;
  if (value === undefined || value === null || typeof value === 'boolean' || typeof value === 'string')
    return `${typeof value} ${value}`;
  throw new CelError('unsupported key type');
}
