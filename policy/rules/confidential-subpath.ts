import type { JsonObject } from 'kube-strict/ground/json.ts';
import { objectsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** Confidential pods mount their scratch volumes whole. */
export const confidentialSubpath: PolicyRule = {
  id: 'policy/confidential-subpath',
  severity: 'warning',
  title: 'No sub-path of an emptyDir in confidential pods',
  why: 'The VM shares no file system with the node: the volume is made in the VM, but a sub-path of it is a copy of an empty folder of the node, another one for each container. What one writes, the others do not see, and it is not in the volume.',
  fix: 'Mount the whole volume, and use a folder in it.',
  docs: 'kata-containers/kata-containers issues 12145 and 12218',
  appliesTo: () => true,
  check: (object) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  const scratch = new Set(
    objectsAt(object, `${pod.path}/volumes`)
      .filter(({ value }) => value['emptyDir'] !== undefined)
      .map(({ value }) => textAt(value, '/name')),
  );
  return containersOf(object, pod)
    .flatMap(({ path }) => objectsAt(object, `${path}/volumeMounts`))
    .filter(({ value }) => scratch.has(textAt(value, '/name') ?? ''))
    .flatMap(({ path, value }) =>
      ['subPath', 'subPathExpr']
        .filter((field) => textAt(value, `/${field}`))
        .map((field) => ({
          path: `${path}/${field}`,
          message: `With ${field} this mount is no part of the volume, and no other container sees it.`,
        })),
    );
}
