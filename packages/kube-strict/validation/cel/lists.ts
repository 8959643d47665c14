import type { Budget } from './budget.ts';
import { equals } from './equality.ts';
import type { CelValue } from './values.ts';

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
