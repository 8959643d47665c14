import { fixedNodeCount } from '../profile.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses a node selector where the operator ignores it: without worker nodes it uses pool `master` whole
 * (sandboxed-containers-operator, openshift_controller.go, `kataConfigPoolSelector`).
 */
export const nodeSelector: Rule = ({ topology, nodes }) => {
  if (fixedNodeCount(topology) === undefined || nodes.selector === undefined) return [];
  return [
    {
      path: ['nodes', 'selector'],
      message: `has no effect with topology ${topology}: the operator then uses every control plane node`,
      fix: 'remove it',
    },
  ];
};
