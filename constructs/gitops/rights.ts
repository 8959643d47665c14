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
 * Groups whose objects, in namespaces of operators, always have the same names. In namespaces of ours names come and go:
 * a Role with names would have to be applied anew for each workload and each Job.
 */
const NAMED_GROUPS = new Set(['nfd.openshift.io', 'operators.coreos.com']);

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

/** Rules by group and verbs: one for all resources without names, one for each resource with names. */
function rulesFor(needs: readonly Need[]): PolicyRule[] {
  const byResource = new Map<
    string,
    { verbs: Set<string>; names: Set<string>; group: string; resource: string }
  >();
  for (const { target, verbs } of needs) {
    const group = groupOf(target);
    const resource = resourceOf(target);
    const named = target.metadata.namespace === undefined || NAMED_GROUPS.has(group);
    for (const [isNamed, own] of [
      [false, verbs.filter((verb) => !named || NAMELESS.has(verb))],
      [true, verbs.filter((verb) => named && !NAMELESS.has(verb))],
    ] as const) {
      if (own.length === 0) continue;
      const key = `${group}/${resource}/${isNamed}`;
      const entry = byResource.get(key) ?? { verbs: new Set(), names: new Set(), group, resource };
      for (const verb of own) entry.verbs.add(verb);
      if (isNamed) entry.names.add(target.metadata.name);
      byResource.set(key, entry);
    }
  }
  const rules = new Map<string, PolicyRule & { resources: string[] }>();
  for (const key of [...byResource.keys()].sort()) {
    const entry = byResource.get(key);
    if (entry === undefined) continue;
    const { group, resource } = entry;
    const verbs = VERBS.filter((verb) => entry.verbs.has(verb));
    const resourceNames = [...entry.names].sort();
    const together = `${group} ${verbs.join()} ${resourceNames.length > 0 ? resource : ''}`;
    const rule = rules.get(together) ?? { apiGroups: [group], resources: [], verbs };
    rule.resources.push(resource);
    rules.set(together, resourceNames.length > 0 ? { ...rule, resourceNames } : rule);
  }
  return [...rules.values()];
}

/** In the order in which they are written. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'bind', 'escalate'];
