import { textAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { runsKataOnGpus } from '../support/run.ts';
import { isKind } from '../support/target.ts';

/** The GPU operator is one that can run Kata, and stays so. */
export const gpuOperatorChannel: PolicyRule = {
  id: 'policy/gpu-operator-channel',
  severity: 'error',
  title: 'A channel of the GPU operator that runs Kata',
  why: 'Before 26.3 ClusterPolicy has no sandboxWorkloads.mode, and no GPU reaches a VM; other channels move from release to release.',
  fix: 'Use channel v26.3, or a later vMAJOR.MINOR.',
  docs: 'Document section 3.10.5; NVIDIA/gpu-operator api/nvidia/v1/clusterpolicy_types.go',
  appliesTo: isKind('operators.coreos.com', 'Subscription'),
  check: (object, context) => {
    if (textAt(object, '/spec/name') !== 'gpu-operator-certified' || !runsKataOnGpus(context)) return [];
    const path = '/spec/channel';
    const channel = textAt(object, path);
    const release = /^v(\d{1,4})\.(\d{1,4})$/.exec(channel ?? '');
    if (release === null) {
      const message = `Expected a channel vMAJOR.MINOR, which stays on one release; found ${describe(channel)}.`;
      return [{ path: channel === undefined ? '/spec' : path, message, severity: 'warning' }];
    }
    const [major, minor] = [Number(release[1]), Number(release[2])];
    if (major > 26 || (major === 26 && minor >= 3)) return [];
    return [{ path, message: `Expected v26.3 or later, found ${describe(channel)}.` }];
  },
};
