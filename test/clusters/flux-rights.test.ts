import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, it } from 'vitest';
import { allObjects } from '../../render/rendered-cluster.ts';
import { SHAPES, shapeName } from '../support/shapes.ts';
import { clusterOf, ofKind, syncedObjects } from './support/clusters.ts';
import { allows, type Request, requestFor, rightsIn, rulesOf } from './support/rbac.ts';

const GITOPS = {
  repository: 'https://git.example.com/a.git',
  engines: ['flux'],
  flux: { serviceAccountName: 'applier' },
};
const ACCOUNT = { name: 'applier', namespace: 'flux-system' };

/** Every shape, and the options that bring other kinds. */
const CLUSTERS = [
  ...SHAPES.map((shape) => ({ name: shapeName(shape), cluster: clusterOf(shape, { gitops: GITOPS }) })),
  {
    name: 'tdx nvidia multi-node, with all that can be asked for',
    cluster: clusterOf(
      { tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' },
      {
        gitops: GITOPS,
        verification: {},
        pccs: {
          storage: { type: 'persistent-volume-claim' },
          secrets: { source: 'external-secrets', store: { name: 'vault' } },
          tls: { source: 'cert-manager', issuer: { name: 'platform-ca' } },
          backup: {},
        },
        operators: {
          nodeFeatureDiscovery: { approval: 'Manual', startingCSV: 'nfd.4.21.0-202603101234' },
          sandboxedContainers: { approval: 'Manual' },
        },
      },
    ),
  },
];
type Cluster = (typeof CLUSTERS)[number]['cluster'];

/** As the API server has it, with objects that may be anything. */
const cel = new Environment({ unlistedVariablesAreDyn: true });

interface Policy {
  readonly matchConditions: readonly { readonly expression: string }[];
  readonly validations: readonly { readonly expression: string }[];
}

interface Kustomization {
  readonly path: string;
  readonly prune: boolean;
  readonly serviceAccountName?: string;
  readonly healthChecks?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
}

function kustomizations(cluster: Cluster): Kustomization[] {
  return ofKind(cluster.flux?.objects ?? [], 'Kustomization').map(
    (object) => object['spec'] as Kustomization,
  );
}

/** The objects below the path of a Kustomization. */
function appliedBy(cluster: Cluster, { path }: Kustomization) {
  const folder = path.split('/').at(-1);
  if (folder === 'flux') return cluster.flux?.objects ?? [];
  const own = path.includes('/flux/gates/')
    ? cluster.flux?.gates.find((gate) => gate.folder === folder)?.objects
    : cluster.steps.find(({ step }) => step.folder === folder)?.objects;
  return own ?? [];
}

/** What kustomize-controller asks of the API with the account. */
function requestsOf(cluster: Cluster): Request[] {
  return kustomizations(cluster).flatMap((kustomization) => [
    ...appliedBy(cluster, kustomization).flatMap((object) => [
      // The root never has cause to delete the repository that it is in.
      ...[
        'get',
        'create',
        'patch',
        ...(kustomization.prune && object.kind !== 'GitRepository' ? ['delete'] : []),
      ].map((verb) => requestFor(verb, object)),
      ...(/^(Cluster)?Role$/.test(object.kind) ? [requestFor('escalate', object)] : []),
      ...(/^(Cluster)?RoleBinding$/.test(object.kind) ? [bindOf(object)] : []),
    ]),
    ...(kustomization.healthChecks ?? []).flatMap(({ apiVersion, kind, name, namespace }) => [
      requestFor('get', {
        apiVersion,
        kind,
        metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      }),
      ...(kind === 'Deployment'
        ? [
            { verb: 'list', group: 'apps', resource: 'replicasets', namespace },
            { verb: 'list', group: '', resource: 'pods', namespace },
          ]
        : []),
    ]),
  ]);
}

function bindOf(binding: {
  readonly metadata: { readonly namespace?: string };
  readonly [field: string]: unknown;
}): Request {
  const { kind, name } = binding['roleRef'] as { readonly kind: string; readonly name: string };
  const resource = kind === 'Role' ? 'roles' : 'clusterroles';
  const { namespace } = kind === 'Role' ? binding.metadata : { namespace: undefined };
  return { verb: 'bind', group: 'rbac.authorization.k8s.io', resource, namespace, name };
}

describe.each(CLUSTERS)('the account of Flux for $name', ({ cluster }) => {
  const access = cluster.flux?.access ?? [];
  const rules = rulesOf(access, ACCOUNT);
  const requests = requestsOf(cluster);

  it('is what every Kustomization applies with', () => {
    const names = kustomizations(cluster).map(({ serviceAccountName }) => serviceAccountName);
    expect(new Set(names)).toEqual(new Set(['applier']));
    expect(ofKind(access, 'ServiceAccount').map(({ metadata }) => metadata)).toEqual([ACCOUNT]);
  });

  it('has every right that its Kustomizations use', () => {
    expect(requests.length).toBeGreaterThan(100);
    expect(requests.filter((request) => !rules.some((rule) => allows(rule, request)))).toEqual([]);
  });

  it('has no right that none of them uses', () => {
    const unused = rightsIn(rules).filter(
      (right) =>
        !requests.some(
          ({ verb, group, resource, namespace, name }) =>
            verb === right.verb &&
            group === right.group &&
            resource === right.resource &&
            namespace === right.namespace &&
            (right.name === undefined || right.name === name),
        ),
    );
    expect(unused).toEqual([]);
  });

  it('reads no Secret, and gives itself nothing', () => {
    const others: Request[] = [
      { verb: 'get', group: '', resource: 'secrets', namespace: 'intel-dcap', name: 'pccs-secrets' },
      { verb: 'list', group: '', resource: 'secrets', namespace: 'flux-system' },
      { verb: 'patch', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: 'coco-p-flux' },
      { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: 'coco-p-flux' },
      { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: 'cluster-admin' },
      {
        verb: 'patch',
        group: 'kustomize.toolkit.fluxcd.io',
        resource: 'kustomizations',
        namespace: 'apps',
        name: 'coco-p',
      },
      {
        verb: 'delete',
        group: 'source.toolkit.fluxcd.io',
        resource: 'gitrepositories',
        namespace: 'flux-system',
        name: 'coco-p',
      },
      { verb: 'delete', group: '', resource: 'namespaces', name: 'default' },
      { verb: 'create', group: '', resource: 'pods', namespace: 'kube-system' },
    ];
    expect(others.filter((request) => rules.some((rule) => allows(rule, request)))).toEqual([]);
  });

  it('writes no Kustomization but those of this rollout, each applied with the account itself', () => {
    const [policy] = ofKind(access, 'ValidatingAdmissionPolicy').map((object) => object['spec'] as Policy);
    expect(policy?.matchConditions.map(({ expression }) => expression)).toEqual([
      "request.userInfo.username == 'system:serviceaccount:flux-system:applier'",
    ]);
    const allowed = (operation: string, object: object | null, oldObject: object | null) =>
      policy?.validations.every(({ expression }) => {
        try {
          return cel.evaluate(expression, { request: { operation }, object, oldObject }) === true;
        } catch {
          return false;
        }
      });
    const own = ofKind(cluster.flux?.objects ?? [], 'Kustomization');
    for (const object of own) {
      expect(allowed('CREATE', object, null)).toBe(true);
      expect(allowed('UPDATE', object, object)).toBe(true);
      expect(allowed('DELETE', null, object)).toBe(true);
      const { serviceAccountName: _none, ...spec } = object['spec'] as Record<string, unknown>;
      const others = [
        { ...object, spec },
        { ...object, spec: { ...spec, serviceAccountName: '' } },
        { ...object, spec: { ...spec, serviceAccountName: 'kustomize-controller' } },
        {
          ...object,
          spec: { ...spec, serviceAccountName: 'applier', kubeConfig: { secretRef: { name: 'x' } } },
        },
        ...['apps', 'coco', 'coco-q', 'coco-px'].map((name) => ({
          ...object,
          metadata: { ...object.metadata, name },
        })),
      ];
      for (const other of others) {
        expect(allowed('CREATE', other, null), JSON.stringify(other)).toBe(false);
        expect(allowed('UPDATE', other, object), JSON.stringify(other)).toBe(false);
      }
    }
    expect(allowed('DELETE', null, { metadata: { name: 'apps' }, spec: {} })).toBe(false);
  });

  it('is in nothing that Flux itself applies', () => {
    const own = access.filter(({ kind }) => kind !== 'Namespace');
    const applied = [...syncedObjects(cluster), ...(cluster.flux?.objects ?? [])];
    expect(own.filter((object) => applied.includes(object))).toEqual([]);
    expect(allObjects(cluster)).toEqual(expect.arrayContaining([...own]));
  });
});

it('the rights of one commit are enough for the next, when no kind, no namespace and no name of a cluster comes new', () => {
  const shape = { tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' } as const;
  const commit = (expected: number, image: string) =>
    clusterOf(shape, {
      gitops: GITOPS,
      nodes: { expected },
      verification: {},
      workloads: [
        { name: `app-${expected}`, image: `registry.example.com/${image}@sha256:${'0'.repeat(64)}` },
      ],
    });
  const rules = rulesOf(commit(3, 'one').flux?.access ?? [], ACCOUNT);
  const requests = requestsOf(commit(4, 'two'));
  expect(requests.filter((request) => !rules.some((rule) => allows(rule, request)))).toEqual([]);
});

it('without the setting there is no account, and none is named', () => {
  const cluster = clusterOf({ tee: 'tdx', gpu: 'none', topology: 'compact' });
  expect(cluster.flux?.access).toEqual([]);
  expect(kustomizations(cluster).filter((spec) => 'serviceAccountName' in spec)).toEqual([]);
});
