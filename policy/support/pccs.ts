import type { JsonObject } from 'kube-strict/ground/json.ts';
import { objectAt, textAt } from 'kube-strict/ground/values.ts';
import { containersOf, type PodPlace } from './pods.ts';

/** Tokens that the document (section 3.2) and public charts have as defaults. */
export const DEFAULT_PCCS_TOKENS: readonly string[] = ['mytoken', 'usertoken', 'admintoken'];

/** Whether a pod is the Intel certificate cache (PCCS): by the label of its Service, or by its image. */
export function isPccs(object: JsonObject, pod: PodPlace): boolean {
  const labels = objectAt(object, `${pod.metadata}/labels`);
  if (labels['trustedservices.intel.com/cache'] === 'pccs') return true;
  return containersOf(object, pod).some(({ path }) =>
    /\/(?:osc-)?pccs[@:]/.test(textAt(object, `${path}/image`) ?? ''),
  );
}
