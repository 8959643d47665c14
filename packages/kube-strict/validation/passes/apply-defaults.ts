import { copyJson, isJsonObject, type Json } from '../../ground/json.ts';
import type { Pass } from '../judgement.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';

/**
 * Custom resources: fills in the defaults of the schema, also for a null that the schema does not admit
 * (apiextensions-apiserver pkg/apiserver/schema/defaulting/algorithm.go).
 */
export const applyDefaults: Pass = ({ schema, object }) => applyTo(object, schema.root);

function applyTo(value: Json, node: SchemaNode | undefined): void {
  if (node === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === null) value[index] = inPlaceOfNull(node.items);
      applyTo(value[index] ?? null, node.items);
    }
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(node.properties ?? {})) {
      const missing = !Object.hasOwn(value, key) || (value[key] === null && !member.nullable);
      if (missing && member.default !== undefined) value[key] = copyJson(member.default);
    }
    for (const [key, member] of Object.entries(value)) {
      const known = memberNode(node, key);
      const isMapValue = node.properties === undefined || !Object.hasOwn(node.properties, key);
      if (member === null && isMapValue) value[key] = inPlaceOfNull(known);
      applyTo(value[key] ?? null, known);
    }
  }
}

function inPlaceOfNull(node: SchemaNode | undefined): Json {
  return node === undefined || node.nullable || node.default === undefined ? null : copyJson(node.default);
}
