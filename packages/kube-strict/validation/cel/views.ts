import type { Json } from '../../ground/json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { CelError } from './errors.ts';
import { escapeName } from './escape.ts';
import { FieldMap, KeyMap, Unknown } from './json-maps.ts';
import { textValue } from './text-value.ts';
import { CelList, CelMap, type CelValue, type ItemKey, scalarKey } from './values.ts';

const TEXT: SchemaNode = { type: 'string' };
/** What expressions see of every whole object, whatever its schema says. */
const RESOURCE_FIELDS: Readonly<Record<string, SchemaNode>> = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
};

/**
 * The values of an object as expressions see them: by their schema, and no more of them than it declares
 * (k8s.io/apiserver pkg/cel/common/values.go, UnstructuredToVal). They are made when an expression asks for them.
 */
export class Views {
  private readonly known = new WeakMap<object, CelValue>();

  /**
   * @param isResource whether the value is a whole object, with metadata
   * @throws CelError when a value is not what its schema says
   */
  of(value: Json, node: SchemaNode | undefined, isResource = node?.embedded === true): CelValue {
    if (typeof value !== 'object' || value === null) return scalar(value, node);
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const view = Array.isArray(value) ? this.list(value, node) : this.map(value, node, isResource);
    this.known.set(value, view);
    return view;
  }

  private list(value: readonly Json[], node: SchemaNode | undefined): CelValue {
    if (node?.type === undefined) return new Unknown(value);
    if (node.type !== 'array') throw wrongType(node);
    const { items } = node;
    return new CelList(() => value.map((item) => this.of(item, items)), value.length, itemKey(node));
  }

  private map(
    value: { readonly [key: string]: Json },
    node: SchemaNode | undefined,
    isResource: boolean,
  ): CelValue {
    if (node?.type === undefined && !isResource) return new Unknown(value);
    if (node?.type !== undefined && node.type !== 'object') throw wrongType(node);
    const properties = isResource ? { ...node?.properties, ...RESOURCE_FIELDS } : node?.properties;
    const rest = node?.additionalProperties;
    if (properties === undefined && typeof rest === 'object') {
      return new KeyMap(value, (member) => this.of(member, rest));
    }
    return new FieldMap(value, properties ?? {}, (member, part) => this.of(member, part));
  }
}

function scalar(value: null | boolean | number | string, node: SchemaNode | undefined): CelValue {
  if (node?.type === undefined) return new Unknown(value);
  if (value === null) {
    if (node.nullable) return null;
    throw new CelError('invalid data, got null for schema with nullable=false');
  }
  switch (typeof value) {
    case 'boolean':
      if (node.type === 'boolean') return value;
      break;
    case 'number':
      if (node.type === 'number') return value;
      if (node.type === 'integer' && Number.isInteger(value)) return BigInt(value);
      break;
    default:
      // What may be an integer or a string is of the type integer.
      if (node.type === 'string' || node.type === 'integer') return textValue(value, node.format);
  }
  throw wrongType(node);
}

function wrongType({ type }: SchemaNode): CelError {
  return new CelError(`invalid data, expected ${type}`);
}

function itemKey({ listType, listMapKeys = [] }: SchemaNode): ItemKey | undefined {
  if (listType === 'set') return scalarKey;
  if (listType !== 'map') return undefined;
  const names = listMapKeys.map((key) => escapeName(key) ?? key);
  return (item) =>
    names.map((name) => scalarKey(item instanceof CelMap ? item.get(name) : undefined)).join('\n');
}
