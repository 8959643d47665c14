import { emptyObject, type Json } from '../../ground/json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** A value with every member that a schema knows: to run all of a validator once. It need not be legal. */
export function sampleOf(node: SchemaNode, within: ReadonlySet<SchemaNode> = new Set()): Json {
  // A type may contain itself.
  if (within.has(node)) return null;
  const inside = new Set(within).add(node);
  switch (node.type) {
    case 'array':
      return node.items === undefined ? [] : [sampleOf(node.items, inside)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    case 'string':
      return 'x';
    default:
      return sampleObject(node, inside);
  }
}

function sampleObject(node: SchemaNode, inside: ReadonlySet<SchemaNode>): Json {
  const sample = emptyObject();
  for (const [key, member] of Object.entries(node.properties ?? {})) sample[key] = sampleOf(member, inside);
  const { additionalProperties } = node;
  if (typeof additionalProperties === 'object') sample['x'] = sampleOf(additionalProperties, inside);
  return sample;
}
