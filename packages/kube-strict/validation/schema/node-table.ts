import { isJsonObject, type Json } from '../../ground/json.ts';
import type { Rule } from '../cel/rule.ts';
import type { NodeType, SchemaNode } from './schema-node.ts';
import {
  type Definitions,
  definition,
  refName,
  type SourceRule,
  type SourceSchema,
} from './source-schema.ts';

/**
 * A graph of schema nodes as plain JSON: nodes refer to each other by index, equal ones are there once, the root is the
 * last. Published schemas repeat themselves (a pod's specification is in many), and Kubernetes' own refer to themselves.
 */
export type NodeTable = readonly NodeRow[];

type NodeRow = Omit<SchemaNode, 'properties' | 'additionalProperties' | 'items' | 'rules' | 'rulesWithin'> & {
  properties?: Record<string, number>;
  additionalProperties?: number | true;
  items?: number;
  rules?: readonly Rule[];
  rulesWithin?: true;
};

function partsOf({ properties = {}, additionalProperties, items }: NodeRow): number[] {
  const parts = [...Object.values(properties), additionalProperties, items];
  return parts.filter((index) => typeof index === 'number');
}

/**
 * Takes the structural part of a schema, and of the definitions that it uses.
 *
 * @param readRule makes rules ready to be evaluated; without it there are none
 */
export function nodeTable(
  schema: SourceSchema,
  definitions: Definitions = {},
  readRule?: (rule: SourceRule) => Rule,
): NodeTable {
  const rows: NodeRow[] = [];
  const known = new Map<string, number>();
  const named = new Map<string, number>();

  const add = (source: SourceSchema, outer: readonly SourceSchema[] = []): number => {
    if (source.$ref !== undefined) return addNamed(refName(source.$ref));
    // Of combinations only `allOf` has rules that count (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go).
    const nested = [...outer, ...[source, ...outer].flatMap(partsOfAllOf)];
    const row = rowOf(source, (part, find) =>
      add(
        part,
        nested.flatMap((one) => find(one) ?? []),
      ),
    );
    const rules = readRule === undefined ? [] : [source, ...nested].flatMap(rulesOf).map(readRule);
    if (rules.length > 0) row.rules = rules;
    if (rules.length > 0 || partsOf(row).some((index) => rows[index]?.rulesWithin)) row.rulesWithin = true;
    const key = JSON.stringify(row);
    const index = known.get(key) ?? rows.push(row) - 1;
    known.set(key, index);
    return index;
  };
  const addNamed = (name: string): number => {
    const index = named.get(name);
    if (index !== undefined) return index;
    // Reserved before its parts are taken, since a definition may refer to itself.
    const reserved = rows.push({}) - 1;
    named.set(name, reserved);
    Object.assign(
      rows[reserved] ?? {},
      rowOf(definition(definitions, name), (part) => add(part)),
    );
    return reserved;
  };
  const root = add(schema);
  // The root comes last also when it is equal to one of its parts, or is itself a named definition.
  const last = rows[root];
  return root === rows.length - 1 || last === undefined ? rows : [...rows, { ...last }];
}

/** @param add takes a part of the schema, and how to find the same part in another schema */
function rowOf(
  source: SourceSchema,
  add: (part: SourceSchema, find: (other: SourceSchema) => SourceSchema | undefined) => number,
): NodeRow {
  const { properties, additionalProperties, items, default: fallback, nullable } = source;
  const type = nodeType(source);
  const listType = source['x-kubernetes-list-type'];
  const listMapKeys = source['x-kubernetes-list-map-keys'];
  return {
    ...(type !== undefined && { type }),
    ...(nullable === true && { nullable }),
    ...(fallback !== undefined && fallback !== null && { default: fallback as Json }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, add(part, (other) => propertyOf(other, key))]),
      ),
    }),
    ...(additionalProperties === true && { additionalProperties }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: add(additionalProperties, ({ additionalProperties: other }) =>
        typeof other === 'object' ? other : undefined,
      ),
    }),
    ...(items !== undefined && { items: add(items, (other) => other.items) }),
    ...(source['x-kubernetes-preserve-unknown-fields'] === true && { preserveUnknown: true }),
    ...(source['x-kubernetes-embedded-resource'] === true && { embedded: true }),
    ...((listType === 'atomic' || listType === 'set' || listType === 'map') && { listType }),
    ...(listMapKeys !== undefined && listType === 'map' && { listMapKeys }),
    ...(type === 'string' && isTypedFormat(source.format) && { format: source.format }),
  };
}

function propertyOf({ properties = {} }: SourceSchema, key: string): SourceSchema | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function partsOfAllOf({ allOf = [] }: SourceSchema): SourceSchema[] {
  return allOf.flatMap((part) => [part, ...partsOfAllOf(part)]);
}

/** Also of a schema that no server would take. */
function rulesOf(source: SourceSchema): readonly SourceRule[] {
  const rules: unknown = source['x-kubernetes-validations'];
  return Array.isArray(rules) ? rules.filter((rule): rule is SourceRule => isJsonObject(rule)) : [];
}

function isTypedFormat(format: string | undefined): format is NonNullable<SchemaNode['format']> {
  return format === 'byte' || format === 'date' || format === 'date-time' || format === 'duration';
}

function nodeType(source: SourceSchema): NodeType | undefined {
  const { type } = source;
  if (source['x-kubernetes-int-or-string'] === true) return 'integer';
  return (typeof type === 'object' ? type[0] : type) as NodeType | undefined;
}

/** Turns a table into the graph that it stands for, and returns its root. The table is used up. */
export function linkNodes(table: NodeTable): SchemaNode {
  const node = (index: number): SchemaNode => (table[index] ?? {}) as SchemaNode;
  for (const row of table) {
    const link = row as { -readonly [K in keyof SchemaNode]: SchemaNode[K] };
    const { properties, additionalProperties, items } = row;
    if (properties !== undefined) {
      link.properties = Object.fromEntries(
        Object.entries(properties).map(([key, index]) => [key, node(index)]),
      );
    }
    if (typeof additionalProperties === 'number') link.additionalProperties = node(additionalProperties);
    if (items !== undefined) link.items = node(items);
  }
  return node(table.length - 1);
}
