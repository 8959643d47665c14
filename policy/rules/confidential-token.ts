import type { JsonObject } from 'kube-strict/ground/json.ts';
import { namespaceOf, objectsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { named } from '../support/indexed.ts';
import { confidentialPodsOf, type PodPlace } from '../support/pods.ts';

/** Confidential pods get no token for the API of the cluster. */
export const confidentialToken: PolicyRule = {
  id: 'policy/confidential-token',
  severity: 'warning',
  title: 'No service account token in confidential pods',
  why: 'The node has the token too, and can act as the workload; and a workload that asks the API of the cluster believes what those say from whom its VM is to protect it.',
  fix: 'Set automountServiceAccountToken: false in the pod, unless the workload is a client of the API.',
  docs: 'Document section 3.9; confidential-containers/confidential-containers, trust_model_personas.md',
  appliesTo: () => true,
  check: (object, context) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod, context)),
};

function findings(object: JsonObject, pod: PodPlace, context: PolicyContext): PolicyFinding[] {
  const projected = objectsAt(object, `${pod.path}/volumes`).flatMap(({ path }) =>
    objectsAt(object, `${path}/projected/sources`)
      .filter(({ value }) => value['serviceAccountToken'] !== undefined)
      .map((source) => ({
        path: `${source.path}/serviceAccountToken`,
        message: 'A token for a service account is mounted, which the node has too.',
      })),
  );
  if (!isMounted(object, pod, context)) return projected;
  const message = 'The token of the service account is mounted, which it is unless that is turned off.';
  return [{ path: pod.path, message }, ...projected];
}

/** The pod decides; when it does not say, its account does. */
function isMounted(object: JsonObject, { spec }: PodPlace, context: PolicyContext): boolean {
  const { automountServiceAccountToken: own } = spec;
  if (typeof own === 'boolean') return own;
  const name = textAt(spec, '/serviceAccountName') ?? 'default';
  const account = named(context.ofKind('', 'ServiceAccount'), namespaceOf(object), name);
  return account?.['automountServiceAccountToken'] !== false;
}
