import { asInGit } from './as-in-git.ts';
import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import type { GateCluster } from './gate-cluster.ts';

type Attestation = NonNullable<GateCluster['attestation']>;

/** G6: without them a confidential VM starts, but gets no quote, and so no secret. */
export const attestationConditions: readonly MakeCondition[] = [
  asInGit('attestation'),
  withAttestation(({ sgxDevicePlugins }) => ({
    id: 'sgx-device-plugins-ready',
    demand: `SgxDevicePlugin ${sgxDevicePlugins.join(', ')} offers enclaves on every node with TDX`,
    patience: minutes(20),
    remedy: 'is SGX on in the firmware, and the image reachable: oc get pods -n openshift-operators',
    check: `oc get sgxdeviceplugin ${sgxDevicePlugins.join(' ')}`,
  })),
  withAttestation(({ namespace, deployments, secrets }) => ({
    id: 'deployments-available',
    demand: `Deployment ${deployments.join(', ')} in ${namespace} is available, in its newest version`,
    patience: minutes(20),
    remedy: `${missing(namespace, secrets.deployments)} The same for its storage.`,
    check: `oc get deployments,pods,secrets -n ${namespace}`,
  })),
  withAttestation(({ namespace, daemonSets, secrets }) => ({
    id: 'daemon-sets-available',
    demand: `DaemonSet ${daemonSets.join(', ')} in ${namespace} is available on every node with TDX, in its newest version`,
    patience: minutes(20),
    remedy: `${missing(namespace, secrets.daemonSets)} Do the nodes have sgx.intel.com/epc, enclave and provision to give (oc describe nodes), and does PCCS answer (oc logs -n ${namespace} deployment/pccs)?`,
    check: `oc get daemonsets,pods,secrets -n ${namespace} -o wide`,
  })),
];

/** The gate may not read Secrets: it waits for the pods, which say themselves what they do not find. */
function missing(namespace: string, secrets: readonly string[]): string {
  return `Does Secret ${secrets.join(', ')} exist, with every key that the runbook lists (oc describe pods -n ${namespace} names what is missing, under Events)?`;
}

function withAttestation(make: (attestation: Attestation) => GateCondition): MakeCondition {
  return ({ attestation }) => (attestation === undefined ? undefined : make(attestation));
}
