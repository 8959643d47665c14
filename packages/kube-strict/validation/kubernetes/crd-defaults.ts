import { canonicalJson, type Json } from '../../ground/json.ts';
import { describe } from '../describe.ts';
import { re2 } from '../patterns/re2.ts';
import type { Part } from './part.ts';

/**
 * A default must be a value that the schema takes, without unknown fields (apiextensions-apiserver
 * pkg/apiserver/schema/defaulting/validation.go, ValidateDefaults). Formats, conditions, rules and what is required are
 * left to the server.
 */
export function checkDefault(schema: Part): void {
  checkValue(schema.at('default'), schema);
}

function checkValue(value: Part, schema: Part): void {
  if (!value.exists) return;
  const type = schema.at('type').text;
  const isOfType = TYPES[type]?.(value.value) ?? true;
  if (!isOfType) {
    value.add('api/type', `Expected a default of the type ${type}, found ${describe(value.value)}.`);
    return;
  }
  if (!isAllowed(value.value, schema))
    value.invalid(`Expected a default that the schema takes, found ${describe(value.value)}.`);
  for (const item of value.items) checkValue(item, schema.at('items'));
  for (const [key, member] of value.members) checkMember(key, member, schema);
}

const TYPES: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  object: (value) => typeof value === 'object' && !Array.isArray(value),
  string: (value) => typeof value === 'string',
};

function isAllowed(value: Json | undefined, schema: Part): boolean {
  const [allowed, pattern] = [schema.at('enum').items, schema.at('pattern').text];
  const text = canonicalJson(value ?? null);
  if (allowed.length > 0 && !allowed.some((one) => canonicalJson(one.value ?? null) === text)) return false;
  if (typeof value === 'string') return pattern === '' || re2(pattern).test(value);
  if (typeof value !== 'number') return true;
  const [least, most] = [schema.at('minimum').number ?? value, schema.at('maximum').number ?? value];
  return value >= least && value <= most;
}

/** What every object has, and an object inside of another need not declare. */
const OF_OBJECTS = ['apiVersion', 'kind', 'metadata'];

function checkMember(key: string, member: Part, schema: Part): void {
  if (schema.at('x-kubernetes-embedded-resource').flag && OF_OBJECTS.includes(key)) return;
  const [property, others] = [schema.at('properties', key), schema.at('additionalProperties')];
  if (property.exists) checkValue(member, property);
  else if (others.exists && others.value !== false) checkValue(member, others);
  else if (!schema.at('x-kubernetes-preserve-unknown-fields').flag)
    member.add('api/unknown-field', `The field ${JSON.stringify(key)} is not known here.`);
}
