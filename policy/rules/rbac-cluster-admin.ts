import type { PolicyRule } from '../policy-rule.ts';
import { isBinding, roleNameOf } from '../support/rbac.ts';

/** Nobody is made an administrator of the cluster. */
export const rbacClusterAdmin: PolicyRule = {
  id: 'policy/rbac-cluster-admin',
  severity: 'error',
  title: 'No binding to cluster-admin',
  why: 'The account can do everything; in a ClusterRoleBinding, everywhere.',
  fix: 'Bind a role that names what the account needs.',
  docs: 'kubernetes.io/docs/concepts/security/rbac-good-practices',
  appliesTo: isBinding,
  check: (object) =>
    roleNameOf(object) === 'cluster-admin'
      ? [{ path: '/roleRef/name', message: 'Gives the role cluster-admin.' }]
      : [],
};
