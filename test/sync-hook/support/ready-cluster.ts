import type { GateCluster, GateInstalledOperator } from '../../../rollout/gates/gate-cluster.ts';
import type { GateCode } from '../../../rollout/gates.ts';
import { type Loose, listAt, nameOf, set } from './loose.ts';

export const NODES = '/api/v1/nodes';
export const PODS = '/api/v1/pods';
export const VERSION = '/apis/config.openshift.io/v1/clusterversions/version';
export const KATA_CONFIGS = '/apis/kataconfiguration.openshift.io/v1/kataconfigs';
export const POOLS = '/apis/machineconfiguration.openshift.io/v1/machineconfigpools';
export const RUNTIME_CLASSES = '/apis/node.k8s.io/v1/runtimeclasses';
export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
export const OLM = '/apis/operators.coreos.com/v1alpha1/namespaces';
const MCD = 'machineconfiguration.openshift.io';

const NOW = '2026-01-02T03:04:05Z';

/** The objects of a cluster at the end of its rollout, by API path. An object that is read in two ways is one object. */
export function readyObjects(cluster: GateCluster): Record<string, Loose> {
  const pools = poolsOf(cluster);
  const kata = kataConfig(cluster);
  const byName = (path: string, objects: Loose[]) =>
    Object.fromEntries(objects.map((object) => [`${path}/${nameOf(object)}`, object]));
  return {
    [NODES]: list(nodesOf(cluster)),
    [PODS]: list([
      pod('own', 'confidential-workloads', 'kata-cc'),
      pod('plain', 'default'),
      pod('own', 'default'),
    ]),
    [VERSION]: { metadata: { name: 'version' }, status: { desired: { version: '4.21.9' } } },
    [POOLS]: list(pools),
    ...byName(POOLS, pools),
    [KATA_CONFIGS]: list([kata]),
    ...byName(KATA_CONFIGS, [kata]),
    ...byName(
      RUNTIME_CLASSES,
      cluster.runtimeClasses.map(({ name, handler }) => ({ metadata: { name }, handler })),
    ),
    ...byName(
      CRDS,
      cluster.crds.map((name) => ({
        metadata: { name },
        status: { conditions: [condition('Established', 'True')] },
      })),
    ),
    ...operators(cluster),
    ...services(cluster),
    ...verification(cluster),
  };
}

/** The same as a gate finds it: before the MachineConfigs, where G1 is, the pool does not list their marker. */
export function readyFor(code: GateCode, cluster: GateCluster): Record<string, Loose> {
  const objects = readyObjects(cluster);
  const { configuration } = (objects[`${POOLS}/${cluster.pool}`]?.['spec'] ?? {}) as Loose;
  if (code === 'G1' && configuration !== undefined)
    set(
      configuration as Loose,
      listAt(configuration as Loose, 'source').filter((source) => source['name'] !== cluster.marker),
      'source',
    );
  return objects;
}

export function list(items: unknown): Loose {
  return { metadata: { resourceVersion: '1' }, items };
}

export function condition(type: string, status: string, more: Loose = {}): Loose {
  return { type, status, lastTransitionTime: NOW, ...more };
}

export function pod(name: string, namespace: string, runtimeClassName?: string): Loose {
  return { metadata: { name, namespace }, spec: { runtimeClassName }, status: { phase: 'Running' } };
}

export function node(
  name: string,
  roles: readonly string[],
  config: string,
  labels: Loose = {},
  allocatable: Loose = {},
): Loose {
  const ofRoles = Object.fromEntries(roles.map((role) => [`node-role.kubernetes.io/${role}`, '']));
  return {
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, ...ofRoles, ...labels },
      annotations: {
        [`${MCD}/currentConfig`]: config,
        [`${MCD}/desiredConfig`]: config,
        [`${MCD}/state`]: 'Done',
      },
    },
    spec: {},
    status: { conditions: [condition('MemoryPressure', 'False'), condition('Ready', 'True')], allocatable },
  };
}

/** A node at the end of the rollout, as far as Kata, the TEE and GPUs go. */
export function kataNode(name: string, roles: readonly string[], cluster: GateCluster): Loose {
  const gpu = [
    'gpu.present',
    'gpu.deploy.vfio-manager',
    'gpu.deploy.kata-sandbox-device-plugin',
    'gpu.deploy.cc-manager',
    'cc.ready.state',
  ];
  const labels = {
    'feature.node.kubernetes.io/runtime.kata': 'true',
    [cluster.tees.label]: 'true',
    ...(cluster.gpu === 'nvidia' ? Object.fromEntries(gpu.map((key) => [`nvidia.com/${key}`, 'true'])) : {}),
    ...(cluster.gpu === 'nvidia' ? { 'nvidia.com/cc.mode.state': 'on' } : {}),
    ...(cluster.deploymentMode === 'DaemonSet'
      ? { 'kataconfiguration.openshift.io/kata-ds-rpm-install': 'installed' }
      : {}),
    ...cluster.nodeSelector,
  };
  return node(name, roles, 'rendered-new', labels, {
    cpu: '64',
    [cluster.tees.resource]: '31',
    ...(cluster.gpu === 'nvidia' ? { 'nvidia.com/pgpu': '8' } : {}),
  });
}

function nodesOf(cluster: GateCluster): Loose[] {
  const indexes = [...Array(cluster.expectedNodes).keys()];
  if (cluster.pool === 'master') {
    return indexes.map((index) =>
      kataNode(`master-${index}`, ['master', 'control-plane', 'worker'], cluster),
    );
  }
  return [
    ...[0, 1, 2].map((index) => node(`master-${index}`, ['master', 'control-plane'], 'rendered-master')),
    ...indexes.map((index) => kataNode(`worker-${index}`, ['worker', 'kata-oc'], cluster)),
    node('plain-0', ['worker'], 'rendered-worker'),
  ];
}

export function pool(name: string, machines: number, sources: readonly string[], config: string): Loose {
  const configuration = { name: config, source: sources.map((source) => ({ name: source })) };
  return {
    metadata: { name, generation: 7 },
    spec: {
      configuration: structuredClone(configuration),
      nodeSelector: { matchLabels: { [`node-role.kubernetes.io/${name}`]: '' } },
      paused: false,
    },
    status: {
      conditions: [
        condition('BuildPending', 'True', { message: 'nothing to do with it' }),
        condition('NodeDegraded', 'False', { message: 'every node is well' }),
        condition('RenderDegraded', 'False'),
        condition('Degraded', 'False'),
        condition('Updated', 'True'),
        condition('Updating', 'False'),
      ],
      configuration,
      machineCount: machines,
      updatedMachineCount: machines,
      readyMachineCount: machines,
      degradedMachineCount: 0,
      unavailableMachineCount: 0,
      observedGeneration: 7,
    },
  };
}

function poolsOf(cluster: GateCluster): Loose[] {
  const ours = [...cluster.machineConfigs, cluster.operatorMachineConfig, cluster.marker];
  if (cluster.pool === 'master') {
    const sources = ['00-master', ...ours];
    return [
      pool('master', cluster.expectedNodes, sources, 'rendered-new'),
      pool('worker', 0, [], 'rendered-worker'),
    ];
  }
  return [
    pool('master', 3, ['00-master'], 'rendered-master'),
    pool('worker', 1, ['00-worker'], 'rendered-worker'),
    pool('kata-oc', cluster.expectedNodes, ['00-worker', ...ours], 'rendered-new'),
  ];
}

function kataConfig(cluster: GateCluster): Loose {
  const count = cluster.expectedNodes;
  return {
    metadata: { name: cluster.kataConfig, creationTimestamp: NOW },
    status: {
      conditions: [condition('InProgress', 'False', { reason: '', message: '' })],
      kataNodes: { nodeCount: count, readyNodeCount: count, installed: ['worker-0'] },
      runtimeClasses: ['kata'],
      waitingForMcoToStart: false,
    },
  };
}

/** The version of an operator that somebody else has installed, in the list of its namespace. */
function theirs({ name, namespace, owns, atLeast = [9, 9, 9] }: GateInstalledOperator): [string, Loose] {
  const version = atLeast.join('.');
  return [
    `${OLM}/${namespace}/clusterserviceversions`,
    list([
      {
        metadata: { name: `${name}.v${version}`, namespace },
        spec: { version, customresourcedefinitions: { owned: [{ name: owns, kind: 'Some' }] } },
        status: { phase: 'Succeeded' },
      },
    ]),
  ];
}

function operators({
  subscriptions,
  installedOperators,
  operatorNamespace,
  webhookService,
}: GateCluster): Record<string, Loose> {
  const installed = subscriptions.flatMap(
    ({ name, namespace, csv = `${name}.v9.9.9` }): [string, Loose][] => {
      const reference = { name: `install-${name}`, namespace };
      const status = {
        installedCSV: csv,
        currentCSV: csv,
        state: 'AtLatestKnown',
        installPlanRef: reference,
      };
      return [
        [`${OLM}/${namespace}/subscriptions/${name}`, { metadata: { name, namespace }, status }],
        [
          `${OLM}/${namespace}/clusterserviceversions/${csv}`,
          { metadata: { name: csv, namespace }, status: { phase: 'Succeeded' } },
        ],
        [
          `${OLM}/${namespace}/installplans/install-${name}`,
          {
            metadata: reference,
            spec: { approval: 'Manual', approved: true, clusterServiceVersionNames: [csv] },
          },
        ],
      ];
    },
  );
  const slice = {
    metadata: { name: 'webhook-abc', labels: { 'kubernetes.io/service-name': webhookService } },
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
  };
  return {
    ...Object.fromEntries(installed),
    ...Object.fromEntries(installedOperators.map(theirs)),
    [`/apis/discovery.k8s.io/v1/namespaces/${operatorNamespace}/endpointslices`]: list([slice]),
  };
}

function services({ attestation, clusterPolicy, expectedNodes: count }: GateCluster): Record<string, Loose> {
  const apps = `/apis/apps/v1/namespaces/${attestation?.namespace}`;
  const deployment = {
    metadata: { generation: 2 },
    spec: { replicas: 1 },
    status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  };
  const daemonSet = {
    metadata: { generation: 3 },
    status: {
      observedGeneration: 3,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
    },
  };
  const plugin = { status: { desiredNumberScheduled: count, numberReady: count } };
  const paths: [string, Loose][] = [
    ...(clusterPolicy === undefined
      ? []
      : [[`/apis/nvidia.com/v1/clusterpolicies/${clusterPolicy}`, { status: { state: 'ready' } }] as const]),
    ...(attestation?.deployments ?? []).map((name) => [`${apps}/deployments/${name}`, deployment] as const),
    ...(attestation?.daemonSets ?? []).map((name) => [`${apps}/daemonsets/${name}`, daemonSet] as const),
    ...(attestation?.sgxDevicePlugins ?? []).map(
      (name) => [`/apis/deviceplugin.intel.com/v1/sgxdeviceplugins/${name}`, plugin] as const,
    ),
  ].map(([path, object]) => [path, structuredClone(object)]);
  return Object.fromEntries(paths);
}

/** The path of a Job that verifies something. */
export function verificationPath({ verification }: GateCluster, verifies: string): string {
  const job = verification?.jobs.find((one) => one.verifies === verifies);
  return `/apis/batch/v1/namespaces/${verification?.namespace}/jobs/${job?.name}`;
}

function verification(cluster: GateCluster): Record<string, Loose> {
  const jobs = (cluster.verification?.jobs ?? []).map(({ verifies }): [string, Loose] => [
    verificationPath(cluster, verifies),
    {
      metadata: {},
      status: {
        startTime: NOW,
        succeeded: 1,
        conditions: [condition('SuccessCriteriaMet', 'True'), condition('Complete', 'True')],
      },
    },
  ]);
  return Object.fromEntries(jobs);
}
