import { KubeClusterRole, KubeClusterRoleBinding } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { groupOf } from './argocd-application.ts';

export interface ArgoCdControllerAccessProps {
  /** Name of the ClusterRole and of its binding. */
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
 * controllers/argocd/openshift/openshift.go, `policyRulesForClusterConfig`): these groups, and these kinds.
 */
const ALREADY_GRANTED = new Set([
  'machineconfiguration.openshift.io',
  'operators.coreos.com',
  'rbac.authorization.k8s.io',
  '/ConfigMap',
  '/Namespace',
  '/PersistentVolumeClaim',
]);

/** Resource names of the other kinds that we render. */
const RESOURCES: Readonly<Record<string, string>> = {
  '/Pod': 'pods',
  '/ReplicationController': 'replicationcontrollers',
  '/Service': 'services',
  '/ServiceAccount': 'serviceaccounts',
  'apps/DaemonSet': 'daemonsets',
  'apps/Deployment': 'deployments',
  'apps/ReplicaSet': 'replicasets',
  'apps/StatefulSet': 'statefulsets',
  'apps.openshift.io/DeploymentConfig': 'deploymentconfigs',
  'batch/CronJob': 'cronjobs',
  'batch/Job': 'jobs',
  'bitnami.com/SealedSecret': 'sealedsecrets',
  'cert-manager.io/Certificate': 'certificates',
  'deviceplugin.intel.com/SgxDevicePlugin': 'sgxdeviceplugins',
  'external-secrets.io/ExternalSecret': 'externalsecrets',
  'kataconfiguration.openshift.io/KataConfig': 'kataconfigs',
  'nfd.openshift.io/NodeFeatureDiscovery': 'nodefeaturediscoveries',
  'nfd.openshift.io/NodeFeatureRule': 'nodefeaturerules',
  'nvidia.com/ClusterPolicy': 'clusterpolicies',
  'security.openshift.io/SecurityContextConstraints': 'securitycontextconstraints',
};

/**
 * The rights that the Argo CD application controller lacks, and no more. An administrator applies them before the first
 * sync: the Application cannot grant them to its own controller.
 */
export class ArgoCdControllerAccess extends Construct {
  constructor(scope: Construct, id: string, props: ArgoCdControllerAccessProps) {
    super(scope, id);
    new KubeClusterRole(this, 'role', {
      metadata: { name: props.name },
      rules: [...missingResources(props.objects)].map(([group, resources]) => ({
        apiGroups: [group],
        resources: [...resources].sort(),
        verbs: ['create', 'update', 'patch', 'delete'],
      })),
    });
    new KubeClusterRoleBinding(this, 'binding', {
      metadata: { name: props.name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: props.name },
      subjects: [{ kind: 'ServiceAccount', name: props.serviceAccount, namespace: props.namespace }],
    });
  }
}

function missingResources(objects: readonly KubernetesObject[]): Map<string, Set<string>> {
  const missing = new Map<string, Set<string>>();
  const kinds = new Set(objects.map((object) => `${groupOf(object)}/${object.kind}`));
  for (const kind of [...kinds].sort()) {
    const group = kind.slice(0, kind.indexOf('/'));
    if (ALREADY_GRANTED.has(kind) || ALREADY_GRANTED.has(group)) continue;
    const resource = RESOURCES[kind];
    if (resource === undefined)
      throw new Error(`no resource name is known for ${kind}, so no right can be granted`);
    missing.set(group, (missing.get(group) ?? new Set()).add(resource));
  }
  return missing;
}
