import type { JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer, valueAt } from 'kube-strict/ground/json-pointer.ts';
import { INITDATA_ANNOTATION, OLDER_INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPath } from '../support/confidential-initdata.ts';
import { confidentialPodsOf, type PodPlace } from '../support/pods.ts';

/** Names a ConfigMap from which an admission policy takes the initdata (validatedpatterns/coco-pattern, Kyverno). */
export const INJECTED_INITDATA = 'coco.io/initdata-configmap';

/** A confidential pod has initdata. */
export const initdataMissing: PolicyRule = {
  id: 'policy/initdata-missing',
  severity: 'error',
  title: 'A confidential pod has initdata',
  why: 'Without it the guest does not know its key broker service, and its agent keeps the policy of the image, which the workload did not choose.',
  fix: `Put the annotation ${INITDATA_ANNOTATION} on the pod, or on the template of the pods.`,
  docs: 'Document chapter 3 "Important", sections 3.6 and 3.7',
  appliesTo: () => true,
  check: (object) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  const value = valueAt(object, initdataPath(pod));
  if (value !== undefined && value !== null && value !== '') return [];
  const older = memberPointer(`${pod.metadata}/annotations`, OLDER_INITDATA_ANNOTATION);
  if (valueAt(object, older) !== undefined) {
    return [
      {
        path: older,
        message:
          'The pod is confidential, and its initdata has an older name, which the runtime passes over.',
        fix: `Call the annotation ${INITDATA_ANNOTATION}: ${OLDER_INITDATA_ANNOTATION} was its name up to Kata 3.19.`,
      },
    ];
  }
  if (valueAt(object, memberPointer(`${pod.metadata}/annotations`, INJECTED_INITDATA)) !== undefined) {
    const message = `The initdata is left to an admission policy (${INJECTED_INITDATA}); it cannot be judged here.`;
    return [{ path: pod.metadata, message, severity: 'warning' }];
  }
  const outer = memberPointer('/metadata/annotations', INITDATA_ANNOTATION);
  if (pod.metadata !== '/metadata' && valueAt(object, outer) !== undefined) {
    const message = `The initdata stands outside the template of the pods, where they do not get it.`;
    return [{ path: outer, message, fix: `Move it to ${pod.metadata}/annotations.` }];
  }
  return [{ path: pod.metadata, message: 'The pod is confidential and has no initdata.' }];
}
