import { qualifiedName } from '../metadata/names.ts';
import type { TextCheck } from './part.ts';

// What names of resources mean: k8s.io/kubernetes pkg/apis/core/helper/helpers.go.

const CONTAINER = ['cpu', 'ephemeral-storage', 'memory'];
const OBJECT_COUNTS = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const QUOTA = [
  ...CONTAINER,
  ...CONTAINER.map((name) => `limits.${name}`),
  ...[...CONTAINER, 'storage'].map((name) => `requests.${name}`),
  ...OBJECT_COUNTS,
];
const STANDARD = [...QUOTA, 'storage'];

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isQuotaHugePages(name: string): boolean {
  return isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** Kubernetes' own: without a prefix, or with one of kubernetes.io. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Of what a device or an operator adds, and of huge pages, one gets what one asks for, and no more. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`) === undefined;
}

/** Whether only whole numbers make sense. */
export function isCounted(name: string): boolean {
  return OBJECT_COUNTS.includes(name) || isExtended(name);
}

export function isStandardQuota(name: string): boolean {
  return QUOTA.includes(name) || isQuotaHugePages(name);
}

export const resourceName: TextCheck = (name) => {
  const expected = qualifiedName(name);
  if (expected !== undefined) return expected;
  return name.includes('/') || STANDARD.includes(name) || isQuotaHugePages(name)
    ? undefined
    : 'a resource that Kubernetes knows, or one with a prefix such as example.com/';
};

export const containerResource: TextCheck = (name) => {
  const expected = resourceName(name);
  if (expected !== undefined) return expected;
  const known = name.includes('/')
    ? isNative(name) || isExtended(name)
    : CONTAINER.includes(name) || isHugePages(name);
  return known
    ? undefined
    : 'a resource of containers: cpu, memory, ephemeral-storage, hugepages-..., or one with a prefix';
};

/** What a pod as a whole may ask for. */
export const podResource: TextCheck = (name) =>
  ['cpu', 'memory'].includes(name) || isHugePages(name) ? resourceName(name) : 'cpu, memory or hugepages-...';

export const quotaResource: TextCheck = (name) => {
  const expected = resourceName(name);
  if (expected !== undefined) return expected;
  return name.includes('/') || isStandardQuota(name) ? undefined : 'a resource that quotas count';
};
