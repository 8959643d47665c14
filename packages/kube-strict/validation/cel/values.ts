import type { Budget } from './budget.ts';
import { CelError } from './errors.ts';

/** A value of CEL: integers are bigints, and numbers are doubles. */
export type CelValue = null | boolean | bigint | number | string | Uint8Array | CelList | CelMap | CelObject;

/** A value of any other type. */
export abstract class CelObject {
  /** As `type()` shows it. */
  abstract readonly typeName: string;

  abstract equals(other: CelValue, budget: Budget): boolean;
}

/** An unsigned integer. */
export class Uint extends CelObject {
  readonly typeName = 'uint';

  constructor(readonly value: bigint) {
    super();
  }

  equals(other: CelValue): boolean {
    return other instanceof Uint ? this.value === other.value : other === this.value;
  }
}

/** A type as a value: `type(1)`, `int`. */
export class TypeValue extends CelObject {
  readonly typeName = 'type';

  constructor(readonly name: string) {
    super();
  }

  equals(other: CelValue): boolean {
    return other instanceof TypeValue && this.name === other.name;
  }
}

/** A value that may be absent. */
export class Optional extends CelObject {
  static readonly none = new Optional(undefined);
  readonly typeName = 'optional_type';

  constructor(readonly value: CelValue | undefined) {
    super();
  }

  equals(other: CelValue, budget: Budget): boolean {
    if (!(other instanceof Optional)) return false;
    if (this.value === undefined || other.value === undefined) return this.value === other.value;
    return equals(this.value, other.value, budget);
  }
}

/** What tells items of a list that is a set or a map apart. */
export type ItemKey = (item: CelValue) => string;

/** A list. One that is a set or a map by its schema has no order as far as equality goes. */
export class CelList {
  private made: readonly CelValue[] | undefined;

  /**
   * @param make makes the items when they are first needed
   * @param keyOf of a set or a map
   */
  constructor(
    private readonly make: () => readonly CelValue[],
    readonly size: number,
    readonly keyOf?: ItemKey,
  ) {}

  static of(items: readonly CelValue[], keyOf?: ItemKey): CelList {
    return new CelList(() => items, items.length, keyOf);
  }

  get items(): readonly CelValue[] {
    this.made ??= this.make();
    return this.made;
  }

  has(value: CelValue, budget: Budget): boolean {
    return this.items.some((item) => equals(item, value, budget));
  }

  /** k8s.io/apiserver pkg/cel/common/values.go, Equal of unstructuredList, unstructuredSetList, unstructuredMapList. */
  equals(other: CelList, budget: Budget): boolean {
    if (this.size !== other.size) return false;
    const { keyOf } = this;
    if (keyOf === undefined) {
      return this.items.every((item, index) => equals(item, other.items[index] ?? null, budget));
    }
    budget.labour(this.size);
    const own = this.byKey(keyOf);
    return other.items.every((item) => {
      const counterpart = own.get(keyOf(item));
      return counterpart !== undefined && equals(counterpart, item, budget);
    });
  }

  /** `+`: of a set the union; of a map the items of the other replace those with the same key. Same file, Add. */
  concat(other: CelList, budget: Budget): CelList {
    budget.labour(this.size + other.size);
    const { keyOf } = this;
    if (keyOf === undefined) return CelList.of([...this.items, ...other.items]);
    const merged = this.byKey(keyOf);
    for (const item of other.items) merged.set(keyOf(item), item);
    return CelList.of([...merged.values()], keyOf);
  }

  private byKey(keyOf: ItemKey): Map<string, CelValue> {
    return new Map(this.items.map((item) => [keyOf(item), item]));
  }
}

/** A map, or an object, whose keys are the names of its fields. */
export abstract class CelMap {
  abstract readonly size: number;

  abstract get(key: CelValue): CelValue | undefined;

  abstract keys(): readonly CelValue[];

  equals(other: CelMap, budget: Budget): boolean {
    return (
      this.size === other.size &&
      this.keys().every((key) => {
        const [own, others] = [this.get(key), other.get(key)];
        return own !== undefined && others !== undefined && equals(own, others, budget);
      })
    );
  }
}

/** A map that an expression makes. */
export class EntryMap extends CelMap {
  private readonly entries = new Map<string, readonly [key: CelValue, value: CelValue]>();

  get size(): number {
    return this.entries.size;
  }

  /** @throws CelError when the key is there already */
  add(key: CelValue, value: CelValue): void {
    const text = scalarKey(key);
    if (this.entries.has(text)) throw new CelError(`insert failed: key ${String(key)} already exists`);
    this.entries.set(text, [key, value]);
  }

  get(key: CelValue): CelValue | undefined {
    return this.entries.get(scalarKey(key))?.[1];
  }

  keys(): readonly CelValue[] {
    return [...this.entries.values()].map(([key]) => key);
  }
}

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
