import { emptyObject, isJsonObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import type { Pass } from '../judgement.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** Kubernetes' own types: Go's decoder takes a null for "not there". */
export const dropGoNulls: Pass = ({ schema, object, nulls }) => dropNulls(object, schema.root, '', nulls);

/**
 * Takes out null fields, and replaces nulls in lists and maps, which cannot be absent, by the zero value of their type
 * (encoding/json, Unmarshal: a null leaves the value as it is).
 *
 * @param nulls collects the pointers of the fields
 */
export function dropNulls(value: Json, node: SchemaNode | undefined, path: string, nulls: Set<string>): void {
  if (node === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === null) value[index] = zeroOf(node.items);
      dropNulls(value[index] ?? null, node.items, memberPointer(path, index), nulls);
    }
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const memberPath = memberPointer(path, key);
      if (node.properties !== undefined && Object.hasOwn(node.properties, key)) {
        if (member !== null) dropNulls(member, node.properties[key], memberPath, nulls);
        else {
          delete value[key];
          nulls.add(memberPath);
        }
      } else if (typeof node.additionalProperties === 'object') {
        if (member === null) value[key] = zeroOf(node.additionalProperties);
        dropNulls(value[key] ?? null, node.additionalProperties, memberPath, nulls);
      }
    }
  }
}

function zeroOf(node: SchemaNode | undefined): Json {
  switch (node?.type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'array':
      return [];
    case 'object':
      return emptyObject();
    default:
      return null;
  }
}
