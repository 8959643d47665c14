import { memberPointer } from '../../ground/json-pointer.ts';
import { describe } from '../describe.ts';
import type { Findings } from '../judgement.ts';
import { checkManagedFields } from './managed-fields.ts';
import { dnsLabel, labelValue, qualifiedName } from './names.ts';
import type { ObjectMeta } from './object-meta.ts';

/** All annotations of an object together, keys and values (apimachinery pkg/api/validation/objectmeta.go). */
const MOST_ANNOTATION_BYTES = 256 * 1024;

/**
 * The rules on metadata that hold for every object, but for its name (apimachinery pkg/api/validation/objectmeta.go,
 * ValidateObjectMetaAccessor).
 */
export function checkObjectMeta(meta: ObjectMeta, path: string, findings: Findings): void {
  checkLabels(meta.labels ?? {}, `${path}/labels`, findings);
  checkAnnotations(meta.annotations ?? {}, `${path}/annotations`, findings);
  checkOwners(meta, `${path}/ownerReferences`, findings);
  checkFinalizers(meta.finalizers ?? [], `${path}/finalizers`, findings);
  checkManagedFields(meta.managedFields ?? [], `${path}/managedFields`, findings);
}

/** The rule on metadata.namespace of what is in one; empty, the server takes that of the request. */
export function checkNamespace(namespace: string | undefined, path: string, findings: Findings): void {
  const expected = namespace === undefined || namespace === '' ? undefined : dnsLabel(namespace);
  if (expected === undefined) return;
  const message = `Expected ${expected}, found ${describe(namespace)}.`;
  findings.add('api/metadata-namespace', `${path}/namespace`, message);
}

/** The rule on metadata.generation where a create does not set it. */
export function checkGeneration(generation: number | undefined, path: string, findings: Findings): void {
  if (generation === undefined || generation >= 0) return;
  findings.add('api/metadata-generation', `${path}/generation`, `Expected at least 0, found ${generation}.`);
}

/** Labels, also those of pod templates. */
export function checkLabels(
  labels: Readonly<Record<string, string>>,
  path: string,
  findings: Findings,
): void {
  for (const [key, value] of Object.entries(labels)) {
    const expectedKey = qualifiedName(key);
    const expectedValue = labelValue(value);
    if (expectedKey !== undefined) badKey('api/metadata-labels', key, expectedKey, path, findings);
    if (expectedValue === undefined) continue;
    const message = `Expected as the value of a label ${expectedValue}; found ${describe(value)}.`;
    findings.add('api/metadata-labels', memberPointer(path, key), message);
  }
}

/** Annotations, also those of pod templates. */
export function checkAnnotations(
  annotations: Readonly<Record<string, string>>,
  path: string,
  findings: Findings,
): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    const expected = qualifiedName(key.toLowerCase());
    if (expected !== undefined) badKey('api/metadata-annotations', key, expected, path, findings);
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes <= MOST_ANNOTATION_BYTES) return;
  const message = `All annotations together may have ${MOST_ANNOTATION_BYTES} bytes, and these have ${bytes}.`;
  findings.add('api/metadata-annotations', path, message);
}

function badKey(rule: string, key: string, expected: string, path: string, findings: Findings): void {
  findings.add(rule, memberPointer(path, key), `Expected as a key ${expected}; found ${describe(key)}.`);
}

function checkOwners({ ownerReferences = [] }: ObjectMeta, path: string, findings: Findings): void {
  const rule = 'api/metadata-owner-references';
  let controllers = 0;
  for (const [index, owner] of ownerReferences.entries()) {
    const ownerPath = memberPointer(path, index);
    // `group/` has no version, and of more than one slash nobody knows what it is.
    const parts = owner.apiVersion?.split('/') ?? [];
    const version = parts.length > 2 ? undefined : parts.at(-1);
    const { kind, name, uid, controller } = owner;
    for (const [field, value] of Object.entries({ apiVersion: version, kind, name, uid })) {
      const message =
        field === 'apiVersion' && parts.length > 2
          ? `Expected a version, after a group and "/" if need be; found ${describe(owner.apiVersion)}.`
          : `The field "${field}" of an owner is required and must not be empty.`;
      if (!value) findings.add(rule, `${ownerPath}/${field}`, message);
    }
    if (owner.apiVersion === 'v1' && kind === 'Event') {
      findings.add(rule, ownerPath, 'An event cannot be an owner.');
    }
    if (controller && ++controllers === 2) findings.add(rule, path, 'Only one owner may be the controller.');
  }
}

function checkFinalizers(finalizers: readonly string[], path: string, findings: Findings): void {
  const rule = 'api/metadata-finalizers';
  for (const [index, finalizer] of finalizers.entries()) {
    const expected = qualifiedName(finalizer);
    if (expected === undefined) continue;
    findings.add(rule, memberPointer(path, index), `Expected ${expected}; found ${describe(finalizer)}.`);
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    findings.add(rule, path, 'The finalizers "orphan" and "foregroundDeletion" exclude each other.');
  }
}
