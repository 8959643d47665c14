import { isJsonObject, type Json, type JsonObject } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { nearest } from '../../ground/nearest.ts';
import type { Findings, Pass } from '../judgement.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** Reports unknown fields and takes them out. */
export const pruneUnknownFields: Pass = ({ schema, object, findings }) => {
  // The root is a whole object, whatever its schema says; its metadata is judged apart.
  prune(object, { ...schema.root, embedded: true }, '', findings, schema.info.statusSubresource);
};

/**
 * Takes out what a schema does not know (apiextensions-apiserver pkg/apiserver/schema/pruning/algorithm.go), as a strict
 * server reports it. What is not an object, but should be, is left to the check of types.
 *
 * @param node undefined where the schema says nothing: then no object may have a field
 * @param untyped whether types are not checked afterwards: of a root, those of its status
 */
export function prune(
  value: Json,
  node: SchemaNode | undefined,
  path: string,
  findings: Findings,
  untyped = false,
): void {
  const isRoot = path === '';
  if ((isRoot || !untyped) && isMistyped(value, node)) return;
  if (Array.isArray(value)) {
    // A list whose items preserve fields by the list's own mark is not entered: neither are they.
    const items = node?.preserveUnknown ? { ...node.items, preserveUnknown: true as const } : node?.items;
    for (const [index, item] of value.entries())
      prune(item, items, memberPointer(path, index), findings, untyped);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (node?.embedded && OBJECT_FIELDS.has(key)) continue;
    const memberPath = memberPointer(path, key);
    const unchecked = untyped && (!isRoot || key === 'status');
    if (node?.properties !== undefined && Object.hasOwn(node.properties, key)) {
      prune(member, node.properties[key], memberPath, findings, unchecked);
    } else if (node?.additionalProperties !== undefined) {
      const rest = node.additionalProperties === true ? undefined : node.additionalProperties;
      prune(member, rest, memberPath, findings, unchecked);
    } else if (!node?.preserveUnknown) {
      report(key, value, node, memberPath, findings);
      delete value[key];
    }
  }
}

const RULE = 'api/unknown-field';
const OBJECT_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

/** Looking for similar names costs, and an object with so many unknown fields is no slip of the pen. */
const MOST_SUGGESTIONS = 20;

function report(
  key: string,
  value: JsonObject,
  node: SchemaNode | undefined,
  path: string,
  findings: Findings,
): void {
  const few = findings.count(RULE) < MOST_SUGGESTIONS;
  // What is there already is not meant, but for the same name in another case.
  const isMeant = (name: string) => !Object.hasOwn(value, name) || name.toLowerCase() === key.toLowerCase();
  const near = few ? nearest(key, Object.keys(node?.properties ?? {}).filter(isMeant)) : undefined;
  findings.add(RULE, path, `The field ${JSON.stringify(key)} is not known here.`, {
    fix: near === undefined ? 'Remove it.' : `Did you mean ${JSON.stringify(near)}?`,
  });
}

/** A type error will say more than that the fields of a wrong thing are unknown. */
function isMistyped(value: Json, node: SchemaNode | undefined): boolean {
  if (node?.type === undefined) return false;
  // A list passes for a string that has a format, so it is not mistyped for sure; what it has is unknown.
  return Array.isArray(value) ? node.type !== 'array' && node.type !== 'string' : node.type !== 'object';
}
