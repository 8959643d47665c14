import type { JsonObject } from 'kube-strict/ground/json.ts';
import { nameOf } from 'kube-strict/ground/values.ts';

/** Whether a ConfigMap is the one that the sandboxed containers operator reads (document section 3.3). */
export function isFeatureGates(configMap: JsonObject): boolean {
  return nameOf(configMap) === 'osc-feature-gates';
}
