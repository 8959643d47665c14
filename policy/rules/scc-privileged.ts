import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { textsAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import {
  allows,
  isBinding,
  isDefaultAccount,
  isRole,
  rightsOf,
  roleNameOf,
  subjectsOf,
} from '../support/rbac.ts';
import { isKind, targetOf } from '../support/target.ts';

const isConstraints = isKind('security.openshift.io', 'SecurityContextConstraints');

/** Nobody uses the security context constraints `privileged`, least of all the default service account. */
export const sccPrivileged: PolicyRule = {
  id: 'policy/scc-privileged',
  severity: 'warning',
  title: 'Security context constraints of its own instead of privileged',
  why: 'The constraints privileged allow all of the host. Given to the account "default", every pod of the namespace has them.',
  fix: 'Make constraints that allow what the pod uses, and a role with the verb use on them for a service account of its own.',
  docs: 'Document section 3.2, which grants privileged to two accounts',
  appliesTo: (target) => isBinding(target) || isRole(target) || isConstraints(target),
  check: (object) => {
    const target = targetOf(object);
    if (isBinding(target)) return bindingFindings(object);
    return isRole(target) ? roleFindings(object) : constraintsFindings(object);
  },
};

function bindingFindings(binding: JsonObject): PolicyFinding[] {
  const role = roleNameOf(binding);
  const isPrivileged = role === 'system:openshift:scc:privileged';
  const toDefault = subjectsOf(binding).filter(({ value }) => isDefaultAccount(value));
  if (role.startsWith('system:openshift:scc:') && toDefault.length > 0) {
    return toDefault.map(({ path }) => ({ path, message: defaultMessage(role), severity: 'error' as const }));
  }
  return isPrivileged ? [{ path: '/roleRef/name', message: 'Gives the constraints privileged.' }] : [];
}

function roleFindings(role: JsonObject): PolicyFinding[] {
  return rightsOf(role).flatMap((right) => {
    // policy/rbac-wildcard has a word on that.
    if (right.resources.includes('*')) return [];
    if (!allows(right, 'security.openshift.io', 'securitycontextconstraints', ['use'])) return [];
    if (right.names.includes('privileged')) {
      return [
        { path: `${right.path}/resourceNames`, message: 'Allows the use of the constraints privileged.' },
      ];
    }
    if (right.names.length > 0) return [];
    return [{ path: right.path, message: 'Allows the use of all constraints, privileged among them.' }];
  });
}

function constraintsFindings(constraints: JsonObject): PolicyFinding[] {
  const isStrong = [
    'allowPrivilegedContainer',
    'allowHostDirVolumePlugin',
    'allowHostNetwork',
    'allowHostPID',
  ].some((field) => valueAt(constraints, `/${field}`) === true);
  if (!isStrong) return [];
  const users = textsAt(constraints, '/users').filter(({ value }) =>
    isDefaultAccount({ kind: 'User', name: value }),
  );
  const groups = textsAt(constraints, '/groups').filter(({ value }) =>
    ['system:authenticated', 'system:serviceaccounts'].includes(value),
  );
  return [
    ...users.map(({ path }) => ({
      path,
      message: defaultMessage('these constraints'),
      severity: 'error' as const,
    })),
    ...groups.map(({ path }) => ({
      path,
      message: 'Gives constraints that allow parts of the host to everybody.',
      severity: 'error' as const,
    })),
  ];
}

function defaultMessage(what: string): string {
  return `Gives ${what} to the service account "default", which every pod has that names no other.`;
}
