import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { envValue, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { SUBSCRIPTION } from '../support/run.ts';
import { isKind } from '../support/target.ts';

/** The manager of the confidential mode of GPUs knows its namespace. */
export const ccManagerNamespace: PolicyRule = {
  id: 'policy/cc-manager-namespace',
  severity: 'error',
  title: 'The confidential computing manager knows its namespace',
  why: 'No version of the GPU operator tells it, up to 26.7.0. It looks for pods in "gpu-operator" then, is refused, and no GPU ever becomes ready.',
  fix: 'Add OPERATOR_NAMESPACE to spec.ccManager.env, with the namespace of the operator (nvidia-gpu-operator).',
  docs: 'NVIDIA/gpu-operator v26.7.0, assets/state-cc-manager; NVIDIA/k8s-cc-manager v0.4.3, main.py; absent from document section 3.10.6',
  appliesTo: isKind('nvidia.com', 'ClusterPolicy'),
  check: (object, context) => {
    if (valueAt(object, '/spec/ccManager/enabled') !== true) return [];
    if (envValue(object, '/spec/ccManager/env', 'OPERATOR_NAMESPACE')) return [];
    const namespace = operatorNamespace(context);
    if (namespace === ITS_OWN_IDEA) return [];
    const message = `ccManager.env has no OPERATOR_NAMESPACE, and the manager takes it for "${ITS_OWN_IDEA}".`;
    return [
      {
        path: '/spec/ccManager',
        message,
        ...(namespace === undefined && { severity: 'warning' as const }),
      },
    ];
  },
};

/** Where the manager looks when nothing says otherwise. */
const ITS_OWN_IDEA = 'gpu-operator';

/** Where the Subscription of the run puts the operator; undefined when there is none. */
function operatorNamespace(context: PolicyContext): string | undefined {
  const subscription = context
    .ofKind(...SUBSCRIPTION)
    .find((object) => textAt(object, '/spec/name') === 'gpu-operator-certified');
  return subscription === undefined ? undefined : textAt(subscription, '/metadata/namespace');
}
