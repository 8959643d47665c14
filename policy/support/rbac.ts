import type { JsonObject } from 'kube-strict/ground/json.ts';
import { objectsAt, type Place, textAt, textsAt } from 'kube-strict/ground/values.ts';
import type { PolicyTarget } from './policy-target.ts';

const RBAC = ['rbac.authorization.k8s.io', 'authorization.openshift.io'];

export function isRole({ group, kind }: PolicyTarget): boolean {
  return RBAC.includes(group) && (kind === 'Role' || kind === 'ClusterRole');
}

export function isBinding({ group, kind }: PolicyTarget): boolean {
  return RBAC.includes(group) && (kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
}

/** One rule of a role. */
export interface RightsPlace {
  readonly path: string;
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  /** Empty: every object of the resources. */
  readonly names: readonly string[];
}

/** What a role allows. */
export function rightsOf(role: JsonObject): RightsPlace[] {
  return objectsAt(role, '/rules').map(({ path }) => {
    const list = (name: string) => textsAt(role, `${path}/${name}`).map(({ value }) => value);
    return {
      path,
      verbs: list('verbs'),
      groups: list('apiGroups'),
      resources: list('resources'),
      names: list('resourceNames'),
    };
  });
}

/** Whether a right is about a resource, or a part of one such as `pods/exec`. */
export function allows(
  right: RightsPlace,
  group: string,
  resource: string,
  verbs: readonly string[],
): boolean {
  // A star is every resource, and one before a slash every resource that has this part.
  const [, part] = resource.split('/');
  const resources = ['*', resource, ...(part === undefined ? [] : [`*/${part}`])];
  return (
    right.groups.some((one) => one === group || one === '*') &&
    right.resources.some((one) => resources.includes(one)) &&
    right.verbs.some((verb) => verb === '*' || verbs.includes(verb))
  );
}

/** Who is given a role. */
export function subjectsOf(binding: JsonObject): Place<JsonObject>[] {
  return objectsAt(binding, '/subjects');
}

/** Whether a subject of a binding is a service account called `default`, which every pod has that names no other. */
export function isDefaultAccount(subject: JsonObject): boolean {
  const { kind, name } = subject;
  if (kind === 'ServiceAccount') return name === 'default';
  return kind === 'User' && typeof name === 'string' && /^system:serviceaccount:[^:]*:default$/.test(name);
}

/** The name of the role that a binding gives. */
export function roleNameOf(binding: JsonObject): string {
  return textAt(binding, '/roleRef/name') ?? '';
}
