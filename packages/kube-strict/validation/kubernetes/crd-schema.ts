import { isJsonObject } from '../../ground/json.ts';
import { checkDefault } from './crd-defaults.ts';
import { checkComplete, checkJunctors, checkSupported } from './crd-junctors.ts';
import { checkList } from './crd-lists.ts';
import { checkRules } from './crd-rules.ts';
import type { Part } from './part.ts';

// What a schema of a made-up kind may say: apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go and
// pkg/apiserver/schema/validation.go.

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
/** What may stand beside the status when it is judged apart. */
const WITH_STATUS = new Set([
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'required',
  'items',
  'properties',
  'externalDocs',
  'example',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

export function checkCrdSchema(schema: Part, hasStatus: boolean): void {
  for (const field of ['additionalProperties', 'nullable'])
    if (isSet(schema.at(field))) schema.at(field).forbid('at the root');
  if (hasStatus) {
    for (const [field, member] of schema.members)
      if (!WITH_STATUS.has(field) && isSet(member))
        member.forbid('at the root beside the subresource status');
  }
  checkLevel(schema, 'root', true);
  checkRootMetadata(schema.at('properties'));
  checkComplete(schema);
}

/** Go cannot tell these from what is absent. */
function isSet({ exists, value }: Part): boolean {
  return exists && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

type Level = 'field' | 'root';

/** One level of what is not inside of allOf, anyOf, oneOf or not. */
function checkLevel(schema: Part, level: Level, correlates: boolean): void {
  checkSupported(schema);
  checkType(schema, level);
  checkExtensions(schema, level);
  checkList(schema);
  checkDefault(schema);
  checkRules(schema, correlates);
  checkJunctors(schema);
  const [properties, others, items] = ['properties', 'additionalProperties', 'items'].map((field) =>
    schema.at(field),
  ) as [Part, Part, Part];
  if (properties.size > 0 && others.exists && others.value !== true) others.forbid('beside properties');
  const isWhole = schema.at('x-kubernetes-map-type').text === 'atomic';
  for (const [, property] of properties.members) checkLevel(property, 'field', correlates && !isWhole);
  if (isJsonObject(others.value)) checkLevel(others, 'field', correlates);
  if (isJsonObject(items.value))
    checkLevel(items, 'field', correlates && schema.at('x-kubernetes-list-type').text === 'map');
  else if (schema.at('type').text === 'array' && !items.exists)
    items.require('is required for the type array');
}

function checkType(schema: Part, level: Level): void {
  const type = schema.at('type');
  const isEmbedded = schema.at('x-kubernetes-embedded-resource').flag;
  const needsNone = ['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (field) => schema.at(field).flag,
  );
  if (type.text === '') {
    if (isEmbedded || !needsNone) type.require();
  } else if (isEmbedded || level === 'root') type.oneOf(['object']);
  else type.oneOf(TYPES);
}

function checkExtensions(schema: Part, level: Level): void {
  const [embedded, either, preserves, mapType] = [
    'x-kubernetes-embedded-resource',
    'x-kubernetes-int-or-string',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-map-type',
  ].map((field) => schema.at(field)) as [Part, Part, Part, Part];
  if (either.flag)
    for (const field of [embedded, preserves])
      if (field.flag) field.forbid('to true beside x-kubernetes-int-or-string');
  if (preserves.value === false) preserves.invalid('Expected true, or no such field; found false.');
  if (mapType.exists && mapType.oneOf(['atomic', 'granular']) && schema.at('type').text !== 'object')
    mapType.forbid('unless the type is object');
  const properties = schema.at('properties');
  if (embedded.flag) {
    schema.at('additionalProperties').forbidIfSet('for an embedded resource');
    if (!preserves.flag && properties.size === 0) properties.require('is required for an embedded resource');
  } else if (level !== 'root') return;
  for (const [field, type] of [
    ['apiVersion', 'string'],
    ['kind', 'string'],
    ['metadata', 'object'],
  ] as const)
    if (properties.at(field).exists) properties.at(field, 'type').oneOf([type]);
}

/** What the server knows of every object, the schema of one may only restrict in the names. */
function checkRootMetadata(properties: Part): void {
  for (const field of ['apiVersion', 'kind', 'metadata'])
    properties.at(field, 'default').forbidIfSet(`for ${field}, which every object has`);
  const metadata = properties.at('metadata');
  for (const [field, member] of metadata.members) {
    if (field === 'properties') {
      for (const [name, property] of member.members)
        if (name !== 'name' && name !== 'generateName')
          property.forbid('here: only name and generateName can be restricted');
    } else if (field !== 'type' && field !== 'default' && isSet(member))
      member.forbid('here: only name and generateName can be restricted');
  }
}
