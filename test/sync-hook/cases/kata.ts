import { casesOf, type State, statusCondition, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { set } from '../support/loose.ts';
import { kataNode } from '../support/ready-cluster.ts';

const { kataConfig } = DATA.tdx.cluster;
export const noKata = (state: State) => state.remove(state.kataPath);
export const deleted = (state: State) =>
  set(state.kata, '2026-01-01T00:00:00Z', 'metadata', 'deletionTimestamp');
const status =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.kata, value, 'status', ...path);
const progress =
  (value: unknown, reason: unknown, message = '') =>
  (state: State): void => {
    const found = statusCondition(state.kata, 'InProgress');
    set(found, value, 'status');
    set(found, reason, 'reason');
    set(found, message, 'message');
  };
const blocked = progress('False', 'BlockedByExistingKataPods', 'Existing pods found');
const failed = progress('True', 'Failed', 'Node worker-1 Degraded: disk full');
const unsupported = progress('False', 'UnsupportedOCPVersion', 'too old');
const noStatus: readonly [string, (state: State) => void][] = [
  ['no status', (state) => set(state.kata, undefined, 'status')],
  ['a status of nothing', (state) => set(state.kata, null, 'status')],
  ['no conditions', status(null, 'conditions')],
  ['conditions that are none', status('InProgress', 'conditions')],
  ['no condition InProgress', status([{ type: 'Other', status: 'False' }], 'conditions')],
];
const missing = (id: string) =>
  casesOf(id, 'tdx').wait('no KataConfig', noKata, `no KataConfig ${kataConfig}`);

const started = casesOf('kata-config-started', 'tdx');
const startedCases: VerdictCase[] = [
  missing('kata-config-started'),
  started.ok('installed', () => {}),
  started.ok('installing', progress('True', 'Installing')),
  started.wait('being deleted', deleted, 'being deleted'),
  ...noStatus.map(([title, change]) => started.wait(title, change, 'has no status')),
];

const notFailed = casesOf('kata-config-not-failed', 'tdx');
const notFailedCases: VerdictCase[] = [
  missing('kata-config-not-failed'),
  notFailed.ok('installed', () => {}),
  notFailed.ok('installing', progress('True', 'Installing')),
  notFailed.wait('a failed node', failed, 'Node worker-1 Degraded: disk full'),
  notFailed.wait('blocked by pods', blocked, 'Existing pods found'),
  notFailed.wait('an OpenShift that is too old', unsupported, 'too old'),
  notFailed.wait(
    'a list of failed nodes',
    status(['worker-1'], 'kataNodes', 'failedToInstall'),
    'failed to install',
  ),
  ...noStatus.map(([title, change]) => notFailed.wait(title, change, 'has no status')),
];

const installed = casesOf('kata-config-installed', 'tdx');
const installedCases: VerdictCase[] = [
  missing('kata-config-installed'),
  installed.ok('installed (Table 8.1)', () => {}),
  casesOf('kata-config-installed', 'sno').ok('installed on a single node', () => {}),
  installed.ok(
    'nodes of others that wait to uninstall',
    status(['other-0'], 'kataNodes', 'waitingToUninstall'),
  ),
  installed.wait('being deleted', deleted, 'being deleted'),
  installed.wait('installing', progress('True', 'Installing'), 'Installing: 3 of 3'),
  installed.wait('updating', progress('True', 'Updating'), 'Updating: 3 of 3'),
  installed.wait('a failed node', failed, 'disk full'),
  installed.wait('blocked by pods', blocked, 'Existing pods found'),
  installed.wait('an unknown reason', progress('False', 'SomethingNew'), 'SomethingNew'),
  installed.wait(
    'waiting for the pool to start',
    status(true, 'waitingForMcoToStart'),
    'Waiting for the Machine Config Operator',
  ),
  installed.wait(
    'two of three ready',
    status(2, 'kataNodes', 'readyNodeCount'),
    'Not installed everywhere yet: 2 of 3',
  ),
  installed.wait(
    'nodes that wait',
    status(['worker-1'], 'kataNodes', 'waitingToInstall'),
    'Not installed everywhere yet',
  ),
  installed.wait(
    'nodes that install',
    status(['worker-1'], 'kataNodes', 'installing'),
    'Not installed everywhere yet',
  ),
  installed.wait(
    'no nodes, which all are ready',
    (state) => {
      status(0, 'kataNodes', 'nodeCount')(state);
      status(0, 'kataNodes', 'readyNodeCount')(state);
    },
    'No node matches',
  ),
  installed.wait(
    'fewer nodes than are expected, which all are ready',
    (state) => {
      status(2, 'kataNodes', 'nodeCount')(state);
      status(2, 'kataNodes', 'readyNodeCount')(state);
    },
    '2 of 3 nodes have Kata',
  ),
  ...noStatus.map(([title, change]) => installed.wait(title, change, 'InProgress')),
  installed.ok('a cluster that has grown', (state) => {
    state.nodes.push(kataNode('worker-9', ['worker', 'kata-oc'], DATA.tdx.cluster));
    status(4, 'kataNodes', 'nodeCount')(state);
    status(4, 'kataNodes', 'readyNodeCount')(state);
  }),
  installed.wait(
    'a node that is new in the pool, and not counted yet',
    (state) => state.nodes.push(kataNode('worker-9', ['worker', 'kata-oc'], DATA.tdx.cluster)),
    'KataConfig counts 3 of 3 nodes, the pool has 4',
  ),
];

const idle = casesOf('kata-config-idle', 'tdx');
const idleCases: VerdictCase[] = [
  idle.ok('installed', () => {}),
  idle.ok('no KataConfig', noKata),
  idle.ok('a KataConfig that was never taken up', noStatus[0]?.[1] ?? (() => {})),
  idle.ok('blocked by pods', blocked),
  idle.ok('a reason that is over', progress('False', 'Installing')),
  idle.ok('a failed node', failed),
  idle.wait('installing', progress('True', 'Installing'), 'KataConfig: Installing'),
  idle.wait('updating', progress('True', 'Updating'), 'KataConfig: Updating'),
];

export const kataCases = [...startedCases, ...notFailedCases, ...installedCases, ...idleCases];
