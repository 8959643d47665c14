import type { PolicyRule } from '../policy-rule.ts';
import { isBinding, subjectsOf } from '../support/rbac.ts';

const EVERYONE: ReadonlyMap<string, string> = new Map([
  ['system:anonymous', 'everybody, without logging in'],
  ['system:unauthenticated', 'everybody, without logging in'],
  ['system:authenticated', 'everybody who can log in, and every service account'],
  ['system:authenticated:oauth', 'everybody who can log in'],
  ['system:serviceaccounts', 'every service account'],
]);

/** Rights are given to somebody. */
export const rbacEveryone: PolicyRule = {
  id: 'policy/rbac-everyone',
  severity: 'error',
  title: 'Rights are given to somebody, not to everybody',
  why: 'Whoever reaches the API server has the rights of the role.',
  fix: 'Name the service account, user or group that needs them.',
  docs: 'kubernetes.io/docs/concepts/security/rbac-good-practices',
  appliesTo: isBinding,
  check: (object) =>
    subjectsOf(object).flatMap(({ path, value: { kind, name } }) => {
      const isNamed = (kind === 'Group' || kind === 'User') && typeof name === 'string';
      const who = isNamed ? EVERYONE.get(name) : undefined;
      return who === undefined ? [] : [{ path, message: `Gives the role to ${who}.` }];
    }),
};
