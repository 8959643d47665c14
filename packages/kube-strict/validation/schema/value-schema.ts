import { customValueSchema } from './custom-value-schema.ts';
import type { ValueSchema } from './json-schema.ts';
import { shareEqual } from './share-equal.ts';
import type { SourceKind } from './source-kind.ts';
import { reachable, refName, type SourceSchema } from './source-schema.ts';

/** The rules on values of a kind, mapped to JSON Schema, with equal parts shared so that the compiled code stays small. */
export function valueSchemaOf({
  family,
  schema,
  definitions = {},
}: Pick<SourceKind, 'family' | 'schema' | 'definitions'>): ValueSchema {
  if (family === 'custom') return shareEqual(customValueSchema(schema));
  const names = [...reachable(schema, definitions)].sort();
  const $defs = Object.fromEntries(names.map((name) => [name, goValueSchema(definitions[name] ?? {})]));
  return { ...goValueSchema(schema), $defs };
}

/** Kubernetes' own types need no mapping, see go-types.ts. */
function goValueSchema({
  $ref,
  properties,
  additionalProperties,
  items,
  ...rest
}: SourceSchema): ValueSchema {
  if ($ref !== undefined) return { $ref: `#/$defs/${refName($ref)}` };
  const { 'x-kubernetes-preserve-unknown-fields': _, ...rules } = rest;
  return {
    ...rules,
    ...(properties !== undefined && { properties: mapValues(properties, goValueSchema) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: goValueSchema(additionalProperties),
    }),
    ...(items !== undefined && { items: goValueSchema(items) }),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
