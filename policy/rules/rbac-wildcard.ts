import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isRole, type RightsPlace, rightsOf } from '../support/rbac.ts';

/** Roles name what they allow. */
export const rbacWildcard: PolicyRule = {
  id: 'policy/rbac-wildcard',
  severity: 'error',
  title: 'Roles name what they allow',
  why: 'A wildcard also allows what is added to the API later; with every verb on every resource the account is an administrator.',
  fix: 'List the verbs, resources and API groups that are needed.',
  docs: 'kubernetes.io/docs/concepts/security/rbac-good-practices',
  appliesTo: isRole,
  check: (object) => rightsOf(object).flatMap(findings),
};

function findings({ path, verbs, groups, resources }: RightsPlace): PolicyFinding[] {
  const wild = Object.entries({ verbs, resources, apiGroups: groups })
    .filter(([, values]) => values.includes('*'))
    .map(([field]) => field);
  if (wild.length === 0) return [];
  if (wild.includes('verbs') && wild.includes('resources')) {
    return [{ path, message: 'Allows every verb on every resource.' }];
  }
  return wild.map((field) => ({
    path: `${path}/${field}`,
    message: `Expected names in ${field}, found "*".`,
    severity: 'warning',
  }));
}
