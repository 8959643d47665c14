import { RE2JS } from 're2js';
import { CUSTOM_FORMATS } from '../../../validation/formats/custom-formats.ts';
import type { SourceSchema } from '../../../validation/schema/source-schema.ts';
import { isMembers, Place, type Problem, typeOf, type Value } from './problem.ts';

/** Interprets the rules on values of a custom resource's schema, as kube-openapi's validator does. */
export function judgeValue(value: Value, schema: SourceSchema, place: Place): void {
  if (!judgeType(value, schema, place)) return;
  const { enum: allowed = [] } = schema;
  if (allowed.length > 0 && !allowed.some((one) => one !== null && same(one, value))) place.report('enum');
  if (value === null) return;
  judgeCombinations(value, schema, place);
  if (typeof value === 'string') judgeString(value, schema, place);
  if (typeof value === 'number') judgeNumber(value, schema, place);
  if (Array.isArray(value)) {
    judgeCount(value.length, schema.minItems, schema.maxItems, place);
    if (schema.items !== undefined)
      for (const [index, item] of value.entries()) judgeValue(item, schema.items, place.at(index));
  }
  if (isMembers(value)) {
    judgeCount(Object.keys(value).length, schema.minProperties, schema.maxProperties, place);
    for (const name of schema.required ?? [])
      if (!Object.hasOwn(value, name)) place.at(name).report('required');
    for (const [name, member] of Object.entries(value)) {
      const known = schema.properties?.[name] ?? schema.additionalProperties;
      if (typeof known === 'object') judgeValue(member, known, place.at(name));
    }
  }
}

function judgeType(value: Value, schema: SourceSchema, place: Place): boolean {
  const types = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : [schema.type ?? []].flat();
  const type = typeOf(value);
  const format = effectiveFormat(schema);
  if (value === null) {
    if (types.length === 0 || schema.nullable) return true;
    place.report('null');
    return false;
  }
  const leftToFormat = format !== undefined && !types.includes('integer') && !types.includes('number');
  const fits =
    (types.length === 0 && !leftToFormat) ||
    types.includes(type) ||
    (type === 'integer' && types.includes('number')) ||
    (leftToFormat && (type === 'string' || type === 'array'));
  const tooLarge = typeof value === 'number' && types.includes('integer') && Math.abs(value) > 2 ** 63;
  if (!fits || tooLarge) place.report('type');
  return fits && !tooLarge;
}

function effectiveFormat({ format, type }: SourceSchema): string | undefined {
  const name = format?.replaceAll('-', '') ?? '';
  return (type === undefined || type === 'string') && name in CUSTOM_FORMATS ? name : undefined;
}

function judgeString(value: string, schema: SourceSchema, place: Place): void {
  judgeCount([...value].length, schema.minLength, schema.maxLength, place);
  if (schema.pattern && !RE2JS.compile(schema.pattern).matcher(value).find()) place.report('pattern');
  const format = effectiveFormat(schema);
  if (format !== undefined && !CUSTOM_FORMATS[format]?.(value)) place.report('format');
}

function judgeNumber(value: number, schema: SourceSchema, place: Place): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = exclusiveMinimum ? value <= minimum : value < minimum;
  const high = exclusiveMaximum ? value >= maximum : value > maximum;
  if (low || high) place.report('bounds');
}

function judgeCount(count: number, least = 0, most = Infinity, place: Place): void {
  if (count < least || count > most) place.report('length');
}

function judgeCombinations(
  value: Value,
  { allOf = [], anyOf = [], oneOf = [], not }: SourceSchema,
  place: Place,
): void {
  for (const part of allOf) judgeValue(value, part, place);
  if (anyOf.length > 0 && !anyOf.some((part) => holds(value, part))) place.report('any-of');
  if (oneOf.length > 0 && oneOf.filter((part) => holds(value, part)).length !== 1) place.report('one-of');
  if (not !== undefined && holds(value, not)) place.report('not');
}

function holds(value: Value, schema: SourceSchema): boolean {
  const problems = new Set<Problem>();
  judgeValue(value, schema, new Place(problems));
  return problems.size === 0;
}

function same(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
