import { KubeServiceAccount } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { GrantedRights } from './granted-rights.ts';
import { groupOf } from './resources.ts';
import { type Need, rightsFor, type Target } from './rights.ts';

/** What one Kustomization applies and looks at. */
export interface FluxApplied {
  readonly objects: readonly KubernetesObject[];
  /** Whether objects that are no longer in Git are deleted. */
  readonly prune: boolean;
  /**
   * Whether names have a digest of what comes before: the next commit then has others.
   * @default false
   */
  readonly renamed?: boolean;
  readonly healthChecks: readonly {
    readonly apiVersion?: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
}

export interface FluxAccessProps {
  /** The account, which is made, and its namespace. */
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
  /** Name of the roles and of their bindings. */
  readonly name: string;
  readonly applied: readonly FluxApplied[];
}

/**
 * An account for Flux with the rights that its Kustomizations use, and no others. It is for an administrator to apply:
 * what Flux syncs must not be what limits it.
 *
 * kustomize-controller reads an object, applies it by a server-side patch, which creates it where there is none, and
 * deletes what it prunes (fluxcd/pkg, ssa/manager_apply.go); it looks at health checks one by one, and at the ReplicaSets
 * and Pods of a Deployment (fluxcd/cli-utils, pkg/kstatus/polling/statusreaders).
 */
export class FluxAccess extends Construct {
  constructor(scope: Construct, id: string, props: FluxAccessProps) {
    super(scope, id);
    new KubeServiceAccount(this, 'account', {
      // Flux impersonates it; no pod runs with it.
      metadata: { ...props.serviceAccount },
      automountServiceAccountToken: false,
    });
    new GrantedRights(this, 'rights', {
      name: props.name,
      rights: rightsFor(props.applied.flatMap(needsOf)),
      serviceAccount: props.serviceAccount,
    });
  }
}

function needsOf({ objects, prune, renamed = false, healthChecks }: FluxApplied): Need[] {
  return [
    ...objects.flatMap((target) => [
      { target, renamed, verbs: ['get', 'create', 'patch', ...(prune ? ['delete'] : [])] },
      ...ofRoles(target),
    ]),
    ...healthChecks.flatMap((check) => {
      const { apiVersion = '', kind, name, namespace } = check;
      const target = {
        apiVersion,
        kind,
        metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      };
      return [{ target, verbs: ['get'] }, ...ofDeployment(target)];
    }),
  ];
}

/**
 * To write a role that holds rights which one does not have takes `escalate`, and to bind one `bind`
 * (kubernetes, pkg/registry/rbac): here of these roles alone.
 */
function ofRoles(target: KubernetesObject): Need[] {
  if (groupOf(target) !== 'rbac.authorization.k8s.io') return [];
  if (!target.kind.endsWith('Binding')) return [{ target, verbs: ['escalate'] }];
  const { kind, name } = target['roleRef'] as { readonly kind: string; readonly name: string };
  const { namespace } = target.metadata;
  const place = kind === 'Role' && namespace !== undefined ? { namespace } : {};
  return [{ target: { apiVersion: target.apiVersion, kind, metadata: { name, ...place } }, verbs: ['bind'] }];
}

function ofDeployment({ kind, metadata }: Target): Need[] {
  if (kind !== 'Deployment') return [];
  return [
    { target: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata }, verbs: ['list'] },
    { target: { apiVersion: 'v1', kind: 'Pod', metadata }, verbs: ['list'] },
  ];
}
