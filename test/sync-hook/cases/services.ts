import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { objectAt, set } from '../support/loose.ts';
import { unreadable } from './nodes.ts';

const POLICY = '/apis/nvidia.com/v1/clusterpolicies/gpu-cluster-policy';
const policy = casesOf('gpu-policy-ready', 'gpu');
const policyCases: VerdictCase[] = [
  policy.ok('ready', () => {}),
  policy.wait('none', (state) => state.remove(POLICY), 'no ClusterPolicy gpu-cluster-policy'),
  ...(
    [
      ['notReady', 'State notReady'],
      ['ignored', 'Ignored'],
      ['', 'State '],
      [undefined, 'No state yet'],
      [null, 'No state yet'],
      [true, 'State unknown'],
    ] as const
  ).map(([value, seen]) =>
    policy.wait(`state ${value}`, (state) => set(state.get(POLICY), value, 'status', 'state'), seen),
  ),
  policy.wait('no status', (state) => set(state.get(POLICY), null, 'status'), 'No state yet'),
];

const label = (key: string, value: unknown) => (state: State) =>
  set(state.node('worker-1'), value, 'metadata', 'labels', key);
const PCI = 'feature.node.kubernetes.io/pci-10de.present';
/** What the operator takes away from a node that has no GPU any more. */
const withoutGpu = (name: string) => (state: State) => {
  const labels = objectAt(state.node(name), 'metadata', 'labels');
  for (const key of Object.keys(labels)) if (key.startsWith('nvidia.com/gpu.')) delete labels[key];
  set(state.node(name), '0', 'status', 'allocatable', 'nvidia.com/pgpu');
};
const noGpus = (state: State) => {
  for (const name of ['worker-0', 'worker-1', 'worker-2']) withoutGpu(name)(state);
};

const confidential = casesOf('gpus-confidential', 'gpu');
const WANTED = {
  'gpu.deploy.vfio-manager': 'true',
  'gpu.deploy.kata-sandbox-device-plugin': 'true',
  'gpu.deploy.cc-manager': 'true',
  'cc.mode.state': 'on',
  'cc.ready.state': 'true',
};
const confidentialCases: VerdictCase[] = [
  ...unreadable('gpus-confidential', 'gpu'),
  confidential.ok('every GPU', () => {}),
  confidential.ok('a node without GPUs', withoutGpu('worker-1')),
  confidential.wait(
    'a GPU that has lost its label alone',
    label('nvidia.com/gpu.present', undefined),
    'without label nvidia.com/gpu.present=true: worker-1',
  ),
  confidential.wait(
    'a GPU that has lost all labels, and is allocatable',
    (state) => {
      withoutGpu('worker-1')(state);
      set(state.node('worker-1'), '8', 'status', 'allocatable', 'nvidia.com/pgpu');
    },
    'without label nvidia.com/gpu.present=true: worker-1',
  ),
  confidential.wait('no GPUs', noGpus, 'no node of pool kata-oc has a GPU'),
  confidential.wait(
    'a GPU that the operator has not found yet',
    (state) => {
      label('nvidia.com/gpu.present', undefined)(state);
      label(PCI, 'true')(state);
    },
    'without label nvidia.com/gpu.present=true: worker-1',
  ),
  ...Object.entries(WANTED).flatMap(([key, value]) =>
    ['off', 'false', undefined].map((other) =>
      confidential.wait(
        `${key} ${other}`,
        label(`nvidia.com/${key}`, other),
        `nvidia.com/${key}=${value}: worker-1`,
      ),
    ),
  ),
  confidential.ok('a GPU of a node that does not run Kata', (state) =>
    set(state.node('plain-0'), 'true', 'metadata', 'labels', PCI),
  ),
];

const allocatable = casesOf('gpus-allocatable', 'gpu');
const pgpu = (value: unknown) => (state: State) =>
  set(state.node('worker-1'), value, 'status', 'allocatable', 'nvidia.com/pgpu');
const allocatableCases: VerdictCase[] = [
  ...unreadable('gpus-allocatable', 'gpu'),
  allocatable.ok('every GPU', () => {}),
  allocatable.wait('no GPUs', noGpus, 'no node of pool kata-oc has a GPU'),
  ...['0', undefined, null].map((value) =>
    allocatable.wait(`${value} GPUs`, pgpu(value), 'none of nvidia.com/pgpu to allocate: worker-1'),
  ),
  ...[
    'feature.node.kubernetes.io/pci-0302_10de.present',
    'feature.node.kubernetes.io/pci-0300_10de.present',
    PCI,
  ].map((key) =>
    allocatable.wait(
      `a GPU by label ${key}`,
      (state) => {
        label('nvidia.com/gpu.present', undefined)(state);
        label(key, 'true')(state);
        pgpu('0')(state);
      },
      'worker-1',
    ),
  ),
];

const plugins = casesOf('sgx-device-plugins-ready', 'tdx');
const PLUGIN = '/apis/deviceplugin.intel.com/v1/sgxdeviceplugins/sgxdeviceplugin-sample';
const pluginCases: VerdictCase[] = [
  plugins.ok('on every node', () => {}),
  plugins.wait('none', (state) => state.remove(PLUGIN), 'sgxdeviceplugin-sample: No node is to run'),
  plugins.wait(
    'not on every node',
    (state) => set(state.get(PLUGIN), 2, 'status', 'numberReady'),
    '2 of 3 nodes',
  ),
  ...unreadable('sgx-device-plugins-ready', 'tdx'),
  plugins.wait(
    'on fewer nodes than have TDX',
    (state) => {
      for (const key of ['desiredNumberScheduled', 'numberReady']) set(state.get(PLUGIN), 2, 'status', key);
    },
    'sgxdeviceplugin-sample: desiredNumberScheduled 2',
  ),
  plugins.wait('no status', (state) => set(state.get(PLUGIN), null, 'status'), 'No node is to run'),
];

const PCCS = '/apis/apps/v1/namespaces/intel-dcap/deployments/pccs';
const deployments = casesOf('deployments-available', 'tdx');
const deployment =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(PCCS), value, ...path);
const deploymentCases: VerdictCase[] = [
  deployments.ok('available', () => {}),
  deployments.wait('none', (state) => state.remove(PCCS), 'pccs: not there'),
  deployments.wait('a newer version', deployment(3, 'metadata', 'generation'), 'observedGeneration 2'),
  deployments.wait('no generation', deployment(undefined, 'metadata', 'generation'), 'pccs'),
  deployments.wait('no status', deployment(null, 'status'), 'observedGeneration None'),
  deployments.wait(
    'not of the newest version',
    deployment(0, 'status', 'updatedReplicas'),
    'updatedReplicas 0',
  ),
  deployments.wait('not available', deployment(0, 'status', 'availableReplicas'), 'availableReplicas 0'),
  deployments.wait(
    'not available, as the API leaves it out',
    deployment(undefined, 'status', 'availableReplicas'),
    'availableReplicas None',
  ),
  deployments.wait('an old pod beside it', deployment(2, 'status', 'replicas'), 'replicas 2'),
  deployments.wait(
    'scaled to nothing',
    (state) => {
      deployment(0, 'spec', 'replicas')(state);
      for (const key of ['replicas', 'updatedReplicas', 'availableReplicas'])
        deployment(0, 'status', key)(state);
    },
    'replicas 0',
  ),
];

const QGS = '/apis/apps/v1/namespaces/intel-dcap/daemonsets/tdx-qgs';
const daemonSets = casesOf('daemon-sets-available', 'tdx');
const daemonSet =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(QGS), value, ...path);
const counts = (value: number) => (state: State) => {
  for (const key of ['desiredNumberScheduled', 'updatedNumberScheduled', 'numberAvailable']) {
    daemonSet(value, 'status', key)(state);
  }
};
const daemonSetCases: VerdictCase[] = [
  ...unreadable('daemon-sets-available', 'tdx'),
  daemonSets.ok('on every node with TDX', () => {}),
  daemonSets.ok('on more', counts(4)),
  daemonSets.ok('not on a node of the pool without TDX', (state) => {
    const more = structuredClone(state.node('worker-0'));
    set(more, 'worker-9', 'metadata', 'name');
    set(more, undefined, 'metadata', 'labels', 'intel.feature.node.kubernetes.io/tdx');
    state.nodes.push(more);
  }),
  casesOf('daemon-sets-available', 'sno').ok('on the single node', () => {}),
  daemonSets.wait('none', (state) => state.remove(QGS), 'tdx-qgs: not there'),
  daemonSets.wait('a newer version', daemonSet(4, 'metadata', 'generation'), 'observedGeneration 3'),
  daemonSets.wait('no status', daemonSet(null, 'status'), 'observedGeneration None'),
  daemonSets.wait('on no node, which is available too', counts(0), 'desiredNumberScheduled 0'),
  daemonSets.wait('on fewer nodes than have TDX', counts(2), 'desiredNumberScheduled 2'),
  daemonSets.wait(
    'on fewer nodes than have TDX, of which there are more than expected',
    (state) => {
      const more = structuredClone(state.node('worker-0'));
      set(more, 'worker-9', 'metadata', 'name');
      state.nodes.push(more);
    },
    'desiredNumberScheduled 3',
  ),
  daemonSets.wait(
    'not of the newest version',
    daemonSet(2, 'status', 'updatedNumberScheduled'),
    'updatedNumberScheduled 2',
  ),
  daemonSets.wait('not available', daemonSet(2, 'status', 'numberAvailable'), 'numberAvailable 2'),
  daemonSets.wait(
    'no word about it',
    daemonSet(undefined, 'status', 'numberAvailable'),
    'numberAvailable None',
  ),
];

export const serviceCases = [
  ...policyCases,
  ...confidentialCases,
  ...allocatableCases,
  ...pluginCases,
  ...deploymentCases,
  ...daemonSetCases,
];
