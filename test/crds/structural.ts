import { isJsonObject, type Json, type JsonObject } from 'kube-strict/ground/json.ts';

/** Keywords that a schema inside allOf, anyOf, oneOf or not may not have: it only judges what is declared outside. */
const OUTSIDE_ONLY = ['type', 'default', 'nullable', 'additionalProperties', 'description'];
/** Keywords of JSON Schema that a CustomResourceDefinition may not have. */
const FORBIDDEN = [
  '$ref',
  'definitions',
  'dependencies',
  'patternProperties',
  'additionalItems',
  'deprecated',
];
const PROSE = ['description', 'title', 'externalDocs', 'example'];

/**
 * Why a schema is not structural, or holds texts for people; one line each. The rules are those of Kubernetes:
 * "Extend the Kubernetes API with CustomResourceDefinitions", section "Specifying a structural schema".
 */
export function structuralProblems(schema: JsonObject, path = ''): string[] {
  const { type, properties, additionalProperties, items } = schema;
  const untyped = schema['x-kubernetes-int-or-string'] ?? schema['x-kubernetes-preserve-unknown-fields'];
  return [
    ...(typeof type !== 'string' && untyped !== true ? [`${path}: has no type`] : []),
    ...(type === 'array' && !isJsonObject(items) ? [`${path}: is a list of anything`] : []),
    ...(properties && additionalProperties ? [`${path}: has fields and is a map`] : []),
    ...[...FORBIDDEN, ...PROSE]
      .filter((key) => Object.hasOwn(schema, key))
      .map((key) => `${path}: has ${key}`),
    ...mapKeyProblems(schema, path),
    ...judgementsOf(schema).flatMap((one) => judgementProblems(one, schema, path)),
    ...Object.entries(membersOf(properties)).flatMap(([name, field]) =>
      structuralProblems(membersOf(field), `${path}.${name}`),
    ),
    ...(isJsonObject(items) ? structuralProblems(items, `${path}[]`) : []),
    ...(isJsonObject(additionalProperties) ? structuralProblems(additionalProperties, `${path}.*`) : []),
  ];
}

function judgementsOf({ allOf, anyOf, oneOf, not }: JsonObject): JsonObject[] {
  return [allOf, anyOf, oneOf, not].flatMap((value) => value ?? []).filter(isJsonObject);
}

function judgementProblems(judgement: JsonObject, outside: JsonObject, path: string): string[] {
  // An integer or a text is the one thing that is declared by an anyOf.
  const allowed = outside['x-kubernetes-int-or-string'] === true ? ['type'] : [];
  const keys = OUTSIDE_ONLY.filter((key) => Object.hasOwn(judgement, key) && !allowed.includes(key));
  const declared = membersOf(outside['properties']);
  return [
    ...keys.map((key) => `${path}: has ${key} in a combination`),
    ...judgementsOf(judgement).flatMap((one) => judgementProblems(one, outside, path)),
    ...Object.entries(membersOf(judgement['properties'])).flatMap(([name, field]) =>
      Object.hasOwn(declared, name)
        ? judgementProblems(membersOf(field), membersOf(declared[name]), `${path}.${name}`)
        : [`${path}.${name}: is only in a combination`],
    ),
    ...(isJsonObject(judgement['items'])
      ? judgementProblems(judgement['items'], membersOf(outside['items']), `${path}[]`)
      : []),
  ];
}

/** Items of a list map have each key, or a default for it. */
function mapKeyProblems(schema: JsonObject, path: string): string[] {
  if (schema['x-kubernetes-list-type'] !== 'map') return [];
  const { properties, required } = membersOf(schema['items']);
  const keys = listOf(schema['x-kubernetes-list-map-keys']);
  const missing = keys.filter((key) => {
    const field = membersOf(membersOf(properties)[String(key)]);
    return !listOf(required).includes(key) && field['default'] === undefined;
  });
  return [
    ...(keys.length === 0 ? [`${path}: has no keys`] : []),
    ...missing.map((key) => `${path}: items may lack the key ${key}`),
  ];
}

function membersOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
