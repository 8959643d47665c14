import type { SourceKind } from '../../../validation/schema/source-kind.ts';
import type { SourceSchema } from '../../../validation/schema/source-schema.ts';
import { judgeValue } from './custom-values.ts';
import { judgeMetadata, type MetaSchemas } from './metadata.ts';
import { isMembers, Place, type Problem, type Value } from './problem.ts';

/**
 * A second way to judge a custom resource, without Ajv and without the engine's passes: each place is pruned, defaulted
 * and freed of nulls on the way down, then judged.
 */
export function judgeCustom(object: Value, kind: SourceKind, schemas: MetaSchemas): Set<Problem> {
  const problems = new Set<Problem>();
  const root = new Place(problems);
  const read = structuredClone(object);
  if (!isMembers(read)) return problems;
  const metadata = judgeMetadata(read['metadata'], kind, schemas, root.at('metadata'));
  const embedded = { ...kind.schema, 'x-kubernetes-embedded-resource': true } as const;
  const settled = settle(read, embedded, root, false, kind.statusSubresource ? 'status' : 'none');
  if (!isMembers(settled)) return problems;
  settled['metadata'] = metadata;
  if (kind.statusSubresource) delete settled['status'];
  judgeValue(settled, kind.schema, root);
  judgeLists(settled, kind.schema, root);
  return problems;
}

/** Where types are not judged afterwards, so that what has a wrong one is looked into: nowhere, in the status, here. */
type Untyped = 'none' | 'status' | 'all';

/** What becomes of a value before it is judged: unknown fields go, nulls go or are replaced, defaults come. */
function settle(
  value: Value,
  schema: SourceSchema | undefined,
  place: Place,
  keepUnknown: boolean,
  untyped: Untyped,
): Value {
  const keep = keepUnknown || schema?.['x-kubernetes-preserve-unknown-fields'] === true;
  if (Array.isArray(value)) {
    const isOther = schema?.type !== undefined && schema.type !== 'array' && schema.type !== 'string';
    if (isOther && untyped !== 'all') return value;
    return value.map((item, index) =>
      settle(orDefault(item, schema?.items), schema?.items, place.at(index), keep, untyped),
    );
  }
  if (!isMembers(value) || (untyped !== 'all' && isMistyped(schema))) return value;
  const result: Record<string, Value> = {};
  for (const [name, member] of Object.entries(value)) {
    const within = untyped === 'status' ? (name === 'status' ? 'all' : 'none') : untyped;
    const inMeta =
      schema?.['x-kubernetes-embedded-resource'] && ['apiVersion', 'kind', 'metadata'].includes(name);
    const declared = schema?.properties?.[name];
    const rest = declared === undefined ? schema?.additionalProperties : undefined;
    const known = declared ?? (typeof rest === 'object' ? rest : undefined);
    if (inMeta) result[name] = member;
    else if (declared === undefined && rest === undefined && !keep) place.at(name).report('unknown-field');
    else if (member === null && known !== undefined && !known.nullable && known.default === undefined)
      continue;
    else if (known === undefined && rest === undefined) result[name] = member;
    else result[name] = settle(orDefault(member, known), known, place.at(name), false, within);
  }
  for (const [name, member] of Object.entries(schema?.properties ?? {})) {
    if (member.default === undefined || Object.hasOwn(result, name)) continue;
    result[name] = settle(structuredClone(member.default), member, place.at(name), false, 'none');
  }
  return result;
}

function isMistyped(schema: SourceSchema | undefined): boolean {
  return (
    schema?.['x-kubernetes-int-or-string'] === true ||
    (schema?.type !== undefined && schema.type !== 'object')
  );
}

function orDefault(value: Value, schema: SourceSchema | undefined): Value {
  return value === null && !schema?.nullable && schema?.default !== undefined
    ? structuredClone(schema.default)
    : value;
}

function judgeLists(value: Value, schema: SourceSchema, place: Place): void {
  if (Array.isArray(value)) {
    const keys = schema['x-kubernetes-list-map-keys'] ?? [];
    const identity = (item: Value): string =>
      schema['x-kubernetes-list-type'] === 'map'
        ? JSON.stringify(keys.map((key) => (isMembers(item) ? [item[key]] : [])))
        : JSON.stringify(sorted(item));
    if (['set', 'map'].includes(schema['x-kubernetes-list-type'] ?? '')) {
      const identities = value.map(identity);
      for (const [index, one] of identities.entries()) {
        if (
          identities.indexOf(one) < index &&
          identities.slice(0, index).filter((other) => other === one).length === 1
        ) {
          place.at(index).report('list-type');
        }
      }
    }
    if (schema.items !== undefined)
      for (const [index, item] of value.entries()) judgeLists(item, schema.items, place.at(index));
  } else if (isMembers(value)) {
    for (const [name, member] of Object.entries(value)) {
      const known = schema.properties?.[name] ?? schema.additionalProperties;
      if (typeof known === 'object') judgeLists(member, known, place.at(name));
    }
  }
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
