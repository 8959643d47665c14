import type { KindHealth, Path } from './rules.ts';

const PHASE: Path = ['status', 'phase'];
const MESSAGE = { path: ['status', 'message'], orElse: 'no message' } as const;

/**
 * ClusterServiceVersion (operator-lifecycle-manager, api/pkg/operators/v1alpha1/clusterserviceversion_types.go). One that
 * is being replaced or deleted is on its way out, not failed. It has no observedGeneration.
 */
export const CLUSTER_SERVICE_VERSION: KindHealth = {
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'ClusterServiceVersion',
  health: {
    rules: [
      {
        status: 'Degraded',
        when: { eq: [PHASE, 'Failed'] },
        message: [{ path: ['status', 'reason'], orElse: 'Failed' }, ': ', MESSAGE],
      },
      {
        status: 'Healthy',
        when: { eq: [PHASE, 'Succeeded'] },
        message: ['Succeeded: ', MESSAGE],
      },
      {
        status: 'Progressing',
        when: { present: PHASE },
        message: [{ path: PHASE, orElse: 'Unknown' }, ': ', MESSAGE],
      },
    ],
    otherwise: {
      status: 'Progressing',
      message: ['No phase yet: the Operator Lifecycle Manager has not looked at it'],
    },
  },
};
