import { isJsonObject } from '../../ground/json.ts';
import type { ValueSchema } from './json-schema.ts';

/** Below this many characters of JSON a schema is cheaper inline than as a function of its own. */
const WORTH_SHARING = 60;

/**
 * Moves schemas that occur more than once into `$defs`. Without it Ajv writes the same code again at each place:
 * 7 MB instead of 0.2 MB for an Argo CD ApplicationSet.
 */
export function shareEqual(schema: ValueSchema): ValueSchema {
  const keys = new Map<ValueSchema, string>();
  const numbers = new Map<string, number>();
  /** Equal for equal schemas, and short: what is inside is named by number. */
  const keyOf = (part: ValueSchema): string => {
    const known = keys.get(part);
    if (known !== undefined) return known;
    const key = JSON.stringify(mapChildren(part, (child) => ({ number: numberOf(child) })));
    keys.set(part, key);
    return key;
  };
  const numberOf = (part: ValueSchema): number => {
    const key = keyOf(part);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };

  const sizes = new Map<string, number>();
  const sizeOf = (part: ValueSchema): number => {
    const key = keyOf(part);
    let size = sizes.get(key) ?? 0;
    if (size > 0) return size;
    size = key.length;
    mapChildren(part, (child) => {
      size += sizeOf(child);
      return child;
    });
    sizes.set(key, size);
    return size;
  };

  const uses = new Map<string, number>();
  const count = (part: ValueSchema): ValueSchema => {
    const key = keyOf(part);
    const seen = uses.get(key) ?? 0;
    uses.set(key, seen + 1);
    if (seen === 0) mapChildren(part, count);
    return part;
  };
  count(schema);

  const $defs: Record<string, ValueSchema> = {};
  const place = (part: ValueSchema): ValueSchema => {
    const key = keyOf(part);
    if ((uses.get(key) ?? 0) < 2 || sizeOf(part) < WORTH_SHARING) return mapChildren(part, place);
    const name = `s${numberOf(part)}`;
    $defs[name] ??= mapChildren(part, place);
    return { $ref: `#/$defs/${name}` };
  };
  return { ...mapChildren(schema, place), $defs };
}

/** Members and items only: alternatives stay where they are, so that what they report can be told from the rest. */
function mapChildren(schema: ValueSchema, map: (child: ValueSchema) => ValueSchema): ValueSchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(isSchemas(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, map(part)])),
    }),
    ...(isJsonObject(additionalProperties) && { additionalProperties: map(additionalProperties) }),
    ...(isJsonObject(items) && { items: map(items) }),
  };
}

function isSchemas(properties: unknown): properties is Readonly<Record<string, ValueSchema>> {
  return isJsonObject(properties);
}
