import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { CLUSTER_POLICY } from '../support/run.ts';
import { isKind } from '../support/target.ts';

const SANDBOX = '/spec/sandboxWorkloads';

/** With the manager of the confidential mode, GPUs are for pods in VMs of Kata. */
export const clusterPolicyMode: PolicyRule = {
  id: 'policy/cluster-policy-mode',
  severity: 'error',
  title: 'GPUs in confidential mode are for Kata',
  why: 'The operator deploys neither the manager nor the device plugin for Kata otherwise, and says so nowhere: no GPU reaches a confidential VM.',
  fix: 'Set spec.sandboxWorkloads.enabled to true, and spec.sandboxWorkloads.mode to kata.',
  docs: 'Document section 3.10.6; NVIDIA/gpu-operator api/nvidia/v1/clusterpolicy_types.go, where the mode is kubevirt when left out',
  appliesTo: isKind(...CLUSTER_POLICY),
  check: (object) => {
    if (valueAt(object, '/spec/ccManager/enabled') !== true) return [];
    const mode = valueAt(object, `${SANDBOX}/mode`);
    const found: PolicyFinding[] = [];
    if (valueAt(object, `${SANDBOX}/enabled`) !== true) {
      const message = 'ccManager is enabled, and sandboxWorkloads.enabled is not true.';
      found.push({ path: placeOf(object, 'enabled'), message });
    }
    if (mode !== 'kata') {
      const message = `With ccManager, sandboxWorkloads.mode has to be kata; found ${mode === undefined ? 'none, which is kubevirt' : describe(mode)}.`;
      found.push({ path: placeOf(object, 'mode'), message });
    }
    return found;
  },
};

function placeOf(object: Parameters<PolicyRule['check']>[0], field: string): string {
  const parents = [`${SANDBOX}/${field}`, SANDBOX];
  return parents.find((path) => valueAt(object, path) !== undefined) ?? '/spec';
}
