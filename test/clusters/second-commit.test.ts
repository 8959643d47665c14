import { describe, expect, it } from 'vitest';
import { groupOf } from '../../constructs/gitops/resources.ts';
import { clusterTree } from '../../render/cluster-tree.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { clusterOf, IMAGE, ofKind, syncedObjects } from './support/clusters.ts';
import { allows, requestFor, rulesOf } from './support/rbac.ts';

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const SNP = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;

const NODE = 'control-plane-0.example.com';

/** Options that a later commit may turn on, each alone. */
const OPTIONS: readonly (readonly [string, typeof TDX | typeof SNP, Readonly<Record<string, unknown>>])[] = [
  ['verification of attestation', SNP, { verification: {} }],
  [
    'copies of the database of PCCS',
    TDX,
    { pccs: { storage: { type: 'persistent-volume-claim' }, backup: {} } },
  ],
  ['a volume claim of PCCS', TDX, { pccs: { storage: { type: 'persistent-volume-claim' } } }],
  [
    'secrets from a store',
    TDX,
    { pccs: { node: NODE, secrets: { source: 'external-secrets', store: { name: 'vault' } } } },
  ],
  [
    'a certificate of cert-manager',
    TDX,
    { pccs: { node: NODE, tls: { source: 'cert-manager', issuer: { name: 'ca' } } } },
  ],
  ['a workload of another kind', SNP, { workloads: [{ name: 'a', kind: 'Deployment', image: IMAGE }] }],
  ['a workload in another namespace', SNP, { workloads: [{ name: 'a', namespace: 'other', image: IMAGE }] }],
  [
    'a version of an operator that is pinned',
    SNP,
    {
      operators: {
        sandboxedContainers: { approval: 'Manual', startingCSV: 'sandboxed-containers-operator.v1.12.0' },
      },
    },
  ],
  ['another count of nodes', SNP, { nodes: { expected: 5 } }],
];

interface Project {
  readonly destinations: readonly { readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  readonly namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
}

/** What the sync of one commit is refused with what an administrator has applied for another. */
function refusals(synced: RenderedCluster, applied: RenderedCluster): string[] {
  const project = ofKind(applied.argocd, 'AppProject')[0]?.['spec'] as Project;
  const rules = rulesOf(applied.argocd, {
    name: 'openshift-gitops-argocd-application-controller',
    namespace: 'openshift-gitops',
  });
  const isGiven =
    /^(machineconfiguration\.openshift\.io|operators\.coreos\.com|rbac\.authorization\.k8s\.io)$/;
  return syncedObjects(synced).flatMap((object) => {
    const { kind, metadata } = object;
    const group = groupOf(object);
    const list =
      metadata.namespace === undefined
        ? project.clusterResourceWhitelist
        : project.namespaceResourceWhitelist;
    const allowed = list.some((one) => one.group === group && one.kind === kind);
    const inside =
      metadata.namespace === undefined ||
      project.destinations.some((one) => one.namespace === metadata.namespace);
    const given =
      isGiven.test(group) ||
      (group === '' && ['ConfigMap', 'Namespace', 'PersistentVolumeClaim'].includes(kind));
    const granted = given || rules.some((rule) => allows(rule, requestFor('create', object)));
    return [
      ...(allowed ? [] : [`resource ${group}:${kind} is not permitted in project`]),
      ...(inside ? [] : [`namespace ${metadata.namespace} is not permitted in project`]),
      ...(granted ? [] : ['is forbidden: User']),
    ];
  });
}

describe.each(OPTIONS)('a second commit with %s', (_what, shape, settings) => {
  const first = clusterOf(shape);
  const second = clusterOf(shape, settings);

  it('is refused by nothing once its own AppProject and rights are applied', () => {
    expect(refusals(first, first)).toEqual([]);
    expect(refusals(second, second)).toEqual([]);
  });

  it('where those of the first refuse it, finds the words of the refusal in the runbook, and what to apply again', () => {
    const page = clusterTree([second], new Map()).get('p/README.md') ?? '';
    const words = [...new Set(refusals(second, first))].map((one) =>
      one
        .replace(/^resource .*:.* is/, 'resource GROUP:KIND is')
        .replace(/^namespace \S+ is/, 'namespace NAME is'),
    );
    for (const word of words) expect(page).toContain(word);
    expect(page).toContain('`oc apply -k dist/p/argocd`');
  });
});

it('the options bring kinds, namespaces and rights that the first commit had not', () => {
  const all = OPTIONS.flatMap(([, shape, settings]) =>
    refusals(clusterOf(shape, settings), clusterOf(shape)),
  );
  for (const word of ['resource ', 'namespace ', 'is forbidden'])
    expect(
      all.some((one) => one.startsWith(word)),
      word,
    ).toBe(true);
});
