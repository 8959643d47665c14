import type { GateCluster } from '../../../rollout/gates/gate-cluster.ts';
import type { Loose } from './loose.ts';
import { condition } from './ready-parts.ts';

const MCD = 'machineconfiguration.openshift.io';

/** Taints for a purpose, as people and installers set them. */
const OWN_TAINT = { key: 'example.com/dedicated', value: 'kata', effect: 'PreferNoSchedule' };
const CONTROL_PLANE_TAINT = { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' };

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
    spec: roles.includes('worker') ? { taints: [OWN_TAINT] } : { taints: [OWN_TAINT, CONTROL_PLANE_TAINT] },
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

export function nodesOf(cluster: GateCluster): Loose[] {
  const indexes = [...Array(cluster.expectedNodes).keys()];
  if (cluster.pool === 'master') {
    return indexes.map((index) =>
      kataNode(`master-${index}`, ['master', 'control-plane', 'worker'], cluster),
    );
  }
  return [
    ...[0, 1, 2].map((index) => node(`master-${index}`, ['master', 'control-plane'], 'rendered-master')),
    ...indexes.map((index) => kataNode(`worker-${index}`, ['worker', 'kata-oc'], cluster)),
    // A worker that is not to run Kata; where every worker is, there is none.
    ...(cluster.checkNodeEligibility ? [node('plain-0', ['worker'], 'rendered-worker')] : []),
  ];
}

export function pool(name: string, machines: number, sources: readonly string[], config: string): Loose {
  const configuration = { name: config, source: sources.map((source) => ({ name: source })) };
  return {
    metadata: { name, generation: 7 },
    spec: {
      configuration: structuredClone(configuration),
      machineConfigSelector: {
        matchExpressions: [
          {
            key: `${MCD}/role`,
            operator: 'In',
            values: name === 'master' ? ['master'] : ['worker', name],
          },
        ],
      },
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

export function poolsOf(cluster: GateCluster): Loose[] {
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
    pool('worker', cluster.checkNodeEligibility ? 1 : 0, ['00-worker'], 'rendered-worker'),
    pool('kata-oc', cluster.expectedNodes, ['00-worker', ...ours], 'rendered-new'),
  ];
}
