import { at, listAt } from '../support/loose.ts';
import { CRDS, OLM, POOLS, RUNTIME_CLASSES, VERSION } from '../support/ready-cluster.ts';
import { appliedPath } from '../support/served.ts';
import { contentOf } from './content.ts';
import { DELETING, type Edits, each, named, odd, poolNodes, type World } from './places.ts';
import { deletion, GONE, label, POOL_PROMISES, type Promised } from './pool-promises.ts';

const classes = ({ cluster }: World) =>
  named(...cluster.runtimeClasses.map(({ name }) => `${RUNTIME_CLASSES}/${name}`));
const definitions = ({ cluster }: World) => named(...cluster.crds.map((crd) => `${CRDS}/${crd}`));
const csvs = ({ cluster, objects }: World) =>
  cluster.subscriptions.map(({ namespace, name }) => {
    const installed = at(objects[`${OLM}/${namespace}/subscriptions/${name}`], 'status', 'installedCSV');
    return `${OLM}/${namespace}/clusterserviceversions/${installed}`;
  });
const apps = ({ cluster: { attestation } }: World, resource: string, names: readonly string[] = []) =>
  named(...names.map((name) => `/apis/apps/v1/namespaces/${attestation?.namespace}/${resource}/${name}`));

/** Of all gates. The generator and docs/gates.md are made of it. */
export const PROMISES: readonly Promised[] = [
  {
    ids: ['openshift-version'],
    objects: 'ClusterVersion',
    field: 'status.history',
    must: 'its first entry that is Completed is of a supported version, and no pre-release of the smallest',
    wrong: () => [
      ...each(named(VERSION), ['status', 'history']),
      ...each(
        named(VERSION),
        ['status', 'history', 1],
        ['4.18.40', '4.19.27', '4.21.9-rc.1', '4.9.0', '3.11.0', '', 4, null].map((version) => ({
          state: 'Completed',
          version,
        })),
      ),
    ],
  },
  {
    ids: ['operators-installed'],
    objects: 'ClusterServiceVersion',
    field: 'status.phase',
    must: 'is Succeeded',
    wrong: (world) =>
      each(named(...csvs(world)), ['status', 'phase'], odd('Replacing', 'Deleting', 'Failed', 'Installing')),
  },
  {
    ids: ['operators-installed'],
    objects: 'ClusterServiceVersion',
    field: 'metadata.deletionTimestamp',
    must: GONE,
    wrong: (world) => each(named(...csvs(world)), deletion, DELETING),
  },
  {
    ids: ['operators-installed'],
    objects: 'Subscription',
    field: 'status.installedCSV, status.currentCSV',
    must: 'is a version that is there, and no other one is being installed',
    wrong: ({ cluster }) => {
      const found = named(
        ...cluster.subscriptions.map(({ namespace, name }) => `${OLM}/${namespace}/subscriptions/${name}`),
      );
      return [
        ...each(found, ['status', 'installedCSV'], odd('other.v0.0.1')),
        ...each(found, ['status', 'currentCSV'], ['other.v99.0.0']),
      ];
    },
  },
  {
    ids: ['crds-established'],
    objects: 'CustomResourceDefinition',
    field: 'metadata.deletionTimestamp; status.conditions',
    must: 'is not there; Established and NamesAccepted are True, Terminating is not',
    wrong: (world) => [
      ...each(definitions(world), deletion, DELETING),
      ...each(definitions(world), ['status', 'conditions']),
      ...each(definitions(world), ['status', 'conditions', 0, 'status'], ['False', 'Unknown', true]),
      ...each(definitions(world), ['status', 'conditions', 1, 'status'], odd('False', 'Unknown', true)),
    ],
  },
  {
    ids: ['nodes-in-one-pool'],
    objects: 'MachineConfigPool, each other one',
    field: 'spec.nodeSelector',
    must: 'matches no Node that is selected for Kata',
    wrong: (world) =>
      world.cluster.pool === 'master'
        ? []
        : ['In', 'Exists'].map((operator) => {
            const key = 'node-role.kubernetes.io/worker';
            const nodeSelector = { matchExpressions: [{ key, operator, values: [''] }] };
            const items = [
              ...listAt(world.objects[POOLS], 'items'),
              { metadata: { name: 'gpu' }, spec: { nodeSelector } },
            ];
            return [{ path: POOLS, keys: ['items'], value: items }];
          }),
  },
  {
    ids: ['pools-fit-topology'],
    objects: 'MachineConfigPools, all',
    field: 'metadata.name',
    must: 'are master and worker alone, where control plane nodes work',
    wrong: (world) => {
      const items = [...listAt(world.objects[POOLS], 'items'), { metadata: { name: 'infra' }, spec: {} }];
      return world.cluster.pool === 'master' ? [[{ path: POOLS, keys: ['items'], value: items }]] : [];
    },
  },
  ...POOL_PROMISES,
  {
    ids: ['runtime-classes'],
    objects: 'RuntimeClass',
    field: 'metadata.deletionTimestamp; handler; scheduling.nodeSelector; overhead.podFixed',
    must: 'is not there; is that of the TEE; matches a Node of the pool that takes pods; is what it has to give',
    wrong: (world) => [
      ...each(classes(world), deletion, DELETING),
      ...each(classes(world), ['handler'], odd('kata', 'runc', 'kata-remote')),
      ...each(classes(world), ['scheduling', 'nodeSelector'], ['x', 1, ['x'], { no: 'where' }]),
      ...each(classes(world), ['overhead', 'podFixed'], [{ 'example.com/none': '1' }]),
    ],
  },
  {
    ids: ['gpu-policy-ready'],
    objects: 'ClusterPolicy',
    field: 'status.state',
    must: 'is ready',
    wrong: ({ cluster: { clusterPolicy: name } }) =>
      each(
        named(...(name === undefined ? [] : [`/apis/nvidia.com/v1/clusterpolicies/${name}`])),
        ['status', 'state'],
        odd('notReady'),
      ),
  },
  ...[
    'gpu.present',
    'gpu.deploy.vfio-manager',
    'gpu.deploy.cc-manager',
    'cc.mode.state',
    'cc.ready.state',
  ].map(
    (key): Promised => ({
      ids: ['gpus-confidential'],
      objects: 'Node of the pool with GPUs, each',
      field: `label nvidia.com/${key}`,
      must: 'is that of a GPU in confidential mode, which is given to Kata',
      wrong: (world) =>
        world.cluster.gpu === 'none'
          ? []
          : each(poolNodes(world), label(`nvidia.com/${key}`), odd('false', 'off')),
    }),
  ),
  {
    ids: ['gpus-allocatable'],
    objects: 'Node of the pool with GPUs, each',
    field: 'status.allocatable[nvidia.com/pgpu]',
    must: 'is at least 1',
    wrong: (world) =>
      world.cluster.gpu === 'none'
        ? []
        : each(poolNodes(world), ['status', 'allocatable', 'nvidia.com/pgpu'], odd('0')),
  },
  ...['replicas', 'updatedReplicas', 'availableReplicas', 'observedGeneration'].map(
    (key): Promised => ({
      ids: ['deployments-available'],
      objects: 'Deployment of the attestation services',
      field: `status.${key}`,
      must: key === 'observedGeneration' ? 'is metadata.generation' : 'is spec.replicas',
      wrong: (world) =>
        each(apps(world, 'deployments', world.cluster.attestation?.deployments), ['status', key], odd(0, 9)),
    }),
  ),
  ...['desiredNumberScheduled', 'updatedNumberScheduled', 'numberAvailable', 'observedGeneration'].map(
    (key): Promised => ({
      ids: ['daemon-sets-available'],
      objects: 'DaemonSet of the attestation services',
      field: `status.${key}`,
      must:
        key === 'observedGeneration' ? 'is metadata.generation' : 'is at least the number of Nodes with TDX',
      wrong: (world) =>
        each(apps(world, 'daemonsets', world.cluster.attestation?.daemonSets), ['status', key], odd(0, 99)),
    }),
  ),
  {
    ids: ['*-as-in-git'],
    objects:
      'each object of Git that a gate rests on: Subscription, OperatorGroup, NodeFeatureDiscovery, NodeFeatureRule, KataConfig, ClusterPolicy, ConfigMap osc-feature-gates, Deployment, DaemonSet, Service, SgxDevicePlugin, Job',
    field: 'spec or data, each field of it; metadata.deletionTimestamp; status.observedGeneration',
    must: 'is as in Git, after the defaults of the server; KataConfig, OperatorGroup, NodeFeatureRule and osc-feature-gates have nothing more; is not there; is metadata.generation',
    wrong: () => [],
  },
];

/** Every leaf of every object of Git, wrong alone. */
export function contentStates(world: World): { readonly id: string; readonly edits: Edits }[] {
  return Object.entries(world.cluster.applied).flatMap(([subject, objects]) =>
    objects.flatMap((wanted) => {
      const path = appliedPath(wanted);
      const states = [
        ...each(named(path), deletion, DELETING),
        ...each(named(path), ['status'], [{ observedGeneration: 99 }]),
        ...contentOf(wanted, path),
      ];
      return states.map((edits) => ({ id: `${subject}-as-in-git`, edits }));
    }),
  );
}
