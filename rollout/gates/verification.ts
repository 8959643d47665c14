import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import type { GateCluster, GateVerification } from './gate-cluster.ts';

type Verifies = GateVerification['verifies'];

/**
 * G7: a confidential pod gets what the KBS keeps for it, and a confidential GPU computes. That is as true as the cluster is
 * honest: the status of a Job comes from the node and the API that it tests.
 */
export const attestationVerified: readonly MakeCondition[] = [
  verified(
    'attestation',
    'A confidential pod says that it has got a resource of the KBS, and that it is the expected one',
  ),
  verified('gpu', 'A confidential pod says that it has computed on a GPU, and that the result is right'),
];

/** G8: the KBS binds what it releases to initdata, and with it to the agent policy. */
export const refusalVerified: readonly MakeCondition[] = [
  verified('refusal', 'A confidential pod with other initdata says that the KBS has refused it the resource'),
];

/**
 * In the last gate before the Jobs. Argo CD itself waits for the health of a Job, and ends the sync when one has failed,
 * before it comes to the gate behind it (argo-cd, gitops-engine/pkg/sync/sync_context.go, pkg/health/health_job.go): its
 * next attempt ends here, with words that help. Beside the Jobs in one wave the gate would not come again at all
 * (argo-cd #27507).
 */
export const attestationNotFailed: readonly MakeCondition[] = [notFailed('attestation'), notFailed('gpu')];
export const refusalNotFailed: readonly MakeCondition[] = [notFailed('refusal')];

function verified(verifies: Verifies, what: string): MakeCondition {
  return ofJob(verifies, (namespace, name) => ({
    id: `${verifies}-verified`,
    demand: `${what}: Job ${name} in ${namespace} is complete`,
  }));
}

function notFailed(verifies: Verifies): MakeCondition {
  return ofJob(verifies, (namespace, name) => ({
    id: `${verifies}-not-failed`,
    demand: `Job ${name} in ${namespace}, if there is one yet, has not failed`,
  }));
}

/** Of one hour at most, as long as the Jobs may take, and some more for Jobs that a person has deleted. */
const PATIENCE = minutes(75);

function ofJob(
  verifies: Verifies,
  make: (namespace: string, name: string) => Pick<GateCondition, 'id' | 'demand'>,
): MakeCondition {
  return ({ verification }: GateCluster) => {
    const job = verification?.jobs.find((one) => one.verifies === verifies);
    if (verification === undefined || job === undefined) return undefined;
    const { namespace } = verification;
    return {
      ...make(namespace, job.name),
      patience: PATIENCE,
      remedy: `mend what it names, then delete the Job, which is made again and runs anew: oc delete job ${job.name} -n ${namespace}`,
      check: `oc describe job ${job.name} -n ${namespace}; oc get pods -n ${namespace} -l job-name=${job.name} -o custom-columns=NAME:.metadata.name,PHASE:.status.phase,EXIT:.status.containerStatuses[0].state.terminated.exitCode`,
    };
  };
}
