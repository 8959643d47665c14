import { condition, type Expr, type KindHealth, type Text } from './rules.ts';

/**
 * NodeFeatureDiscovery (cluster-nfd-operator, internal/status/status.go): exactly one of Available, Progressing and
 * Degraded is True. The operator says Degraded also of a DaemonSet or Deployment that has no pod yet, so that a first
 * sync may fail once or twice before it is retried. Degraded it is all the same: as Progressing, a node selector that
 * matches nothing or an image that cannot be pulled would hold the sync for ever, and no commit could mend it.
 * It has no observedGeneration: the operator leaves that field of the conditions unset.
 */
export const NODE_FEATURE_DISCOVERY: KindHealth = {
  apiVersion: 'nfd.openshift.io/v1',
  kind: 'NodeFeatureDiscovery',
  health: {
    rules: [
      { status: 'Degraded', when: isTrue('Degraded'), message: told('Degraded') },
      {
        status: 'Healthy',
        when: isTrue('Available'),
        message: ['The workers, the master and the garbage collector run'],
      },
      { status: 'Progressing', when: isTrue('Progressing'), message: told('Progressing') },
    ],
    otherwise: { status: 'Progressing', message: ['The operator has not said yet how it goes'] },
  },
};

function isTrue(type: string): Expr {
  return { eq: [condition(type, 'status'), 'True'] };
}

function told(type: string): readonly Text[] {
  return [
    { path: condition(type, 'reason'), orElse: type },
    ': ',
    { path: condition(type, 'message'), orElse: 'no message' },
  ];
}
