import type { ValueType } from './keys.ts';

/** What stands in TOML for a value. */
export type Shape = 'text' | 'texts' | 'boolean' | 'integer';

/** The shape that a value of a type has. */
export function shapeOf(type: ValueType): Shape {
  switch (type) {
    case 'boolean':
    case 'integer':
    case 'texts':
      return type;
    case 'certificates':
      return 'texts';
    default:
      return 'text';
  }
}

/** `fits`; `converted`, where the program makes one of it; or `refused`, and the program ends. */
export type Fit = 'fits' | 'converted' | 'refused';

const TRUTH = /^(?:1|true|on|yes|0|false|off|no)$/i;
const NUMBER = /^(?:\+?\d{1,19}|true|on|yes|false|off|no)$/i;

/**
 * How a value of TOML fits, after JSON, in which numbers that are none are null. Both programs read their files through
 * one library, which takes many a type for another (rust-cli/config-rs 0.15, src/value.rs, `into_string` and its like).
 */
export function fitOf(value: unknown, shape: Shape): Fit {
  if (shape === 'texts') {
    if (!Array.isArray(value)) return 'refused';
    const fits = value.map((item) => fitOf(item, 'text'));
    return fits.find((fit) => fit === 'refused') ?? fits.find((fit) => fit === 'converted') ?? 'fits';
  }
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) return 'refused';
  if (shape === 'text') return typeof value === 'string' ? 'fits' : 'converted';
  if (shape === 'boolean') {
    if (typeof value === 'boolean') return 'fits';
    return typeof value !== 'string' || TRUTH.test(value) ? 'converted' : 'refused';
  }
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'converted';
    return value >= 0 ? 'fits' : 'refused';
  }
  return typeof value !== 'string' || NUMBER.test(value) ? 'converted' : 'refused';
}

/** `a text`. */
export const SHAPE_NAMES: Readonly<Record<Shape, string>> = {
  text: 'a text',
  texts: 'a list of texts',
  boolean: 'true or false',
  integer: 'a number from 0 on, without a fraction',
};

/** What a value is, in words; never the value itself. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.some((item) => typeof item !== 'string') ? 'another list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a table';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? 'a boolean' : 'a number';
}
