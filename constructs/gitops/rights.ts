import type { PolicyRule } from 'cdk8s-plus-30/lib/imports/k8s.js';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { groupOf, resourceOf } from './resources.ts';

/** An object of a cluster, by what RBAC tells it apart. */
export interface Target {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Pick<KubernetesObject['metadata'], 'name' | 'namespace'>;
}

/** What somebody does with an object. */
export interface Need {
  readonly target: Target;
  readonly verbs: readonly string[];
  /**
   * Whether another object, of another name, takes its place with the next change.
   * @default false
   */
  readonly renamed?: boolean;
}

/** Rules of a ClusterRole, and of a Role in each of some namespaces. */
export interface Rights {
  readonly cluster: readonly PolicyRule[];
  readonly namespaces: ReadonlyMap<string, readonly PolicyRule[]>;
}

/**
 * Verbs that RBAC cannot tie to a name: the name of a new object is not known when the request is judged, and a list has
 * none.
 */
const NAMELESS = new Set(['create', 'list']);

/**
 * Groups whose objects, some of them in namespaces of operators, always have the same names. Others, in namespaces of
 * ours, come and go: a Role with names would have to be applied anew for each workload and each Job.
 */
const NAMED_GROUPS = new Set(['nfd.openshift.io', 'operators.coreos.com', 'rbac.authorization.k8s.io']);

/**
 * The least rights for some needs: what is in a namespace by a Role of that namespace, what is not by names wherever RBAC
 * can name it.
 */
export function rightsFor(needs: readonly Need[]): Rights {
  const scopes = new Map<string | undefined, Need[]>();
  for (const need of needs) {
    const { namespace } = need.target.metadata;
    scopes.set(namespace, [...(scopes.get(namespace) ?? []), need]);
  }
  const { [CLUSTER]: cluster = [], ...namespaces } = Object.fromEntries(
    [...scopes].map(([namespace, own]) => [namespace ?? CLUSTER, rulesFor(own)]),
  );
  return { cluster, namespaces: new Map(Object.entries(namespaces).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** No name of a namespace. */
const CLUSTER = '';

/** Rules by group and verbs: one for all resources without names, and one for each resource with names. */
function rulesFor(needs: readonly Need[]): PolicyRule[] {
  const rights = new Map<string, { group: string; resource: string; name?: string; verbs: Set<string> }>();
  for (const need of needs) {
    const { name } = need.target.metadata;
    const [group, resource] = [groupOf(need.target), resourceOf(need.target)];
    for (const verb of need.verbs) {
      const place = isNamed(need, verb) ? { group, resource, name } : { group, resource };
      const key = Object.values(place).join('/');
      const right = rights.get(key) ?? { ...place, verbs: new Set() };
      rights.set(key, { ...right, verbs: right.verbs.add(verb) });
    }
  }
  return joined([...rights].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, right]) => right));
}

function isNamed({ target, renamed = false }: Need, verb: string): boolean {
  if (renamed || NAMELESS.has(verb)) return false;
  return target.metadata.namespace === undefined || (verb !== 'get' && NAMED_GROUPS.has(groupOf(target)));
}

/** Resources of a group with the same verbs make one rule, and so do names of a resource. */
function joined(
  rights: readonly { group: string; resource: string; name?: string; verbs: Set<string> }[],
): PolicyRule[] {
  const rules = new Map<string, PolicyRule & { resources: string[]; resourceNames: string[] }>();
  for (const right of rights) {
    const { group, resource, name } = right;
    const verbs = VERBS.filter((verb) => right.verbs.has(verb));
    const key = [group, name === undefined ? '' : resource, ...verbs].join();
    const rule = rules.get(key) ?? { apiGroups: [group], resources: [], resourceNames: [], verbs };
    if (!rule.resources.includes(resource)) rule.resources.push(resource);
    if (name !== undefined) rule.resourceNames.push(name);
    rules.set(key, rule);
  }
  return [...rules.values()].map(({ resourceNames, ...rule }) =>
    resourceNames.length === 0 ? rule : { ...rule, resourceNames },
  );
}

/** In the order in which they are written. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'bind', 'escalate'];
