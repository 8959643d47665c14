import type { Json } from '../ground/json.ts';

const LONGEST = 60;

/** A value for a message: scalars as JSON, cut when they are long; of the rest only what they are. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value))
    return value.length === 1 ? 'a list of one item' : `a list of ${value.length} items`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  const points = [...value.slice(0, 2 * LONGEST)];
  return JSON.stringify(points.length > LONGEST ? `${points.slice(0, LONGEST).join('')}...` : value);
}

/** What a value is, where it must not be shown. */
export function describeType(value: Json | undefined): string {
  return value === null || typeof value === 'object' || value === undefined
    ? describe(value)
    : `a ${typeof value}`;
}

/** `a`, `a or b`, `a, b or c`; of many only the first. */
export function alternatives(values: readonly string[], most = 20): string {
  if (values.length > most) return `${values.slice(0, most).join(', ')} or ${values.length - most} others`;
  const last = values.at(-1) ?? 'nothing';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}
