import type { Budget } from './budget.ts';
import { equals, scalarKey } from './equality.ts';
import { CelError } from './errors.ts';
import type { CelValue } from './values.ts';

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
