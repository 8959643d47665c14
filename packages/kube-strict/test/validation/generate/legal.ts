import type fc from 'fast-check';
import {
  type Definitions,
  definition,
  refName,
  type SourceSchema,
} from '../../../validation/schema/source-schema.ts';
import { arbitraryBy, type Choices } from './random.ts';
import { textFor } from './texts.ts';

/** What makes a value that a schema takes, as far as one can tell without judging it: combinations are left to luck. */
export function legalValue(schema: SourceSchema, definitions: Definitions = {}): fc.Arbitrary<unknown> {
  return arbitraryBy((choices) => new LegalMaker(choices, definitions).make(schema, 0));
}

const NOTHING = Symbol('nothing');

class LegalMaker {
  /** Bounds the size of a value: optional members come while it lasts. */
  private left = 150;

  constructor(
    private readonly choices: Choices,
    private readonly definitions: Definitions,
  ) {}

  make(source: SourceSchema, depth: number): unknown {
    const schema = source.$ref === undefined ? source : definition(this.definitions, refName(source.$ref));
    const { choices } = this;
    this.left--;
    if (schema.nullable && choices.chance(0.1)) return null;
    if (schema.enum) return choices.of(schema.enum.filter((value) => value !== null));
    if (schema['x-kubernetes-int-or-string'])
      return choices.chance(0.5) ? this.integer(schema) : this.text(schema);
    const types = [schema.type ?? []].flat();
    const type = types.length > 0 ? choices.of(types) : undefined;
    switch (type) {
      case 'integer':
        return this.integer(schema);
      case 'number':
        return this.integer(schema) + choices.of([0, 0.5]);
      case 'boolean':
        return choices.chance(0.5);
      case 'string':
        return this.text(schema);
      case 'array':
        return this.list(schema, depth);
      default:
        return type === 'object' || schema.properties ? this.object(schema, depth) : this.anything(schema);
    }
  }

  private anything(schema: SourceSchema): unknown {
    return schema['x-kubernetes-preserve-unknown-fields']
      ? this.choices.of([{ any: ['thing', 1] }, 'thing', 1])
      : 'thing';
  }

  private integer({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SourceSchema): number {
    const low = (minimum ?? 0) + (exclusiveMinimum ? 1 : 0);
    const high = Math.min(maximum ?? low + 100, low + 1e6) - (exclusiveMaximum ? 1 : 0);
    return Math.max(low, -(2 ** 31)) + this.choices.below(Math.max(1, Math.min(high - low + 1, 1e6)));
  }

  private text(schema: SourceSchema): unknown {
    return textFor(schema, this.choices) ?? NOTHING;
  }

  private list(schema: SourceSchema, depth: number): unknown {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
    const count = Math.min(maxItems, minItems + (this.left > 0 && depth < 12 ? this.choices.below(3) : 0));
    const made = Array.from({ length: count }, () => (items === undefined ? 1 : this.make(items, depth + 1)));
    const kept = made.filter((item) => item !== NOTHING);
    return isUnique(schema) ? uniqueBy(kept, schema, this.definitions) : kept;
  }

  private object(schema: SourceSchema, depth: number): unknown {
    const made: Record<string, unknown> = {};
    const { properties = {}, additionalProperties, required = [] } = schema;
    for (const name of this.membersOf(schema, depth)) {
      const member = properties[name] ?? {};
      // A null counts as absent where the field may be.
      const isNull = !required.includes(name) && this.choices.chance(0.03);
      const isMeta = /^(labels|annotations)$/.test(name) && member.additionalProperties !== undefined;
      const value = isNull ? null : isMeta ? { 'example.com/a': 'b' } : this.make(member, depth + 1);
      if (value !== NOTHING) made[name] = value;
    }
    for (let count = this.choices.below(3); count > 0 && typeof additionalProperties === 'object'; count--) {
      const value = this.make(additionalProperties, depth + 1);
      if (value !== NOTHING) made[this.choices.of(['a', 'b.c/d', '~e', 'constructor'])] = value;
    }
    const open = schema['x-kubernetes-preserve-unknown-fields'] && additionalProperties === undefined;
    if (open && this.choices.chance(0.3)) made['kept'] = { any: null };
    return made;
  }

  /** Names of the members that an object gets: those that are required, and some more. */
  private membersOf(schema: SourceSchema, depth: number): string[] {
    const {
      properties = {},
      required = [],
      minProperties = 0,
      maxProperties = Number.POSITIVE_INFINITY,
    } = schema;
    const few = depth === 0 ? 0.8 : depth < 3 ? 0.4 : 0.2;
    const names = Object.keys(properties);
    const chosen = new Set(required.filter((name) => names.includes(name)));
    for (const name of names) {
      if (chosen.size < maxProperties && this.left > 0 && depth < 12 && this.choices.chance(few))
        chosen.add(name);
    }
    while (chosen.size < Math.min(minProperties, names.length)) chosen.add(this.choices.of(names));
    return names.filter((name) => chosen.has(name));
  }
}

function isUnique(schema: SourceSchema): boolean {
  return ['set', 'map'].includes(schema['x-kubernetes-list-type'] ?? '');
}

/** Leaves the first of equal items; a key that is absent counts as its default. */
function uniqueBy(items: readonly unknown[], schema: SourceSchema, definitions: Definitions): unknown[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  const item =
    schema.items?.$ref === undefined ? schema.items : definition(definitions, refName(schema.items.$ref));
  const seen = new Set<string>();
  return items.filter((value) => {
    const members = (value ?? {}) as Record<string, unknown>;
    const identity = JSON.stringify(
      keys?.map((key) => members[key] ?? item?.properties?.[key]?.default ?? null) ?? value,
    );
    return !seen.has(identity) && seen.add(identity);
  });
}
