import { isJsonObject, type Json, type JsonObject } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { checkType } from '../check-type.ts';
import { describe } from '../describe.ts';
import type { Findings, Judgement, Pass } from '../judgement.ts';
import { checkGeneration, checkNamespace, checkObjectMeta } from '../metadata/check-object-meta.ts';
import { maskTrailingDash } from '../metadata/name-rules.ts';
import { dns1035Label, pathSegment } from '../metadata/names.ts';
import type { ObjectMeta } from '../metadata/object-meta.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';

/**
 * Custom resources: objects inside an object (x-kubernetes-embedded-resource) have an apiVersion, a kind, and metadata
 * that obeys the rules, but for those on names of the kind (apiextensions-apiserver pkg/apiserver/schema/objectmeta).
 */
export const checkEmbedded: Pass = (judgement) =>
  walk(judgement.object, judgement.schema.root, '', judgement);

function walk(value: Json, node: SchemaNode | undefined, path: string, judgement: Judgement): void {
  if (node === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      walk(item, node.items, memberPointer(path, index), judgement);
  } else if (isJsonObject(value)) {
    if (node.embedded) checkResource(value, path, judgement);
    for (const [key, member] of Object.entries(value)) {
      walk(member, memberNode(node, key), memberPointer(path, key), judgement);
    }
  }
}

const RULE = 'api/embedded-resource';

function checkResource(resource: JsonObject, path: string, { schema, findings }: Judgement): void {
  for (const field of ['apiVersion', 'kind'] as const) {
    const value = resource[field];
    if (value === undefined || value === '') {
      findings.add(
        'api/required',
        `${path}/${field}`,
        `The field "${field}" of an object within an object is required.`,
      );
    } else if (typeof value !== 'string') {
      findings.add('api/type', `${path}/${field}`, `Expected a string, found ${describe(value)}.`);
    } else if (field === 'apiVersion' && value.split('/').length > 2) {
      findings.add(
        RULE,
        `${path}/${field}`,
        `Expected a version, or a group and a version, found ${describe(value)}.`,
      );
    } else if (field === 'kind' && dns1035Label(value.toLowerCase()) !== undefined) {
      findings.add(RULE, `${path}/${field}`, `Expected the name of a kind, found ${describe(value)}.`);
    }
  }
  const metadata = resource['metadata'];
  if (
    metadata === undefined ||
    metadata === null ||
    !checkType(metadata, schema.objectMeta, `${path}/metadata`, findings)
  )
    return;
  checkMeta(metadata as ObjectMeta, `${path}/metadata`, findings);
}

function checkMeta(meta: ObjectMeta, path: string, findings: Findings): void {
  for (const [field, value] of Object.entries({
    name: meta.name,
    generateName: maskTrailingDash(meta.generateName ?? ''),
  })) {
    const expected = pathSegment(value ?? '');
    if (expected === undefined) continue;
    findings.add('api/metadata-name', `${path}/${field}`, `Expected ${expected}; found ${describe(value)}.`);
  }
  checkNamespace(meta.namespace, path, findings);
  checkGeneration(meta.generation, path, findings);
  checkObjectMeta(meta, path, findings);
}
