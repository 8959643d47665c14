import type { JsonObject } from 'kube-strict/ground/json.ts';
import { itemsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataOf } from '../support/confidential-initdata.ts';
import { confidentialPodsOf, type PodPlace } from '../support/pods.ts';

/** The guest has the credentials for its images itself. */
export const guestPullSecret: PolicyRule = {
  id: 'policy/guest-pull-secret',
  severity: 'warning',
  title: 'Credentials for images come from the KBS',
  why: 'The guest pulls the images of its containers itself, and does not get imagePullSecrets or the credentials of the node; without its own, a private registry refuses it.',
  fix: 'Put the credentials into the KBS, and name them in the initdata: cdh.toml, [image], authenticated_registry_credentials_uri.',
  docs: 'confidential-containers/guest-components, confidential-data-hub/example.config.toml',
  appliesTo: () => true,
  check: (object, context) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod, context)),
};

function findings(object: JsonObject, pod: PodPlace, context: PolicyContext): PolicyFinding[] {
  const path = `${pod.path}/imagePullSecrets`;
  if (itemsAt(object, path).length === 0 || hasCredentials(object, pod, context)) return [];
  return [{ path, message: 'The guest pulls the images, and does not get these secrets.' }];
}

function hasCredentials(object: JsonObject, pod: PodPlace, context: PolicyContext): boolean {
  const reading = initdataOf(object, pod, context)?.reading;
  if (reading === undefined || 'fault' in reading) return false;
  const { confidentialDataHub = {} } = reading.initdata;
  return (
    textAt(confidentialDataHub as JsonObject, '/image/authenticated_registry_credentials_uri') !== undefined
  );
}
