import type { Budget } from './budget.ts';
import { equals } from './equality.ts';
import type { CelList } from './lists.ts';
import type { CelMap } from './maps.ts';

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
