import { type State, statusCondition } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { POOLS } from '../support/ready-cluster.ts';
import type { RolloutFailure } from './rollout-failure.ts';

const paused = (state: State) => {
  set(state.pool(), true, 'spec', 'paused');
  set(statusCondition(state.pool(), 'Updated'), 'False', 'status');
  set(state.pool(), 'rendered-old', 'status', 'configuration', 'name');
  set(
    statusCondition(state.pool(), 'Updating'),
    'Pool is paused; will not update to rendered-new',
    'message',
  );
};
const degraded = (type: string, message: string) => (state: State) => {
  set(statusCondition(state.pool(), type), 'True', 'status');
  set(statusCondition(state.pool(), type), message, 'message');
  set(statusCondition(state.pool(), 'Degraded'), 'True', 'status');
  set(state.pool(), 1, 'status', 'degradedMachineCount');
};
const noPool = (state: State) => state.remove(`${POOLS}/kata-oc`);
const notTakenUp = (state: State) => {
  noPool(state);
  set(state.kata, undefined, 'status');
};
const updating = (state: State) => {
  set(statusCondition(state.kata, 'InProgress'), 'True', 'status');
  set(statusCondition(state.kata, 'InProgress'), 'Updating', 'reason');
};
const notReady = (state: State) => {
  set(statusCondition(state.node('worker-1'), 'Ready'), 'Unknown', 'status');
  set(state.pool(), 1, 'status', 'unavailableMachineCount');
  set(state.pool(), 2, 'status', 'readyMachineCount');
};
const cordoned = (state: State) => set(state.node('worker-2'), true, 'spec', 'unschedulable');
const notRendered = (state: State) => {
  for (const side of ['spec', 'status']) listAt(state.pool(), side, 'configuration', 'source').splice(1, 2);
};
/** Edited, and not rendered since: the marker of the new content is in no list yet. */
const edited = (state: State) => {
  for (const side of ['spec', 'status'])
    set(
      state.pool(),
      listAt(state.pool(), side, 'configuration', 'source').filter(
        (source) => source['name'] !== DATA.tdx.cluster.marker,
      ),
      side,
      'configuration',
      'source',
    );
};
const nothing = () => {};

/** What may go wrong while the pool takes up its configuration, which gate G2 waits for. */
export const POOL_FAILURES: readonly RolloutFailure[] = [
  {
    event: 'a pool is paused',
    gate: 'G2',
    cluster: 'tdx',
    wrong: paused,
    exit: 1,
    ends: 60,
    says: [
      '[pool-not-paused]',
      'since 2026-01-02T03:04:05Z',
      'Pool is paused',
      'oc patch mcp kata-oc',
      '"paused":false',
    ],
  },
  {
    event: 'a pool is paused, and let go in time',
    gate: 'G2',
    cluster: 'tdx',
    wrong: paused,
    until: 55,
    exit: 0,
    ends: 55,
    says: ['[pool-not-paused]'],
  },
  {
    event: 'a pool is paused with nothing pending',
    gate: 'G2',
    cluster: 'tdx',
    wrong: (state) => set(state.pool(), true, 'spec', 'paused'),
    exit: 0,
    ends: 0,
    says: [],
  },
  {
    event: 'a node is degraded',
    gate: 'G2',
    cluster: 'tdx',
    wrong: degraded('NodeDegraded', 'Node worker-1 is reporting: "drain failed"'),
    exit: 1,
    ends: 15,
    says: ['[pool-not-degraded]', 'worker-1', 'drain failed'],
  },
  {
    event: 'a node is degraded for a while',
    gate: 'G2',
    cluster: 'tdx',
    wrong: degraded('NodeDegraded', 'Node worker-1'),
    until: 14,
    exit: 0,
    ends: 14,
    says: ['worker-1'],
  },
  {
    event: 'a configuration cannot be rendered',
    gate: 'G2',
    cluster: 'sno',
    wrong: degraded('RenderDegraded', 'could not generate rendered MachineConfig'),
    exit: 1,
    ends: 15,
    says: ['could not generate', 'a commit'],
  },
  {
    event: 'a node does not come back',
    gate: 'G2',
    cluster: 'tdx',
    wrong: notReady,
    exit: 1,
    ends: 90,
    says: ['[pool-nodes]', 'not Ready: worker-1'],
  },
  {
    event: 'a node comes back late',
    gate: 'G2',
    cluster: 'tdx',
    wrong: notReady,
    until: 80,
    exit: 0,
    ends: 80,
    says: ['not Ready: worker-1'],
  },
  {
    event: 'somebody has cordoned a node',
    gate: 'G2',
    cluster: 'tdx',
    wrong: cordoned,
    until: 30,
    exit: 0,
    ends: 30,
    says: ['cordoned: worker-2', 'oc adm uncordon'],
  },
  {
    event: 'neither pool nor KataConfig is there yet',
    gate: 'G2',
    cluster: 'tdx',
    wrong: (state) => {
      noPool(state);
      state.remove(state.kataPath);
    },
    until: 9,
    exit: 0,
    ends: 9,
    says: ['neither MachineConfigPool kata-oc nor KataConfig'],
  },
  {
    event: 'the operator does not take up KataConfig',
    gate: 'G2',
    cluster: 'tdx',
    wrong: notTakenUp,
    exit: 1,
    ends: 10,
    says: ['without a status', 'osc-feature-gates', 'TEE label', 'runtime.kata', 'webhook'],
  },
  {
    event: 'everything was applied earlier',
    gate: 'G2',
    cluster: 'tdx',
    wrong: nothing,
    exit: 0,
    ends: 0,
    says: ['passed'],
  },
  {
    event: 'a MachineConfig has not been rendered yet while the pool is up to date',
    gate: 'G2',
    cluster: 'tdx',
    wrong: notRendered,
    until: 1,
    exit: 0,
    ends: 1,
    says: ['does not hold 99-enable-intel-tdx'],
  },
  {
    event: 'a MachineConfig was edited and not been rendered yet',
    gate: 'G2',
    cluster: 'tdx',
    wrong: edited,
    until: 1,
    exit: 0,
    ends: 1,
    says: [`rendered-new does not hold ${DATA.tdx.cluster.marker}`],
  },
  {
    event: 'the operator is being updated',
    gate: 'G2',
    cluster: 'tdx',
    wrong: updating,
    until: 45,
    exit: 0,
    ends: 45,
    says: ['[kata-config-installed]'],
  },
  {
    event: 'there is no pool in mode DaemonSet',
    gate: 'G2',
    cluster: 'daemonset',
    wrong: (state) => state.remove(POOLS, `${POOLS}/kata-oc`, `${POOLS}/master`, `${POOLS}/worker`),
    exit: 0,
    ends: 0,
    says: ['passed'],
  },
];
