import type { JsonObject } from 'kube-strict/ground/json.ts';
import { isReference } from 'kube-strict/ground/secrets.ts';
import { namespaceOf, objectsAt, textAt, textMembersAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { memoOf, named } from '../support/indexed.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** Secrets of confidential pods are sealed. */
export const hostVisibleSecret: PolicyRule = {
  id: 'policy/host-visible-secret',
  severity: 'warning',
  title: 'Secrets of confidential pods are sealed',
  why: 'The cluster hands Secrets to the pod, and so can read them; the VM is built to keep its data from the cluster.',
  fix: 'Fetch the value from the KBS, or seal it (coco-gitops sealed-secret build), so that only the VM can open it.',
  docs: 'Document section 3.9.1; confidential-containers/guest-components, confidential-data-hub/docs/SEALED_SECRET.md',
  appliesTo: () => true,
  check: (object, context) =>
    confidentialPodsOf(object).flatMap((pod) =>
      referencesOf(object, pod).flatMap((path) => {
        const name = textAt(object, path) ?? '';
        return isSealed(name, namespaceOf(object), context) ? [] : [finding(path, name)];
      }),
    ),
};

/** Pointers of the names of Secrets that containers and volumes take. */
function referencesOf(object: JsonObject, pod: PodPlace): string[] {
  const fromContainers = containersOf(object, pod).flatMap(({ path }) => [
    ...objectsAt(object, `${path}/env`).map((entry) => `${entry.path}/valueFrom/secretKeyRef/name`),
    ...objectsAt(object, `${path}/envFrom`).map((entry) => `${entry.path}/secretRef/name`),
  ]);
  const volumes = objectsAt(object, `${pod.path}/volumes`).flatMap(({ path }) => [
    `${path}/secret/secretName`,
    ...objectsAt(object, `${path}/projected/sources`).map((source) => `${source.path}/secret/name`),
  ]);
  return [...fromContainers, ...volumes].filter((path) => textAt(object, path) !== undefined);
}

/** Whether the Secret is in the same run, with nothing in it but sealed values. */
function isSealed(name: string, namespace: string, context: PolicyContext): boolean {
  const secret = named(context.ofKind('', 'Secret'), namespace, name);
  return secret !== undefined && holdsOnlySealed(secret);
}

const holdsOnlySealed = memoOf((secret: JsonObject): boolean => {
  const values = [
    ...textMembersAt(secret, '/stringData').map(({ value }) => value),
    ...textMembersAt(secret, '/data').map(({ value }) => Buffer.from(value, 'base64').toString('utf8')),
  ];
  return values.every((value) => value.startsWith('sealed.') && isReference(value));
});

function finding(path: string, name: string): PolicyFinding {
  return {
    path,
    message: `The cluster can read the Secret ${JSON.stringify(name)} unless every value of it is sealed.`,
  };
}
