import { condition, type KindHealth, type Path } from './rules.ts';

const STATE: Path = ['status', 'state'];

/**
 * ClusterPolicy of the NVIDIA GPU operator (gpu-operator, controllers/clusterpolicy_controller.go and
 * internal/conditions).
 * - It says `ready` as well while it sees no GPU node, since then it has nothing to do; only the reason of condition
 *   Ready tells. Older versions have no conditions.
 * - Condition Error is True for every operand that is not ready yet, so that it does not mean Degraded.
 * - `ignored` does not mend itself: the operator serves the first ClusterPolicy alone.
 */
export const CLUSTER_POLICY: KindHealth = {
  apiVersion: 'nvidia.com/v1',
  kind: 'ClusterPolicy',
  health: {
    rules: [
      {
        status: 'Degraded',
        when: { eq: [STATE, 'ignored'] },
        message: [
          'Ignored: the operator serves another ClusterPolicy, which was there first. Delete one of them',
        ],
      },
      {
        status: 'Healthy',
        when: {
          all: [
            { eq: [STATE, 'ready'] },
            { not: { in: [condition('Ready', 'reason'), ['NoGPUNodes', 'NFDLabelsMissing']] } },
          ],
        },
        message: ['All operands are ready'],
      },
      {
        status: 'Progressing',
        when: { eq: [STATE, 'ready'] },
        message: [
          'Ready with nothing to do: ',
          { path: condition('Ready', 'message'), orElse: 'the operator sees no GPU node' },
        ],
      },
      {
        status: 'Progressing',
        when: { present: STATE },
        message: [
          'State ',
          { path: STATE, orElse: 'unknown' },
          ': ',
          { path: condition('Error', 'message'), orElse: 'no message' },
        ],
      },
    ],
    otherwise: { status: 'Progressing', message: ['No state yet: the GPU operator has not looked at it'] },
  },
};
