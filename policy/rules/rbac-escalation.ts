import { alternatives } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isRole, type RightsPlace, rightsOf } from '../support/rbac.ts';

const VERBS = ['bind', 'escalate', 'impersonate'];

/** Roles do not let an account give itself more rights. */
export const rbacEscalation: PolicyRule = {
  id: 'policy/rbac-escalation',
  severity: 'error',
  title: 'No bind, escalate or impersonate',
  why: 'With one of these verbs an account gives itself every other right.',
  fix: 'Let an administrator make the bindings, or limit the verb to resourceNames.',
  docs: 'kubernetes.io/docs/concepts/security/rbac-good-practices',
  appliesTo: isRole,
  check: (object) => rightsOf(object).flatMap(findings),
};

function findings({ path, verbs, names }: RightsPlace): PolicyFinding[] {
  const found = VERBS.filter((verb) => verbs.includes(verb));
  if (found.length === 0) return [];
  const place = `${path}/verbs`;
  if (names.length === 0) return [{ path: place, message: `Allows ${alternatives(found)} on any object.` }];
  return [
    { path: place, message: `Allows ${alternatives(found)} on ${names.length} named.`, severity: 'warning' },
  ];
}
