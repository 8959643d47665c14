import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import type { KubernetesObject } from '../../../constructs/kubernetes-object.ts';

/** A rule of RBAC, with the namespace of the Role that it stands in; undefined for a ClusterRole. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly namespace?: string | undefined;
}

export interface Request {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string | undefined;
  /** A request to create has none when it is judged. */
  readonly name?: string | undefined;
}

/** As the authorizer of RBAC does (kubernetes, plugin/pkg/auth/authorizer/rbac/rbac.go). */
export function allows(rule: Rule, request: Request): boolean {
  const has = (list: readonly string[], one: string) => list.includes('*') || list.includes(one);
  return (
    has(rule.apiGroups, request.group) &&
    has(rule.resources, request.resource) &&
    has(rule.verbs, request.verb) &&
    (rule.namespace === undefined || rule.namespace === request.namespace) &&
    (rule.resourceNames === undefined ||
      (request.name !== undefined && rule.resourceNames.includes(request.name)))
  );
}

/** Kinds that are looked at and never written, of which there is no schema here. */
const ONLY_READ: Readonly<Record<string, { readonly group: string; readonly plural: string } | undefined>> = {
  'operators.coreos.com/v1alpha1/ClusterServiceVersion': {
    group: 'operators.coreos.com',
    plural: 'clusterserviceversions',
  },
  'node.k8s.io/v1/RuntimeClass': { group: 'node.k8s.io', plural: 'runtimeclasses' },
  'machineconfiguration.openshift.io/v1/MachineConfigPool': {
    group: 'machineconfiguration.openshift.io',
    plural: 'machineconfigpools',
  },
};

/** What a request with some verb to an object is judged by. */
export function requestFor(verb: string, { apiVersion, kind, metadata }: KubernetesObject): Request {
  const info = wholeCatalog.find(apiVersion, kind)?.info ?? ONLY_READ[`${apiVersion}/${kind}`];
  if (info === undefined) throw new Error(`no definition of ${kind} of ${apiVersion}`);
  const { namespace, name } = metadata;
  return {
    verb,
    group: info.group,
    resource: info.plural,
    namespace,
    name: verb === 'create' ? undefined : name,
  };
}

/** The rules that an account has, by the roles and bindings among some objects. */
export function rulesOf(
  objects: readonly KubernetesObject[],
  account: { readonly name: string; readonly namespace: string },
): Rule[] {
  return objects.flatMap((binding) => {
    if (binding.kind !== 'ClusterRoleBinding' && binding.kind !== 'RoleBinding') return [];
    const { subjects, roleRef } = binding as unknown as {
      readonly subjects: readonly { readonly name: string; readonly namespace?: string }[];
      readonly roleRef: { readonly kind: string; readonly name: string };
    };
    if (!subjects.some(({ name, namespace }) => name === account.name && namespace === account.namespace))
      return [];
    const { namespace } = binding.metadata;
    const role = objects.find(
      ({ kind, metadata }) =>
        kind === roleRef.kind && metadata.name === roleRef.name && metadata.namespace === namespace,
    );
    return ((role?.['rules'] ?? []) as Rule[]).map((rule) => ({ ...rule, namespace }));
  });
}

/** Every single right of some rules, as a request that no other right of theirs allows. */
export function rightsIn(rules: readonly Rule[]): Request[] {
  return rules.flatMap(({ apiGroups, resources, verbs, resourceNames, namespace }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) =>
          (resourceNames ?? [undefined]).map((name) => ({ verb, group, resource, namespace, name })),
        ),
      ),
    ),
  );
}

/** What OpenShift GitOps gives the controller on the whole cluster (gitops-operator, `policyRulesForClusterConfig`). */
export const OPENSHIFT_GITOPS: readonly Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
  ...[
    'operators.coreos.com',
    'operator.openshift.io',
    'user.openshift.io',
    'config.openshift.io',
    'console.openshift.io',
    'rbac.authorization.k8s.io',
    'storage.k8s.io',
    'machine.openshift.io',
    'machineconfiguration.openshift.io',
  ].map((group) => ({ apiGroups: [group], resources: ['*'], verbs: ['*'] })),
  {
    apiGroups: [''],
    resources: ['namespaces', 'persistentvolumeclaims', 'persistentvolumes', 'configmaps'],
    verbs: ['*'],
  },
  { apiGroups: ['compliance.openshift.io'], resources: ['scansettingbindings'], verbs: ['*'] },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
];
