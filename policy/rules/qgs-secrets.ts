import { objectsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isPccs } from '../support/pccs.ts';
import { containersOf, podsOf } from '../support/pods.ts';

/** Only PCCS gets all of its secrets. */
export const qgsSecrets: PolicyRule = {
  id: 'policy/qgs-secrets',
  severity: 'warning',
  title: 'The quote generation service gets the user token only',
  why: 'With envFrom it has the API key of Intel and the hash of the administrator token too, in a privileged container on every node.',
  fix: 'Make a Secret with USER_TOKEN alone, and take that key with secretKeyRef.',
  docs: 'Document section 3.2; openshift/sandboxed-containers-operator scripts/install-helpers/baremetal-coco',
  appliesTo: () => true,
  check: (object) =>
    podsOf(object)
      .filter((pod) => !isPccs(object, pod))
      .flatMap((pod) => containersOf(object, pod))
      .flatMap(({ path }) => objectsAt(object, `${path}/envFrom`))
      .filter(({ path }) => textAt(object, `${path}/secretRef/name`) === 'pccs-secrets')
      .map(({ path }) => ({ path, message: 'Takes every key of pccs-secrets, and is not PCCS.' })),
};
