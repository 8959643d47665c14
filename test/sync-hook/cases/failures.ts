import type { GateCode } from '../../../rollout/gates.ts';
import { type State, statusCondition } from '../support/case.ts';
import { type ClusterName, DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { MACHINE_CONFIGS, node, POOLS, pool, RUNTIME_CLASSES, VERSION } from '../support/ready-cluster.ts';

/** A rollout in which something goes wrong. */
export interface RolloutFailure {
  readonly event: string;
  readonly gate: GateCode;
  readonly cluster: ClusterName;
  /** What is wrong. */
  readonly wrong: (state: State) => void;
  /** Minute from which on it no longer is. */
  readonly until?: number;
  readonly exit: 0 | 1 | 42;
  /** Minute at which the gate ends, give or take one. */
  readonly ends: number;
  /** What the log says of it. */
  readonly says: readonly string[];
}

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
const noTee = (state: State) => {
  for (const each of state.nodes) set(each, undefined, 'metadata', 'labels', DATA.tdx.cluster.tees.label);
};
const otherTee = (name: string) => (state: State) =>
  set(state.node(name), 'true', 'metadata', 'labels', DATA.snp.cluster.tees.label);
const notEligible = (state: State) => {
  for (const each of state.nodes)
    set(each, undefined, 'metadata', 'labels', 'feature.node.kubernetes.io/runtime.kata');
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
const noGpuMode = (state: State) =>
  set(state.node('worker-1'), 'false', 'metadata', 'labels', 'nvidia.com/cc.ready.state');
const notRendered = (state: State) => {
  for (const side of ['spec', 'status']) listAt(state.pool(), side, 'configuration', 'source').splice(1, 2);
};
const edited = (state: State) =>
  set(state.get(`${MACHINE_CONFIGS}/rendered-new`), ['nohibernate'], 'spec', 'kernelArguments');
const nothing = () => {};

/** What may go wrong, and how the gate that notices has to end. */
export const FAILURES: readonly RolloutFailure[] = [
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
    says: ['not rendered yet: kvm_intel.tdx=1'],
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
    event: 'node feature discovery is down',
    gate: 'G1',
    cluster: 'tdx',
    wrong: notEligible,
    exit: 1,
    ends: 15,
    says: ['0 of 3 nodes', 'openshift-nfd'],
  },
  {
    event: 'the TEE label comes late after the reboot',
    gate: 'G3',
    cluster: 'tdx',
    wrong: noTee,
    until: 3,
    exit: 0,
    ends: 3,
    says: ['without label intel'],
  },
  {
    event: 'TDX is not on',
    gate: 'G3',
    cluster: 'tdx',
    wrong: noTee,
    exit: 1,
    ends: 15,
    says: ['TDX is not on', 'firmware', 'kvm_intel.tdx=1', 'TDX module'],
  },
  {
    event: 'a node carries two TEE labels',
    gate: 'G1',
    cluster: 'tdx',
    wrong: otherTee('worker-1'),
    exit: 42,
    ends: 0,
    says: ['worker-1 carries amd'],
  },
  {
    event: 'a node carries two TEE labels after the reboot',
    gate: 'G3',
    cluster: 'sno',
    wrong: otherTee('master-0'),
    exit: 42,
    ends: 0,
    says: ['master-0 carries amd'],
  },
  {
    event: 'GPUs get into confidential mode late',
    gate: 'G4',
    cluster: 'gpu',
    wrong: noGpuMode,
    until: 20,
    exit: 0,
    ends: 20,
    says: ['cc.ready.state=true: worker-1'],
  },
  {
    event: 'GPUs do not get into confidential mode',
    gate: 'G4',
    cluster: 'gpu',
    wrong: noGpuMode,
    exit: 1,
    ends: 30,
    says: ['[gpus-confidential]', 'worker-1'],
  },
  {
    event: 'a third pool is on a single node',
    gate: 'G0',
    cluster: 'sno',
    wrong: (state) => state.pools.push(pool('infra', 0, [], 'x')),
    exit: 42,
    ends: 0,
    says: ['further MachineConfigPools: infra'],
  },
  {
    event: 'a control plane node matches the selector',
    gate: 'G0',
    cluster: 'tdx',
    wrong: (state) => state.nodes.push(node('hybrid-0', ['master', 'worker'], 'x')),
    exit: 42,
    ends: 0,
    says: ['hybrid-0', 'mastersSchedulable'],
  },
  {
    event: 'OpenShift is too old',
    gate: 'G0',
    cluster: 'tdx',
    wrong: (state) => set(state.get(VERSION), '4.20.5', 'status', 'desired', 'version'),
    exit: 42,
    ends: 0,
    says: ['OpenShift 4.20.5, needed 4.20.18'],
  },
  {
    event: 'the webhook of a new operator does not answer yet',
    gate: 'G0',
    cluster: 'tdx',
    wrong: (state) =>
      state.remove(
        '/apis/discovery.k8s.io/v1/namespaces/openshift-sandboxed-containers-operator/endpointslices',
      ),
    until: 2,
    exit: 0,
    ends: 2,
    says: ['no ready endpoint'],
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
  {
    event: 'the runtime class is there before the nodes have rebooted',
    gate: 'G5',
    cluster: 'snp',
    wrong: (state) =>
      set(
        state.node('worker-0'),
        'rendered-old',
        'metadata',
        'annotations',
        'machineconfiguration.openshift.io/currentConfig',
      ),
    until: 20,
    exit: 0,
    ends: 20,
    says: ['not yet on the newest configuration: worker-0'],
  },
  {
    event: 'no runtime class is made',
    gate: 'G5',
    cluster: 'gpu',
    wrong: (state) => state.remove(`${RUNTIME_CLASSES}/kata-cc-nvidia-gpu`),
    exit: 1,
    ends: 30,
    says: ['no RuntimeClass kata-cc-nvidia-gpu', 'all labels'],
  },
  {
    event: 'pods run on Kata when everything is taken away',
    gate: 'remove',
    cluster: 'tdx',
    wrong: (state) =>
      listAt(state.get('/api/v1/pods'), 'items').push({
        metadata: { name: 'app', namespace: 'shop' },
        spec: { runtimeClassName: 'kata' },
      }),
    exit: 1,
    ends: 60,
    says: ['shop/app', 'delete the workloads'],
  },
];
