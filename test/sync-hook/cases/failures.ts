import type { State } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { node, pool, RUNTIME_CLASSES, VERSION } from '../support/ready-cluster.ts';
import { POOL_FAILURES } from './pool-failures.ts';
import type { RolloutFailure } from './rollout-failure.ts';

const noTee = (state: State) => {
  for (const each of state.nodes) set(each, undefined, 'metadata', 'labels', DATA.tdx.cluster.tees.label);
};
const otherTee = (name: string) => (state: State) =>
  set(state.node(name), 'true', 'metadata', 'labels', DATA.snp.cluster.tees.label);
const notEligible = (state: State) => {
  for (const each of state.nodes)
    set(each, undefined, 'metadata', 'labels', 'feature.node.kubernetes.io/runtime.kata');
};
const noGpuMode = (state: State) =>
  set(state.node('worker-1'), 'false', 'metadata', 'labels', 'nvidia.com/cc.ready.state');

/** What may go wrong, and how the gate that notices has to end. */
export const FAILURES: readonly RolloutFailure[] = [
  ...POOL_FAILURES,
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
    wrong: (state) =>
      set(
        state.get(VERSION),
        { desired: { version: '4.20.5' }, history: [{ state: 'Completed', version: '4.20.5' }] },
        'status',
      ),
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
