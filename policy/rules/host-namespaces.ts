import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isKata, podsOf } from '../support/pods.ts';

/** Pods do not use namespaces of the host. */
export const hostNamespaces: PolicyRule = {
  id: 'policy/host-namespaces',
  severity: 'warning',
  title: 'No namespaces of the host',
  why: 'The pod sees the processes or the network of its node. One that runs in a VM cannot have them, and does not start or lacks them.',
  fix: 'Remove hostNetwork, hostPID and hostIPC.',
  docs: 'kata-containers/kata-containers docs/Limitations.md',
  appliesTo: () => true,
  check: (object) =>
    podsOf(object).flatMap((pod) =>
      ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field): PolicyFinding[] => {
        const path = `${pod.path}/${field}`;
        if (valueAt(object, path) !== true) return [];
        if (!isKata(pod)) return [{ path, message: `${field} gives the pod a namespace of its node.` }];
        const message = `${field} is asked for, and a pod in a VM cannot have a namespace of its node.`;
        return [{ path, message, severity: 'error' }];
      }),
    ),
};
