import { valueAt } from '../../json-pointer.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { SUBSCRIPTION } from '../support/run.ts';
import { isKind } from '../support/target.ts';
import { envValue, textAt } from '../support/values.ts';

/** The manager of the confidential mode of GPUs knows its namespace. */
export const ccManagerNamespace: PolicyRule = {
  id: 'policy/cc-manager-namespace',
  severity: 'error',
  title: 'The confidential computing manager knows its namespace',
  why: 'Version 0.3.0, of GPU operator 26.3, looks for pods in "gpu-operator" otherwise, is refused, and no GPU ever becomes ready.',
  fix: 'Add OPERATOR_NAMESPACE to spec.ccManager.env, with the namespace of the operator (nvidia-gpu-operator).',
  docs: 'NVIDIA/k8s-cc-manager; seen with GPU operator 26.3.0, absent from document section 3.10.6',
  appliesTo: isKind('nvidia.com', 'ClusterPolicy'),
  check: (object, context) => {
    if (valueAt(object, '/spec/ccManager/enabled') !== true) return [];
    if (envValue(object, '/spec/ccManager/env', 'OPERATOR_NAMESPACE')) return [];
    const release = releaseOf(context);
    if (release !== undefined && release !== 'v26.3') return [];
    const message = 'ccManager.env has no OPERATOR_NAMESPACE, which GPU operator 26.3 needs.';
    return [
      { path: '/spec/ccManager', message, ...(release === undefined && { severity: 'warning' as const }) },
    ];
  },
};

/** `v26.3` when the Subscription of the run says so; undefined when it is open or not there. */
function releaseOf(context: PolicyContext): string | undefined {
  const subscription = context
    .ofKind(...SUBSCRIPTION)
    .find((object) => textAt(object, '/spec/name') === 'gpu-operator-certified');
  if (subscription === undefined) return undefined;
  const channel = textAt(subscription, '/spec/channel') ?? '';
  return /^v\d{1,4}\.\d{1,4}$/.test(channel) ? channel : undefined;
}
