import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import type { GateCluster } from './gate-cluster.ts';

type Attestation = NonNullable<GateCluster['attestation']>;

/** G6: without them a confidential VM starts, but gets no quote, and so no secret. */
export const attestationConditions: readonly MakeCondition[] = [
  withAttestation(({ sgxDevicePlugins }) => ({
    id: 'sgx-device-plugins-ready',
    demand: `SgxDevicePlugin ${sgxDevicePlugins.join(', ')} offers enclaves on every node with SGX`,
    patience: minutes(20),
    remedy: 'is SGX on in the firmware, and the image reachable: oc get pods -n openshift-operators',
    check: `oc get sgxdeviceplugin ${sgxDevicePlugins.join(' ')}`,
  })),
  withAttestation(({ namespace, deployments }) => ({
    id: 'deployments-available',
    demand: `Deployment ${deployments.join(', ')} in ${namespace} is available, in its newest version`,
    patience: minutes(20),
    remedy: `do its Secrets and its storage exist: oc describe pods -n ${namespace}`,
    check: `oc get deployments,pods -n ${namespace}`,
  })),
  withAttestation(({ namespace, daemonSets }) => ({
    id: 'daemon-sets-available',
    demand: `DaemonSet ${daemonSets.join(', ')} in ${namespace} is available on every node with TDX, in its newest version`,
    patience: minutes(20),
    remedy: `do the nodes have sgx.intel.com/epc, enclave and provision to give (oc describe nodes), and does PCCS answer (oc logs -n ${namespace} deployment/pccs)?`,
    check: `oc get daemonsets,pods -n ${namespace} -o wide`,
  })),
];

function withAttestation(make: (attestation: Attestation) => GateCondition): MakeCondition {
  return ({ attestation }) => (attestation === undefined ? undefined : make(attestation));
}
