import { dnsSubdomain, qualifiedName } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { isUnit, readQuantity } from './quantity.ts';
import { configKey } from './texts.ts';

/** Fields of a pod that any reference may name (pkg/apis/core/pods/helpers.go, ConvertDownwardAPIFieldLabel). */
const SUBSCRIPTED = ['metadata.annotations', 'metadata.labels'];

export const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.host',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

export const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

const RESOURCES = ['cpu', 'ephemeral-storage', 'memory'].flatMap((name) => [
  `limits.${name}`,
  `requests.${name}`,
]);

/** A reference to a field of the pod itself. */
export function checkFieldReference(reference: Part, fields: readonly string[]): void {
  reference.at('apiVersion').oneOfOrDefault(['v1']);
  const fieldPath = reference.at('fieldPath');
  if (!fieldPath.requireText()) return;
  const bracket = fieldPath.text.indexOf("['");
  if (bracket < 1 || !fieldPath.text.endsWith("']")) {
    fieldPath.oneOf(fields);
    return;
  }
  const [path, key] = [fieldPath.text.slice(0, bracket), fieldPath.text.slice(bracket + 2, -2)];
  const expected = qualifiedName(path === 'metadata.annotations' ? key.toLowerCase() : key);
  if (!SUBSCRIPTED.includes(path)) {
    fieldPath.malformed(`a key only of ${SUBSCRIPTED.join(' or ')}`);
  } else if (expected !== undefined) fieldPath.malformed(`as a key ${expected}`);
}

/** A reference to what a container asks for or is limited to. */
export function checkResourceReference(reference: Part, inVolume: boolean): void {
  const resource = reference.at('resource');
  if (inVolume) reference.at('containerName').requireText();
  if (resource.requireText() && !/^(limits|requests)\.hugepages-/.test(resource.text))
    resource.oneOf(RESOURCES);
  const divisor = reference.at('divisor');
  const quantity = readQuantity(divisor.value);
  const isCpu = resource.text.endsWith('.cpu');
  if (quantity.nanos === 0n || isUnit(quantity, isCpu)) return;
  divisor.malformed(isCpu ? '1 or 1m' : '1, or one of a unit such as 1k or 1Mi');
}

/** A reference to a key of a ConfigMap or a Secret. */
export function checkKeyReference(reference: Part): void {
  reference.at('name').expect(dnsSubdomain);
  reference.at('key').expectRequired(configKey);
}
