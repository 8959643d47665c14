import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { containersOf, isConfidential, type PodPlace, podsOf } from '../support/pods.ts';

/** Containers are not privileged. */
export const privilegedContainer: PolicyRule = {
  id: 'policy/privileged-container',
  severity: 'warning',
  title: 'No privileged containers',
  why: 'A privileged container is root on its node, and reads the memory and the files of every other one.',
  fix: 'Set privileged: false, and add only the capabilities that are needed.',
  docs: 'Document sections 3.7 and 3.9.1',
  appliesTo: () => true,
  check: (object) => podsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  const message = isConfidential(pod)
    ? 'The container is root in its confidential VM: what breaks into it gets at keys and attestation as well.'
    : 'The container is privileged, and so root on its node.';
  return containersOf(object, pod).flatMap(({ path }) => {
    const field = `${path}/securityContext/privileged`;
    return valueAt(object, field) === true ? [{ path: field, message }] : [];
  });
}
