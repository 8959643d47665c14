import { canonicalJson, emptyObject, isJsonObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { describe } from '../describe.ts';
import type { Findings, Pass } from '../judgement.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';

/**
 * Custom resources: lists that are sets have no equal items, and lists that are maps no items with equal keys
 * (apiextensions-apiserver pkg/apiserver/schema/listtype/validation.go).
 */
export const checkLists: Pass = ({ schema, object, findings }) => check(object, schema.root, '', findings);

function check(value: Json, node: SchemaNode | undefined, path: string, findings: Findings): void {
  if (node === undefined) return;
  if (Array.isArray(value)) {
    checkList(value, node, path, findings);
    for (const [index, item] of value.entries())
      check(item, node.items, memberPointer(path, index), findings);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      check(member, memberNode(node, key), memberPointer(path, key), findings);
    }
  }
}

function checkList(list: readonly Json[], node: SchemaNode, path: string, findings: Findings): void {
  const { listType, listMapKeys: keys = [] } = node;
  if (listType === 'set') {
    for (const [index, first] of repeated(list)) {
      const message = `Items of this list must differ, but this one, ${describe(list[index])}, is equal to item ${first}.`;
      findings.add('api/list-type', memberPointer(path, index), message, { fix: 'Remove one of the two.' });
    }
  } else if (listType === 'map' && list.every((item) => item === null || isJsonObject(item))) {
    for (const [index, first] of repeated(list.map((item) => keysOf(item, keys)))) {
      const message = `Items of this list must differ in ${keys.join(', ')}, but this one has the same as item ${first}.`;
      findings.add('api/list-type', memberPointer(path, index), message, {
        fix: 'Remove or rename one of the two.',
      });
    }
  }
}

/** The second of each group of equal items, with the first: a third is not reported, as on the server. */
function repeated(items: readonly Json[]): [number, number][] {
  const groups = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    const key = canonicalJson(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : [[second, first] satisfies [number, number]],
  );
}

/** The key fields that an item has; an absent one is different from every value. */
function keysOf(item: Json, keys: readonly string[]): Json {
  const found = emptyObject();
  if (!isJsonObject(item)) return found;
  for (const key of keys) if (Object.hasOwn(item, key)) found[key] = item[key] ?? null;
  return found;
}
