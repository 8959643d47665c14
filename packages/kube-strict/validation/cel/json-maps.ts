import { canonicalJson, type Json } from '../../ground/json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { Budget } from './budget.ts';
import { escapeName, unescapeName } from './escape.ts';
import { CelMap, CelObject, type CelValue, equals } from './values.ts';

type Members = Readonly<Record<string, Json>>;

/** A map of an object: what `additionalProperties` describes. */
export class KeyMap extends CelMap {
  constructor(
    private readonly members: Members,
    private readonly view: (member: Json) => CelValue,
  ) {
    super();
  }

  get size(): number {
    return Object.keys(this.members).length;
  }

  get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string' || !Object.hasOwn(this.members, key)) return undefined;
    return this.view(this.members[key] ?? null);
  }

  keys(): readonly string[] {
    return Object.keys(this.members);
  }
}

/** An object with fields: what `properties` describes. A null field is as good as none. */
export class FieldMap extends CelMap {
  constructor(
    private readonly members: Members,
    private readonly fields: Readonly<Record<string, SchemaNode>>,
    private readonly view: (member: Json, node: SchemaNode) => CelValue,
  ) {
    super();
  }

  get size(): number {
    return Object.keys(this.members).length;
  }

  get(key: CelValue): CelValue | undefined {
    const name = typeof key === 'string' ? unescapeName(key) : undefined;
    return name === undefined ? undefined : this.field(name);
  }

  keys(): readonly string[] {
    return Object.keys(this.members).flatMap((name) =>
      Object.hasOwn(this.fields, name) ? [escapeName(name) ?? name] : [],
    );
  }

  /** Also what the schema does not declare tells two objects apart, where both have it (values.go, Equal). */
  override equals(other: CelMap, budget: Budget): boolean {
    if (!(other instanceof FieldMap)) return super.equals(other, budget);
    if (this.size !== other.size) return false;
    return Object.entries(this.members).every(([name, member]) => {
      if (!Object.hasOwn(this.fields, name)) {
        return !Object.hasOwn(other.members, name) || isSameJson(member, other.members[name] ?? null, budget);
      }
      const [own, others] = [this.field(name), other.field(name)];
      return own !== undefined && others !== undefined && equals(own, others, budget);
    });
  }

  private field(name: string): CelValue | undefined {
    const node = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    const member = Object.hasOwn(this.members, name) ? this.members[name] : undefined;
    return node === undefined || member === undefined || member === null
      ? undefined
      : this.view(member, node);
  }
}

/** A value that the schema says nothing of: it can only be compared. */
export class Unknown extends CelObject {
  readonly typeName = 'unknown';

  constructor(private readonly value: Json | readonly Json[] | Members) {
    super();
  }

  equals(other: CelValue, budget: Budget): boolean {
    return other instanceof Unknown && isSameJson(this.value as Json, other.value as Json, budget);
  }
}

function isSameJson(one: Json, other: Json, budget: Budget): boolean {
  const [left, right] = [canonicalJson(one), canonicalJson(other)];
  budget.labour((left.length + right.length) / 10);
  return left === right;
}
