import { objectsAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isConfidential, podsOf } from '../support/pods.ts';

/** Pods do not mount folders of the host. */
export const hostPath: PolicyRule = {
  id: 'policy/host-path',
  severity: 'warning',
  title: 'No folders of the host',
  why: 'The pod can read and change the node; and the node, and whoever controls it, the data of the pod.',
  fix: 'Use a volume claim. For data of a confidential pod, a block volume that is encrypted inside the VM.',
  docs: 'Document section 3.9.1',
  appliesTo: () => true,
  check: (object) =>
    podsOf(object).flatMap((pod) =>
      objectsAt(object, `${pod.path}/volumes`).flatMap(({ path, value }): PolicyFinding[] => {
        if (value['hostPath'] === undefined) return [];
        if (!isConfidential(pod)) return [{ path, message: 'The volume is a folder of the node.' }];
        const message =
          'The volume is a folder of the node, which is not trusted: it lies outside the confidential VM.';
        return [{ path, message, severity: 'error' }];
      }),
    ),
};
