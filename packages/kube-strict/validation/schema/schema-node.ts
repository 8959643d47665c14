import type { Json } from '../../ground/json.ts';
import type { Rule } from '../cel/rule.ts';

/**
 * What the passes need to know of one place of an object: the structural part of its schema. Rules on values (required,
 * enum, bounds, pattern, ...) are compiled apart, see `ValueCheck`.
 */
export interface SchemaNode {
  /** Absent where any type goes. For what may be an integer or a string: `integer`. */
  readonly type?: NodeType;
  readonly nullable?: true;
  readonly default?: Json;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  /** `true` admits any key, with nothing known of the value. */
  readonly additionalProperties?: SchemaNode | true;
  readonly items?: SchemaNode;
  /** x-kubernetes-preserve-unknown-fields */
  readonly preserveUnknown?: true;
  /** x-kubernetes-embedded-resource: a whole object with its own apiVersion, kind and metadata. */
  readonly embedded?: true;
  /** x-kubernetes-list-type */
  readonly listType?: 'atomic' | 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  /** Of a text that expressions see as something else. */
  readonly format?: 'byte' | 'date' | 'date-time' | 'duration';
  /** x-kubernetes-validations */
  readonly rules?: readonly Rule[];
  /** Whether there are rules here, or further down. */
  readonly rulesWithin?: true;
}

export type NodeType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** The schema of a member of an object; undefined when the schema says nothing of it. */
export function memberNode(node: SchemaNode, key: string): SchemaNode | undefined {
  if (node.properties !== undefined && Object.hasOwn(node.properties, key)) return node.properties[key];
  return node.additionalProperties === true ? undefined : node.additionalProperties;
}
