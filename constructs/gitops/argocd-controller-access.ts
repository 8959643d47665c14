import { Construct } from 'constructs';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { GrantedRights } from './granted-rights.ts';
import { groupOf } from './resources.ts';
import { type Need, rightsFor } from './rights.ts';

export interface ArgoCdControllerAccessProps {
  /** Name of the roles and of their bindings. */
  readonly name: string;
  /** Namespace of the Argo CD instance. */
  readonly namespace: string;
  /** Service account of the application controller. */
  readonly serviceAccount: string;
  /** Everything that is synced; the rights are derived from it. */
  readonly objects: readonly KubernetesObject[];
}

/**
 * What the application controller of OpenShift GitOps may already write on the whole cluster (gitops-operator,
 * controllers/argocd/openshift/openshift.go, `policyRulesForClusterConfig`): these groups, and these kinds. It may read
 * everything.
 */
const ALREADY_GRANTED = new Set([
  'machineconfiguration.openshift.io',
  'operators.coreos.com',
  'rbac.authorization.k8s.io',
  '/ConfigMap',
  '/Namespace',
  '/PersistentVolumeClaim',
]);

/**
 * The rights that the Argo CD application controller lacks, and no more: in the namespaces of the Application, of the
 * kinds that it has there, and on the cluster by name. An administrator applies them before the first sync, so that what
 * the controller gets is seen and reviewed apart from what it syncs.
 */
export class ArgoCdControllerAccess extends Construct {
  constructor(scope: Construct, id: string, props: ArgoCdControllerAccessProps) {
    super(scope, id);
    new GrantedRights(this, 'rights', {
      name: props.name,
      rights: rightsFor(props.objects.filter(isMissing).map(needOf)),
      serviceAccount: { name: props.serviceAccount, namespace: props.namespace },
    });
  }
}

/** Whether the controller cannot write an object by itself. */
export function isMissing(object: KubernetesObject): boolean {
  const group = groupOf(object);
  return !ALREADY_GRANTED.has(group) && !ALREADY_GRANTED.has(`${group}/${object.kind}`);
}

/**
 * It applies by patch, prunes by delete, and takes its finalizer from a hook by update, all of it by name
 * (gitops-engine, pkg/sync/sync_context.go).
 */
function needOf(target: KubernetesObject): Need {
  const isHook = target.metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;
  return { target, verbs: ['create', ...(isHook ? ['update'] : []), 'patch', 'delete'] };
}
