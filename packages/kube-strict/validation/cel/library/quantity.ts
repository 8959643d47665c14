import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelObject, type CelValue } from '../values.ts';
import { type Functions, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'kubernetes.Quantity': Quantity;
  }
}

const QUANTITY = /^([-+]?)0*([0-9]*)(?:\.([0-9]*))?([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,18})?$/;
const DECIMAL = 'numkMGTPE';
const POWERS = [-9, -6, -3, 3, 6, 9, 12, 15, 18];
const BINARY = 'KMGTPE';
const MAX_INT = 2n ** 63n - 1n;
/** Go would work with more, for hours. */
const LARGEST_POWER = 1000;

/**
 * A quantity (k8s.io/apimachinery pkg/api/resource/quantity.go): an integer times a power of ten. Go holds small ones in
 * another way than others, which shows in what it calls an integer.
 */
export class Quantity extends CelObject {
  readonly typeName = 'kubernetes.Quantity';

  /** @param isSmall whether Go holds it as an int64 */
  private constructor(
    readonly value: bigint,
    readonly power: number,
    private readonly isSmall: boolean,
  ) {
    super();
  }

  static of(value: bigint): Quantity {
    return new Quantity(value, 0, true);
  }

  /** @returns undefined for what is no quantity */
  static parse(text: string): Quantity | undefined {
    const match = text === '' ? null : QUANTITY.exec(text);
    if (match === null) return undefined;
    const [, sign, digits = '', fraction = '', suffix = ''] = match;
    const whole = digits === '' ? '0' : digits;
    const power = powerOf(suffix);
    if (Math.abs(power) > LARGEST_POWER) throw new CelError('the exponent of a quantity is too large');
    const binary = suffix.endsWith('i') ? 10 * (BINARY.indexOf(suffix.charAt(0)) + 1) : 0;
    const value = BigInt(whole + fraction) << BigInt(binary);
    const scale = power - fraction.length;
    const isSmall = hasRoom(whole.length, fraction.length, binary) && scale >= -9 && value <= MAX_INT;
    const rounded = isSmall ? { value, power: scale } : roundUp(value, scale, binary > 0);
    return new Quantity(sign === '-' ? -rounded.value : rounded.value, rounded.power, isSmall);
  }

  equals(other: CelValue): boolean {
    return other instanceof Quantity && this.compareTo(other) === 0;
  }

  /** @returns -1, 0 or 1 */
  compareTo(other: Quantity): number {
    const [left, right] = this.aligned(other);
    return left < right ? -1 : Number(left > right);
  }

  add(other: Quantity): Quantity {
    const [left, right] = this.aligned(other);
    const sum = left + right;
    const isSmall = this.isSmall && other.isSmall && sum <= MAX_INT && sum >= -MAX_INT;
    return new Quantity(sum, Math.min(this.power, other.power), isSmall);
  }

  negated(): Quantity {
    return new Quantity(-this.value, this.power, this.isSmall);
  }

  /** @returns undefined when Go does not call it an integer of 64 bits */
  toInteger(): bigint | undefined {
    if (!this.isSmall || this.power < 0) return undefined;
    const integer = this.value * 10n ** BigInt(this.power);
    return BigInt.asIntN(64, integer) === integer ? integer : undefined;
  }

  toNumber(): number {
    return this.power === 0 ? Number(this.value) : Number(this.value) * 10 ** this.power;
  }

  private aligned(other: Quantity): [bigint, bigint] {
    const power = Math.min(this.power, other.power);
    return [this.value * 10n ** BigInt(this.power - power), other.value * 10n ** BigInt(other.power - power)];
  }
}

function powerOf(suffix: string): number {
  if (/^[eE][-+0-9]/.test(suffix)) return Number(suffix.slice(1));
  return suffix.length === 1 ? (POWERS[DECIMAL.indexOf(suffix)] ?? 0) : 0;
}

/** Whether Go tries the int64 (ParseQuantity, precision). */
function hasRoom(whole: number, fraction: number, binary: number): boolean {
  if (binary === 0) return whole + fraction <= 18;
  return fraction === 0 && 15 - whole - Math.trunc((binary * 3) / 10) - 1 >= 0;
}

/** Go keeps nine decimals, rounded away from zero, and caps the binary ones. */
function roundUp(value: bigint, power: number, isBinary: boolean): { value: bigint; power: number } {
  let rounded = { value, power };
  if (power < -9) {
    const divisor = 10n ** BigInt(-9 - power);
    rounded = { value: (value + divisor - 1n) / divisor, power: -9 };
  }
  const isCapped = isBinary && rounded.value > MAX_INT * 10n ** BigInt(-rounded.power);
  return isCapped ? { value: MAX_INT, power: 0 } : rounded;
}

function quantityOf(text: string): Quantity {
  const quantity = Quantity.parse(text);
  if (quantity === undefined) throw new CelError(`no quantity: ${JSON.stringify(text)}`);
  return quantity;
}

function integerOf(quantity: Quantity): bigint {
  const integer = quantity.toInteger();
  if (integer === undefined) throw new CelError('cannot convert value to integer');
  return integer;
}

function traversal(text: string): number {
  return characterCost(text.length);
}

const PAIR = ['kubernetes.Quantity', 'kubernetes.Quantity'] as const;
const WITH_INTEGER = ['kubernetes.Quantity', 'int'] as const;

/** k8s.io/apiserver pkg/cel/library/quantity.go. */
export const QUANTITIES: Functions = {
  quantity: [overload(['string'], quantityOf, traversal)],
  isQuantity: [overload(['string'], (text) => Quantity.parse(text) !== undefined, traversal)],
  sign: [overload(['kubernetes.Quantity'], ({ value }) => (value < 0n ? -1n : BigInt(value > 0n)))],
  isGreaterThan: [overload(PAIR, (left, right) => left.compareTo(right) > 0)],
  isLessThan: [overload(PAIR, (left, right) => left.compareTo(right) < 0)],
  compareTo: [overload(PAIR, (left, right) => BigInt(left.compareTo(right)))],
  isInteger: [overload(['kubernetes.Quantity'], (quantity) => quantity.toInteger() !== undefined)],
  asInteger: [overload(['kubernetes.Quantity'], integerOf)],
  asApproximateFloat: [overload(['kubernetes.Quantity'], (quantity) => quantity.toNumber())],
  add: [
    overload(PAIR, (left, right) => left.add(right)),
    overload(WITH_INTEGER, (left, right) => left.add(Quantity.of(right))),
  ],
  sub: [
    overload(PAIR, (left, right) => left.add(right.negated())),
    overload(WITH_INTEGER, (left, right) => left.add(Quantity.of(-right))),
  ],
};
