import type { JsonObject } from 'kube-strict/ground/json.ts';
import { isSecretVariable, secretIn } from 'kube-strict/ground/secrets.ts';
import { objectsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isNamedSecret } from '../support/named-secret.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** Secrets of confidential pods are no plain variables. */
export const confidentialEnv: PolicyRule = {
  id: 'policy/confidential-env',
  severity: 'warning',
  title: 'No secrets in plain variables of confidential pods',
  why: 'The value is in Git, in the API and on the node: in all the places from which the VM is to keep it.',
  fix: 'Put the value into the KBS, and write a reference to it: coco-gitops sealed-secret build kbs:///<repository>/<type>/<tag>.',
  docs: 'confidential-containers/guest-components, confidential-data-hub/docs/SEALED_SECRET.md',
  appliesTo: () => true,
  check: (object) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  return containersOf(object, pod)
    .flatMap(({ path }) => objectsAt(object, `${path}/env`))
    .filter(({ value }) => isSecret(textAt(value, '/name') ?? '', textAt(value, '/value') ?? ''))
    .map(({ path }) => ({
      path: `${path}/value`,
      message: 'By its name this is a secret, and its value is written out.',
    }));
}

function isSecret(name: string, value: string): boolean {
  // On the others policy/credential-in-clear has a word.
  return isSecretVariable(name, value) && !isNamedSecret(name, value) && secretIn(value) === undefined;
}
