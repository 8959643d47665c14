import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { type Loose, set } from '../support/loose.ts';
import { KATA_CONFIGS, kataNode, list, NODES, node, VERSION } from '../support/ready-cluster.ts';

const version = casesOf('openshift-version', 'tdx');
const gpuVersion = casesOf('openshift-version', 'gpu');
/** The newest update is of that version, and completed. */
const is = (text: unknown) => (state: State) => {
  set(state.get(VERSION), [{ state: 'Completed', version: text }], 'status', 'history');
  set(state.get(VERSION), { version: text }, 'status', 'desired');
};
const updating = (from: string, to: string) => (state: State) => {
  const history = [
    { state: 'Partial', version: to },
    { state: 'Completed', version: from },
    { state: 'Completed', version: '4.22.0' },
  ];
  set(state.get(VERSION), history, 'status', 'history');
  set(state.get(VERSION), { version: to }, 'status', 'desired');
};

const versions: VerdictCase[] = [
  ...[
    '4.19.28',
    '4.20.18',
    '4.20.100',
    '4.21.9',
    '4.21.10',
    '4.22.0',
    '4.100.1',
    '5.0.0',
    '4.21.10-rc.1',
  ].map((text) => version.ok(`${text} is new enough`, is(text))),
  ...['3.99.99', '4.18.99', '4.19.27', '4.9.99'].map((text) =>
    version.fatal(`${text} is too old`, is(text), `OpenShift ${text}`, '4.19.28'),
  ),
  ...['4.21.9-rc.1', '4.21.9-0.nightly-2026-01-02-030405', '4.19.28-ec.0'].map((text) =>
    version.fatal(`${text}, before the release, is too old`, is(text), `OpenShift ${text}, needed`),
  ),
  version.ok('a build of the smallest version', is('4.21.9+build.5')),
  version.ok('an update to a later version', updating('4.21.9', '4.21.10')),
  version.wait(
    'an update from a version that is too old',
    updating('4.18.3', '4.21.9'),
    'OpenShift 4.18.3, needed 4.19.28',
    'an update to 4.21.9 is not completed',
  ),
  version.wait(
    'no update that is completed',
    (state) => set(state.get(VERSION), [{ state: 'Partial', version: '4.21.9' }], 'status', 'history'),
    'no update that is Completed',
  ),
  version.fatal('4.20.17 is too old for its minor release', is('4.20.17'), 'OpenShift 4.20.17', '4.20.18'),
  version.fatal('4.21.8 is too old for its minor release', is('4.21.8'), 'OpenShift 4.21.8', '4.21.9'),
  gpuVersion.ok('with GPUs 4.21.9 is new enough', is('4.21.9')),
  gpuVersion.ok('with GPUs so is 4.22.0', is('4.22.0')),
  gpuVersion.fatal('with GPUs 4.20.18 is too old', is('4.20.18'), 'OpenShift 4.20.18', '4.21.9'),
  ...[undefined, null, '', 'latest', 4.21, '4.21', 'v4.21.9', '4.21.9999999', '٤.21.9'].map((text) =>
    version.wait(`${JSON.stringify(text)} tells nothing`, is(text), 'tells no update'),
  ),
  version.wait('a ClusterVersion that is not there', (state) => state.remove(VERSION), 'tells no update'),
];

const masters = casesOf('control-plane-not-selected', 'tdx');
const selector = casesOf('control-plane-not-selected', 'selector');
const hybrid = (labels: Loose) => (state: State) =>
  state.nodes.push(node('hybrid-0', ['master', 'worker'], 'rendered-master', labels));

const controlPlane: VerdictCase[] = [
  masters.ok('control plane nodes that are no workers', () => {}),
  masters.fatal('a control plane node that is a worker too', hybrid({}), 'hybrid-0'),
  selector.ok('one that the selector leaves out', hybrid({ use: 'other' })),
  selector.fatal('one that the selector takes', hybrid({ use: 'kata' }), 'hybrid-0'),
  masters.wait('no nodes at all', (state) => set(state.get(NODES), [], 'items'), 'no nodes'),
];

const single = casesOf('single-kata-config', 'tdx');

const kataConfigs: VerdictCase[] = [
  single.ok('ours', () => {}),
  single.ok('none', (state) => set(state.get(KATA_CONFIGS), [], 'items')),
  single.ok('a cluster that does not know the kind yet', (state) => state.remove(KATA_CONFIGS)),
  single.fatal(
    'another one',
    (state) => set(state.get(KATA_CONFIGS), [{ metadata: { name: 'mine' } }], 'items'),
    'another KataConfig exists: mine',
  ),
  single.wait('a list of nothing', (state) => set(state.get(KATA_CONFIGS), null, 'items'), 'not readable'),
  single.wait(
    'one without a name',
    (state) => set(state.kata, undefined, 'metadata', 'name'),
    'not readable',
  ),
];

const early = casesOf('no-early-feature-gate', 'tdx');
const earlySelected = casesOf('no-early-feature-gate', 'selector');
const { operatorNamespace, tees } = DATA.tdx.cluster;
const GATES = `/api/v1/namespaces/${operatorNamespace}/configmaps/osc-feature-gates`;

/** TDX is not on yet, and KataConfig not there. */
function beforeReboot(state: State, data: unknown): void {
  for (const each of state.nodes) set(each, undefined, 'metadata', 'labels', tees.label);
  state.remove(state.kataPath);
  state.objects[GATES] = { metadata: { name: 'osc-feature-gates' }, data } as Loose;
}

const featureGates: VerdictCase[] = [
  early.ok('no feature gates before KataConfig', (state) => {
    beforeReboot(state, {});
    state.remove(GATES);
  }),
  early.ok('feature gates without confidential', (state) =>
    beforeReboot(state, { deploymentMode: 'MachineConfig' }),
  ),
  early.ok('confidential false', (state) => beforeReboot(state, { confidential: 'false' })),
  early.ok('feature gates without data', (state) => beforeReboot(state, null)),
  early.wait(
    'confidential before a node has TDX on',
    (state) => beforeReboot(state, { confidential: 'true' }),
    'osc-feature-gates enables confidential',
    tees.label,
  ),
  early.ok('confidential when a node has TDX on', (state) => {
    beforeReboot(state, { confidential: 'true' });
    set(state.node('worker-1'), 'true', 'metadata', 'labels', tees.label);
  }),
  earlySelected.wait(
    'confidential when only a node has TDX on that is not selected',
    (state) => {
      beforeReboot(state, { confidential: 'true' });
      state.nodes.push(kataNode('spare-0', ['worker'], { ...DATA.selector.cluster, nodeSelector: {} }));
    },
    'osc-feature-gates',
  ),
  early.ok('confidential when KataConfig is there already', (state) => {
    const { kata, kataPath } = state;
    beforeReboot(state, { confidential: 'true' });
    state.objects[kataPath] = kata;
  }),
  early.wait('no nodes at all', (state) => (state.objects[NODES] = list([])), 'no nodes'),
];

export const preflightCases = [...versions, ...controlPlane, ...kataConfigs, ...featureGates];
