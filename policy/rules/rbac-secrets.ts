import type { JsonObject } from 'kube-strict/ground/json.ts';
import { nameOf, namespaceOf, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { groupsOf } from '../support/indexed.ts';
import { allows, isRole, rightsOf, roleNameOf, subjectsOf } from '../support/rbac.ts';

const READ = ['get', 'list', 'watch'];

/** Roles name the Secrets that they let an account read. */
export const rbacSecrets: PolicyRule = {
  id: 'policy/rbac-secrets',
  severity: 'warning',
  title: 'Roles name the Secrets that can be read',
  why: 'The account reads every Secret, those of other workloads and the tokens of service accounts among them.',
  fix: 'List the Secrets in resourceNames, with the verb get alone.',
  docs: 'kubernetes.io/docs/concepts/security/rbac-good-practices',
  appliesTo: isRole,
  check: (object, context) =>
    rightsOf(object).flatMap((right): PolicyFinding[] => {
      if (right.resources.includes('*') || !allows(right, '', 'secrets', READ) || right.names.length > 0)
        return [];
      const group = groupWith(object, context);
      if (group !== undefined) {
        const message = `Allows to read every Secret, and is given to the group ${JSON.stringify(group)}.`;
        return [{ path: right.path, message, severity: 'error' }];
      }
      return [{ path: right.path, message: 'Allows to read every Secret.' }];
    }),
};

/** The first group that a binding of the run gives the role to. */
function groupWith(role: JsonObject, context: PolicyContext): string | undefined {
  const bindings = ['RoleBinding', 'ClusterRoleBinding'].flatMap(
    (kind) => byRole(context.ofKind('rbac.authorization.k8s.io', kind)).get(nameOf(role)) ?? [],
  );
  const ours = bindings.filter(
    (binding) =>
      textAt(binding, '/roleRef/kind') === role['kind'] &&
      (role['kind'] === 'ClusterRole' || namespaceOf(binding) === namespaceOf(role)),
  );
  const group = ours.flatMap(subjectsOf).find(({ value }) => value['kind'] === 'Group')?.value['name'];
  return typeof group === 'string' ? group : undefined;
}

const byRole = groupsOf(roleNameOf);
