import type { KubernetesObject } from '../kubernetes-object.ts';

/** Resource names of the kinds that we render, by `group/Kind`. */
const RESOURCES: Readonly<Record<string, string>> = {
  '/ConfigMap': 'configmaps',
  '/Namespace': 'namespaces',
  '/PersistentVolumeClaim': 'persistentvolumeclaims',
  '/Pod': 'pods',
  '/ReplicationController': 'replicationcontrollers',
  '/Service': 'services',
  '/ServiceAccount': 'serviceaccounts',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': 'validatingadmissionpolicies',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': 'validatingadmissionpolicybindings',
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
  'kustomize.toolkit.fluxcd.io/Kustomization': 'kustomizations',
  'machineconfiguration.openshift.io/MachineConfig': 'machineconfigs',
  'machineconfiguration.openshift.io/MachineConfigPool': 'machineconfigpools',
  'networking.k8s.io/NetworkPolicy': 'networkpolicies',
  'nfd.openshift.io/NodeFeatureDiscovery': 'nodefeaturediscoveries',
  'nfd.openshift.io/NodeFeatureRule': 'nodefeaturerules',
  'node.k8s.io/RuntimeClass': 'runtimeclasses',
  'nvidia.com/ClusterPolicy': 'clusterpolicies',
  'operators.coreos.com/ClusterServiceVersion': 'clusterserviceversions',
  'operators.coreos.com/OperatorGroup': 'operatorgroups',
  'operators.coreos.com/Subscription': 'subscriptions',
  'apiextensions.k8s.io/CustomResourceDefinition': 'customresourcedefinitions',
  'rbac.authorization.k8s.io/ClusterRole': 'clusterroles',
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'clusterrolebindings',
  'rbac.authorization.k8s.io/Role': 'roles',
  'rbac.authorization.k8s.io/RoleBinding': 'rolebindings',
  'security.openshift.io/SecurityContextConstraints': 'securitycontextconstraints',
  'source.toolkit.fluxcd.io/GitRepository': 'gitrepositories',
};

/**
 * Name of the resource that objects of a kind are reached by.
 *
 * @throws when it is not known: no right can be granted, and none is guessed
 */
export function resourceOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const kind = `${groupOf(object)}/${object.kind}`;
  const resource = RESOURCES[kind];
  if (resource === undefined)
    throw new Error(`no resource name is known for ${kind}, so no right can be granted`);
  return resource;
}

/** API group of an object; empty for the core group. */
export function groupOf(object: Pick<KubernetesObject, 'apiVersion'>): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}
