import { casesOf, type State, statusCondition, type VerdictCase } from '../support/case.ts';
import type { ClusterName } from '../support/gate-data.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { kataNode } from '../support/ready-cluster.ts';
import { unreadable } from './nodes.ts';
import { withoutPool } from './pool.ts';

const MCD = 'machineconfiguration.openshift.io';
const worker =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.node('worker-1'), value, ...path);
const ready = (value: unknown) => (state: State) =>
  set(statusCondition(state.node('worker-1'), 'Ready'), value, 'status');

/** What Kubernetes says of a node that takes no pods. */
export const UNFIT = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/out-of-service',
  'node.kubernetes.io/unschedulable',
  'node.kubernetes.io/network-unavailable',
  'node.kubernetes.io/disk-pressure',
  'node.cloudprovider.kubernetes.io/uninitialized',
];
const tainted = (key: string) => (state: State) =>
  listAt(state.node('worker-1'), 'spec', 'taints').push({ key, effect: 'NoExecute' });

/** Nodes that nothing can run on. */
export function unusable(id: string, cluster: ClusterName): VerdictCase[] {
  const make = casesOf(id, cluster);
  return [
    ...unreadable(id, cluster),
    make.ok('every node', () => {}),
    make.ok('a node that tells that it is not cordoned', worker(false, 'spec', 'unschedulable')),
    ...['False', 'Unknown', undefined, true].map((value) =>
      make.wait(`Ready ${value}`, ready(value), 'not Ready: worker-1'),
    ),
    make.wait('no conditions', worker(null, 'status'), 'not Ready: worker-1'),
    make.wait('cordoned', worker(true, 'spec', 'unschedulable'), 'cordoned: worker-1'),
    make.wait('cordoned by text', worker('true', 'spec', 'unschedulable'), 'cordoned: worker-1'),
    make.wait(
      'being deleted',
      worker('2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
      'being deleted: worker-1',
    ),
    ...UNFIT.map((key) =>
      make.wait(`taint ${key}`, tainted(key), `tainted by Kubernetes: worker-1 (${key})`),
    ),
    make.wait('taints that are none', worker('x', 'spec', 'taints'), 'worker-1 ((no list))'),
    ...['example.com/team', 'node.kubernetes.io/memory-pressure', 'node-role.kubernetes.io/infra'].map(
      (key) => make.ok(`taint ${key}, which is for a purpose or harmless`, tainted(key)),
    ),
    make.ok('no taints', worker(undefined, 'spec', 'taints')),
    make.wait(
      'too few',
      worker(undefined, 'metadata', 'labels', 'node-role.kubernetes.io/kata-oc'),
      '2 of 3 nodes are in pool kata-oc: worker-0, worker-2',
    ),
  ];
}

const nodes = casesOf('pool-nodes', 'tdx');
const annotations = (key: string, words: string): VerdictCase[] =>
  ['rendered-old', '', undefined, true].map((value) =>
    nodes.wait(
      `${key} ${value}`,
      worker(value, 'metadata', 'annotations', `${MCD}/${key}`),
      words,
      'worker-1',
    ),
  );
const poolNodes: VerdictCase[] = [
  ...withoutPool('pool-nodes'),
  ...unusable('pool-nodes', 'tdx'),
  ...annotations('desiredConfig', 'not told yet'),
  ...annotations('currentConfig', 'not yet on the newest'),
  ...['Working', 'Rebooting', 'Degraded', 'Unreconcilable', '', undefined].map((value) =>
    nodes.wait(
      `state ${value}`,
      worker(value, 'metadata', 'annotations', `${MCD}/state`),
      'not done',
      'worker-1',
    ),
  ),
  nodes.ok('an image of its own that is there', (state) => {
    worker('image-new', 'metadata', 'annotations', `${MCD}/currentImage`)(state);
    worker('image-new', 'metadata', 'annotations', `${MCD}/desiredImage`)(state);
  }),
  nodes.ok(
    'an image of its own that is given up',
    worker('', 'metadata', 'annotations', `${MCD}/desiredImage`),
  ),
  nodes.wait(
    'an image of its own that is not there yet',
    worker('image-new', 'metadata', 'annotations', `${MCD}/desiredImage`),
    'not yet on the newest image: worker-1',
  ),
  nodes.wait('no annotations', worker(null, 'metadata', 'annotations'), 'worker-1'),
  nodes.wait(
    'no configuration to compare with',
    (state) => {
      set(state.pool(), '', 'spec', 'configuration', 'name');
      for (const node of state.nodes) {
        for (const key of ['desiredConfig', 'currentConfig']) {
          set(node, '', 'metadata', 'annotations', `${MCD}/${key}`);
        }
      }
    },
    'worker-0, worker-1, worker-2',
  ),
  nodes.wait(
    'a node that the pool does not count yet',
    (state) => state.nodes.push(kataNode('worker-9', ['worker', 'kata-oc'], DATA.tdx.cluster)),
    '4 nodes, but the pool counts 3',
  ),
  nodes.wait(
    'a pool that counts nothing',
    (state) => set(state.pool(), null, 'status'),
    'the pool counts None',
  ),
  nodes.ok('workers of another pool do not matter', (state) =>
    set(state.node('plain-0'), 'Working', 'metadata', 'annotations', `${MCD}/state`),
  ),
];

const installed = casesOf('nodes-installed', 'daemonset');
const INSTALLED = 'kataconfiguration.openshift.io/kata-ds-rpm-install';
const installedNodes: VerdictCase[] = [
  ...unusable('nodes-installed', 'daemonset'),
  ...['waiting_to_install', 'installing', 'waiting_for_reboot', '', undefined].map((value) =>
    installed.wait(`state ${value}`, worker(value, 'metadata', 'labels', INSTALLED), 'worker-1'),
  ),
  installed.ok('a control plane node counts too, where there is no pool', (state) => {
    set(state.node('worker-1'), '', 'metadata', 'labels', 'node-role.kubernetes.io/master');
  }),
];

export const poolNodeCases = [...poolNodes, ...installedNodes];
