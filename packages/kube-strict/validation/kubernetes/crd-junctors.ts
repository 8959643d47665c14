import { isJsonObject } from '../../ground/json.ts';
import { isRe2 } from '../patterns/re2.ts';
import type { Part } from './part.ts';

// The parts of schemas that combine others: apiextensions-apiserver pkg/apiserver/schema/validation.go and complete.go.

/** What only the structure itself may say, not a condition on it. */
const OF_STRUCTURE = [
  'additionalProperties',
  'default',
  'description',
  'externalDocs',
  'nullable',
  'title',
  'type',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

/** What no schema may have, wherever it is. */
export function checkSupported(schema: Part): void {
  const reason = 'in the schema of a kind';
  for (const field of ['$ref', 'additionalItems', 'dependencies']) schema.at(field).forbidIfSet(reason);
  for (const field of ['definitions', 'patternProperties'])
    if (schema.at(field).size > 0) schema.at(field).forbid(reason);
  if (schema.at('id').text !== '') schema.at('id').forbid(reason);
  if (schema.at('uniqueItems').flag)
    schema.at('uniqueItems').forbid('to true: the x-kubernetes-list-type "set" means the same');
  if (Array.isArray(schema.at('items').value))
    schema.at('items').forbid('to a list: all items have one schema');
  const pattern = schema.at('pattern');
  if (pattern.text !== '' && !isRe2(pattern.text))
    pattern.malformed('a regular expression in the syntax RE2');
}

/** Conditions on a level of the structure. */
export function checkJunctors(schema: Part): void {
  checkConditions(schema, isEither(schema));
}

function checkConditions(schema: Part, skipsAnyOf: boolean, ofStructure = true): void {
  if (!skipsAnyOf) for (const condition of schema.at('anyOf').items) checkCondition(condition, false);
  for (const [index, condition] of schema.at('allOf').items.entries())
    checkCondition(condition, ofStructure && index === 0 && isEither(condition));
  for (const condition of schema.at('oneOf').items) checkCondition(condition, false);
  if (schema.at('not').exists) checkCondition(schema.at('not'), false);
}

function checkCondition(condition: Part, skipsAnyOf: boolean): void {
  checkSupported(condition);
  for (const field of OF_STRUCTURE) {
    const member = condition.at(field);
    const isZero =
      member.value === false || member.value === '' || (Array.isArray(member.value) && member.size === 0);
    if (member.exists && (!isZero || field === 'default'))
      member.forbid('in a condition: only the structure itself can say so');
  }
  condition.at('properties', 'metadata').forbidIfSet('in a condition');
  checkConditions(condition, skipsAnyOf, false);
  for (const [, property] of condition.at('properties').members) checkCondition(property, false);
  if (isJsonObject(condition.at('items').value)) checkCondition(condition.at('items'), false);
}

/** The way to say that integers and strings are both fine, which older clients understand. */
function isEither(schema: Part): boolean {
  return JSON.stringify(schema.at('anyOf').value) === '[{"type":"integer"},{"type":"string"}]';
}

/** What conditions at the root are about must be part of the structure. */
export function checkComplete(root: Part): void {
  for (const condition of conditionsOf(root)) checkDescribed(condition, root);
}

function conditionsOf(schema: Part): Part[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((field) => schema.at(field).items);
  return schema.at('not').exists ? [...lists, schema.at('not')] : lists;
}

function checkDescribed(condition: Part, structure: Part): void {
  if (!structure.exists) {
    structure.require('is required, since a condition is about it');
    return;
  }
  for (const inner of conditionsOf(condition)) checkDescribed(inner, structure);
  if (condition.at('items').exists) checkDescribed(condition.at('items'), structure.at('items'));
  for (const [name, property] of condition.at('properties').members)
    checkDescribed(property, structure.at('properties', name));
}
