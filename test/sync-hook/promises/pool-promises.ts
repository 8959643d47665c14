import { UNFIT } from '../cases/pool-nodes.ts';
import { at, type Loose, listAt } from '../support/loose.ts';
import { KATA_CONFIGS, NODES, POOLS } from '../support/ready-cluster.ts';
import {
  conditionAt,
  DELETING,
  type Edits,
  each,
  named,
  odd,
  poolNodes,
  poolOf,
  type World,
} from './places.ts';

/** A field that a condition rests on, and states of a cluster in which it alone is wrong. */
export interface Promised {
  /** Ids of the conditions. */
  readonly ids: readonly string[];
  /** Which objects, in words. */
  readonly objects: string;
  readonly field: string;
  readonly must: string;
  readonly wrong: (world: World) => readonly Edits[];
}

const MCD = 'machineconfiguration.openshift.io/';
export const GONE = 'is not there: what is being deleted does not count';
const TAKING = ['pool-nodes', 'nodes-offer-tee'];
const POOL = 'MachineConfigPool of Kata';
const NODE = 'Node of the pool, each';

export const label = (key: string) => ['metadata', 'labels', key];
const annotation = (key: string) => ['metadata', 'annotations', MCD + key];
export const deletion = ['metadata', 'deletionTimestamp'];

function ofPool(field: string, must: string, values: readonly unknown[], ...ids: string[]): Promised {
  const wrong = (world: World) => each(poolOf(world), field.split('.'), values);
  return { ids, objects: POOL, field, must, wrong };
}

function ofNode(
  keys: (world: World) => readonly string[],
  field: string,
  must: string,
  values: readonly unknown[],
  ...ids: string[]
): Promised {
  return { ids, objects: NODE, field, must, wrong: (world) => each(poolNodes(world), keys(world), values) };
}

function poolCondition(type: string, must: string, values: readonly unknown[], ...ids: string[]): Promised {
  return {
    ids,
    objects: POOL,
    field: `status.conditions[${type}].status`,
    must,
    wrong: (world) => {
      const index = conditionAt(world, `${POOLS}/${world.cluster.pool}`, type);
      return each(poolOf(world), ['status', 'conditions', index, 'status'], values);
    },
  };
}

const kataPath = ({ cluster }: World) => `${KATA_CONFIGS}/${cluster.kataConfig}`;
const ofKata = (field: string, must: string, values: readonly unknown[], ...ids: string[]): Promised => ({
  ids,
  objects: 'KataConfig',
  field,
  must,
  wrong: (world) => each(named(kataPath(world)), field.split('.'), values),
});
/** Of the pool that runs Kata, its nodes, and KataConfig. */
export const POOL_PROMISES: readonly Promised[] = [
  ofPool('metadata.deletionTimestamp', GONE, DELETING, 'pool-spec'),
  ofPool('spec.nodeSelector', 'matches the Nodes of the role of the pool, and no others', odd(), 'pool-spec'),
  ofPool('spec.machineConfigSelector', 'matches MachineConfigs of that role', ['', 'x', {}, []], 'pool-spec'),
  ofPool(
    'spec.configuration.source',
    'has our MachineConfigs, that of the operator, and the marker',
    odd(),
    'pool-rendered',
  ),
  ofPool(
    'spec.configuration.name',
    'is what the Nodes run',
    odd('rendered-next'),
    'pool-updated',
    'pool-nodes',
  ),
  ofPool('status.configuration.name', 'is spec.configuration.name', odd('rendered-old'), 'pool-updated'),
  ofPool('status.configuration.source', 'is that of spec', odd(), 'pool-updated'),
  ofPool('metadata.generation', 'is status.observedGeneration', odd(6, 8, '7', 7.5), 'pool-updated'),
  ofPool('status.observedGeneration', 'is metadata.generation', odd(6, 8, '7'), 'pool-updated'),
  ofPool(
    'status.machineCount',
    'is the number of Nodes, and at least nodes.expected',
    odd(0, 99),
    'pool-updated',
    'pool-nodes',
  ),
  ofPool('status.updatedMachineCount', 'is status.machineCount', odd(0, 99), 'pool-updated'),
  ofPool('status.readyMachineCount', 'is status.machineCount', odd(0, 99), 'pool-updated'),
  ofPool('status.degradedMachineCount', 'is 0', odd(1), 'pool-updated'),
  ofPool('status.unavailableMachineCount', 'is 0', odd(1), 'pool-updated'),
  poolCondition('Updated', 'is True', odd('False', 'Unknown', true), 'pool-updated'),
  poolCondition('Updating', 'is False', odd('True', 'Unknown', false), 'pool-updated'),
  poolCondition('Degraded', 'is False', odd('True', 'Unknown', false), 'pool-not-degraded'),
  poolCondition('RenderDegraded', 'is not there, or False', ['True', 'Unknown', ''], 'pool-not-degraded'),
  poolCondition('NodeDegraded', 'is not there, or False', ['True', 'Unknown', ''], 'pool-not-degraded'),
  ofNode(() => deletion, 'metadata.deletionTimestamp', GONE, DELETING, 'right-nodes', ...TAKING),
  ofNode(
    () => ['spec', 'unschedulable'],
    'spec.unschedulable',
    'is not there, or false',
    ['true', true, 1, {}],
    ...TAKING,
  ),
  ofNode(
    () => ['spec', 'taints'],
    'spec.taints',
    'are none by which Kubernetes says that a node takes no pods',
    ['x', {}, 1, ...UNFIT.flatMap((key) => ['NoSchedule', 'NoExecute'].map((effect) => [{ key, effect }]))],
    ...TAKING,
  ),
  ofNode(() => ['status', 'conditions'], 'status.conditions[Ready]', 'is True', odd(), ...TAKING),
  {
    ids: TAKING,
    objects: NODE,
    field: 'status.conditions[Ready].status',
    must: 'is True',
    wrong: (world) =>
      each(poolNodes(world), ['status', 'conditions', 1, 'status'], odd('False', 'Unknown', true)),
  },
  ofNode(
    () => annotation('desiredConfig'),
    `annotation ${MCD}desiredConfig`,
    'is the configuration of the pool',
    odd('rendered-old'),
    'pool-nodes',
  ),
  ofNode(
    () => annotation('currentConfig'),
    `annotation ${MCD}currentConfig`,
    'is the configuration of the pool',
    odd('rendered-old'),
    'pool-nodes',
  ),
  ofNode(
    () => annotation('state'),
    `annotation ${MCD}state`,
    'is Done',
    odd('Working', 'Degraded', 'Rebooting'),
    'pool-nodes',
  ),
  ofNode(
    () => annotation('desiredImage'),
    `annotation ${MCD}desiredImage`,
    'is currentImage',
    ['image', 'x'],
    'pool-nodes',
  ),
  ofNode(
    () => label('feature.node.kubernetes.io/runtime.kata'),
    'label runtime.kata',
    'is true',
    odd('false', true),
    'right-nodes',
  ),
  ofNode(
    ({ cluster }) => label(cluster.tees.label),
    'label of the TEE',
    'is true',
    odd('false', true),
    'nodes-offer-tee',
  ),
  ofNode(
    ({ cluster }) => ['status', 'allocatable', cluster.tees.resource],
    'status.allocatable of the TEE',
    'is at least 1',
    odd('0', '0k', '500m'),
    'nodes-offer-tee',
  ),
  {
    ids: ['right-nodes'],
    objects: 'Node that is selected and able, each',
    field: 'label of the pool',
    must: 'is there',
    wrong: (world) => {
      const items = listAt(world.objects[NODES], 'items');
      const like = structuredClone(
        items.find((node) => 'node-role.kubernetes.io/kata-oc' in (at(node, 'metadata', 'labels') as Loose)),
      );
      if (like === undefined) return [];
      const labels = at(like, 'metadata', 'labels') as Loose;
      delete labels['node-role.kubernetes.io/kata-oc'];
      Object.assign(like['metadata'] as Loose, { name: 'worker-new' });
      return [[{ path: NODES, keys: ['items'], value: [...items, like] }]];
    },
  },
  ofKata('metadata.deletionTimestamp', GONE, DELETING, 'kata-config-installed', 'kata-config-started'),
  ofKata('status.conditions', 'InProgress is False, without a reason', odd(), 'kata-config-installed'),
  ofKata(
    'status.kataNodes.nodeCount',
    'is the number of Nodes of the pool',
    odd(0, 99),
    'kata-config-installed',
  ),
  ofKata('status.kataNodes.readyNodeCount', 'is the same', odd(0, 99), 'kata-config-installed'),
  ofKata('status.kataNodes.installing', 'is empty', [['worker-0']], 'kata-config-installed'),
  ofKata('status.kataNodes.waitingToInstall', 'is empty', [['worker-0']], 'kata-config-installed'),
  ofKata(
    'status.kataNodes.failedToInstall',
    'is empty',
    [['worker-0']],
    'kata-config-installed',
    'kata-config-not-failed',
  ),
  ofKata('status.waitingForMcoToStart', 'is not true', [true], 'kata-config-installed'),
];
