import type { KubernetesObject } from '../../../constructs/kubernetes-object.ts';
import { renderCluster } from '../../../render/render-cluster.ts';
import type { RenderedCluster } from '../../../render/rendered-cluster.ts';
import type { ClusterShape } from '../../../rollout/cluster-shape.ts';
import { profileIn, profileText } from '../../profiles/profile-text.ts';
import { SEALED_WITH_TLS } from '../../support/sealed.ts';
import { SHAPES, shapeName } from '../../support/shapes.ts';

export const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

/** Settings of a profile, by key; undefined leaves a key out. */
type Settings = Readonly<Record<string, unknown>>;

/** A cluster of some shape, with a pod, and on one with GPUs a second pod that has one. */
export function clusterOf(shape: ClusterShape, settings: Settings = {}): RenderedCluster {
  const workloads = [
    { name: 'app', image: IMAGE, command: ['sleep', '36000'] },
    ...(shape.gpu === 'nvidia' ? [{ name: 'gpu-app', image: IMAGE, gpus: 1, memoryMiB: 32768 }] : []),
  ];
  const written: Settings = {
    ...shape,
    nodes: shape.topology === 'multi-node' ? { expected: 3 } : undefined,
    pccs: shape.tee === 'tdx' ? { node: 'control-plane-0.example.com' } : undefined,
    workloads,
    ...settings,
  };
  const lines = Object.entries(written).map(([key, value]) => [key, JSON.stringify(value)] as const);
  return renderCluster(profileIn(profileText(Object.fromEntries(lines))));
}

/** What the attestation services read from elsewhere than the node and Secrets that exist. */
const FROM_STORE: Settings = {
  pccs: {
    storage: { type: 'persistent-volume-claim', size: '5Gi', storageClass: 'lvms-vg1' },
    secrets: { source: 'external-secrets', store: { name: 'vault' } },
  },
};

/** Sealed secrets, and copies of the database on the node. */
const SEALED_ON_NODE: Settings = {
  pccs: {
    node: 'control-plane-0.example.com',
    secrets: { source: 'sealed-secrets', scope: 'namespace-wide', encrypted: SEALED_WITH_TLS },
    backup: { schedule: '30 2 * * *', keep: 7, size: '2Gi', storageClass: 'lvms-vg1' },
  },
};

/** A certificate of cert-manager, and copies of the database on a claim. */
const CERTIFICATE_AND_CLAIM: Settings = {
  pccs: {
    storage: { type: 'persistent-volume-claim' },
    secrets: { source: 'external-secrets', store: { name: 'vault' } },
    tls: { source: 'cert-manager', issuer: { name: 'platform-ca' } },
    backup: {},
  },
};

/**
 * Every shape, those with TDX in both ways of storage and secrets, some with sealed secrets, copies of the database
 * and a certificate of cert-manager, some that verify attestation, and one cluster without pods.
 */
export const CLUSTERS: readonly { readonly name: string; readonly cluster: RenderedCluster }[] = [
  ...SHAPES.map((shape) => ({ name: shapeName(shape), cluster: clusterOf(shape) })),
  ...SHAPES.filter(({ tee }) => tee === 'tdx').map((shape) => ({
    name: `${shapeName(shape)}, claim and store`,
    cluster: clusterOf(shape, FROM_STORE),
  })),
  {
    name: 'tdx nvidia multi-node, verified',
    cluster: clusterOf({ tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' }, { verification: {} }),
  },
  {
    name: 'snp none single-node, attestation verified',
    cluster: clusterOf(
      { tee: 'snp', gpu: 'none', topology: 'single-node' },
      { verification: { refusal: false } },
    ),
  },
  {
    name: 'tdx none multi-node, sealed secrets and backup',
    cluster: clusterOf({ tee: 'tdx', gpu: 'none', topology: 'multi-node' }, SEALED_ON_NODE),
  },
  {
    name: 'tdx nvidia single-node, cert-manager and backup of a claim',
    cluster: clusterOf({ tee: 'tdx', gpu: 'nvidia', topology: 'single-node' }, CERTIFICATE_AND_CLAIM),
  },
  {
    name: 'snp nvidia multi-node, no arguments for the IOMMU',
    cluster: clusterOf(
      { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' },
      { nodes: { expected: 3, iommuKernelArguments: false } },
    ),
  },
  {
    name: 'snp none compact, no pods',
    cluster: clusterOf({ tee: 'snp', gpu: 'none', topology: 'compact' }, { workloads: [] }),
  },
];

/** What is synced. */
export function syncedObjects({ steps }: RenderedCluster): readonly KubernetesObject[] {
  return steps.flatMap((step) => step.objects);
}

export { allObjects } from '../../../render/rendered-cluster.ts';

/** Objects of a kind. */
export function ofKind(objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** The values of every field of a name, at any depth. */
export function fieldsNamed(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...(key === name && !Array.isArray(value) ? [part] : []),
    ...fieldsNamed(part, name),
  ]);
}
