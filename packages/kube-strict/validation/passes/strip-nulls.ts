import { isJsonObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import type { Pass } from '../judgement.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';

/**
 * Custom resources: a null counts as an absent field where the schema neither admits it nor has a default to put in its
 * place (apiextensions-apiserver pkg/apiserver/schema/defaulting/prunenulls.go). In lists nulls stay.
 */
export const stripNulls: Pass = ({ schema, object, nulls }) => strip(object, schema.root, '', nulls);

function strip(value: Json, node: SchemaNode | undefined, path: string, nulls: Set<string>): void {
  if (node === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) strip(item, node.items, memberPointer(path, index), nulls);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const known = memberNode(node, key);
      const memberPath = memberPointer(path, key);
      if (member !== null) strip(member, known, memberPath, nulls);
      else if (known !== undefined && !known.nullable && known.default === undefined) {
        delete value[key];
        nulls.add(memberPath);
      }
    }
  }
}
