import { condition, type Expr, type KindHealth } from './rules.ts';

const STATE = ['status', 'state'] as const;
const PENDING = 'InstallPlanPending';

function isTrue(type: string): Expr {
  return { eq: [condition(type, 'status'), 'True'] };
}

function degraded(type: string, what: string) {
  return {
    status: 'Degraded',
    when: isTrue(type),
    message: [`${what}: `, { path: condition(type, 'message'), orElse: 'no message' }],
  } as const;
}

/**
 * Subscription (operator-lifecycle-manager, api/pkg/operators/v1alpha1/subscription_types.go). Argo CD has a check of its
 * own, which this replaces: one whose InstallPlan awaits approval is Progressing there (argo-cd,
 * resource_customizations/operators.coreos.com/Subscription/health.lua; from 3.5 on only when a version is installed
 * already), so that with manual approval a sync would never come to the gate that approves the pinned version, and would
 * stop at every later version that is not wanted. Whether the operator runs is a question for that gate.
 */
export const SUBSCRIPTION: KindHealth = {
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'Subscription',
  health: {
    rules: [
      degraded('CatalogSourcesUnhealthy', 'A catalog does not answer'),
      degraded('ResolutionFailed', 'No version can be installed'),
      degraded('InstallPlanFailed', 'The InstallPlan has failed'),
      {
        status: 'Healthy',
        when: { all: [isTrue(PENDING), { eq: [condition(PENDING, 'reason'), 'RequiresApproval'] }] },
        message: [
          'InstallPlan ',
          { path: ['status', 'installPlanRef', 'name'], orElse: 'of no name' },
          ' awaits approval, which the gate of the operators gives to a pinned version',
        ],
      },
      {
        status: 'Healthy',
        when: { eq: [STATE, 'AtLatestKnown'] },
        message: ['At the latest known version: ', { path: ['status', 'installedCSV'], orElse: 'none' }],
      },
      {
        status: 'Progressing',
        when: { present: STATE },
        message: [
          { path: STATE, orElse: '' },
          ': ',
          { path: ['status', 'currentCSV'], orElse: 'no version' },
        ],
      },
    ],
    otherwise: {
      status: 'Progressing',
      message: ['No state yet: the Operator Lifecycle Manager has not looked at it'],
    },
  },
};
