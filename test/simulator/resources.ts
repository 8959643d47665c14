import type * as kinds from './kinds.ts';
import { groupOf, type KubeObject } from './object.ts';

/** A kind of object as the API serves it. */
export interface Resource<T extends KubeObject = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Served only once its CustomResourceDefinition is there and established. */
  readonly custom: boolean;
  /** Never there; carries the type of the objects. */
  readonly object?: T;
}

interface Traits {
  readonly namespaced?: boolean;
  readonly custom?: boolean;
}

const ALL: Resource[] = [];

function resource<T extends KubeObject = KubeObject>(
  apiVersion: string,
  kind: string,
  plural: string,
  { namespaced = false, custom = false }: Traits = {},
): Resource<T> {
  const made: Resource<T> = { apiVersion, kind, plural, namespaced, custom };
  ALL.push(made);
  return made;
}

const NAMESPACED = { namespaced: true };
const CUSTOM = { custom: true };
const CUSTOM_NAMESPACED = { namespaced: true, custom: true };

export const NODES = resource<kinds.Node>('v1', 'Node', 'nodes');
export const NAMESPACES = resource('v1', 'Namespace', 'namespaces');
export const PODS = resource<kinds.Pod>('v1', 'Pod', 'pods', NAMESPACED);
export const CONFIG_MAPS = resource<kinds.ConfigMap>('v1', 'ConfigMap', 'configmaps', NAMESPACED);
export const SECRETS = resource('v1', 'Secret', 'secrets', NAMESPACED);
resource('v1', 'Service', 'services', NAMESPACED);
resource('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', NAMESPACED);
resource('v1', 'ServiceAccount', 'serviceaccounts', NAMESPACED);
resource('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', NAMESPACED);
export const DEPLOYMENTS = resource<kinds.Deployment>('apps/v1', 'Deployment', 'deployments', NAMESPACED);
export const DAEMON_SETS = resource<kinds.DaemonSet>('apps/v1', 'DaemonSet', 'daemonsets', NAMESPACED);
export const JOBS = resource<kinds.Job>('batch/v1', 'Job', 'jobs', NAMESPACED);
const RBAC = 'rbac.authorization.k8s.io/v1';
resource(RBAC, 'Role', 'roles', NAMESPACED);
resource(RBAC, 'RoleBinding', 'rolebindings', NAMESPACED);
resource(RBAC, 'ClusterRole', 'clusterroles');
resource(RBAC, 'ClusterRoleBinding', 'clusterrolebindings');
const ADMISSION = 'admissionregistration.k8s.io/v1';
resource(ADMISSION, 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies');
resource(ADMISSION, 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings');
export const RUNTIME_CLASSES = resource<kinds.RuntimeClass>(
  'node.k8s.io/v1',
  'RuntimeClass',
  'runtimeclasses',
);
export const ENDPOINT_SLICES = resource('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', NAMESPACED);
export const CUSTOM_RESOURCES = resource<kinds.CustomResourceDefinition>(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
);
resource('security.openshift.io/v1', 'SecurityContextConstraints', 'securitycontextconstraints');
export const CLUSTER_VERSIONS = resource('config.openshift.io/v1', 'ClusterVersion', 'clusterversions');

const MCO = 'machineconfiguration.openshift.io/v1';
export const MACHINE_CONFIGS = resource<kinds.MachineConfig>(MCO, 'MachineConfig', 'machineconfigs');
export const POOLS = resource<kinds.Pool>(MCO, 'MachineConfigPool', 'machineconfigpools');
export const RUNTIME_CONFIGS = resource(MCO, 'ContainerRuntimeConfig', 'containerruntimeconfigs');

const OLM = 'operators.coreos.com/v1alpha1';
export const OPERATOR_GROUPS = resource(
  'operators.coreos.com/v1',
  'OperatorGroup',
  'operatorgroups',
  NAMESPACED,
);
export const SUBSCRIPTIONS = resource<kinds.Subscription>(OLM, 'Subscription', 'subscriptions', NAMESPACED);
export const INSTALL_PLANS = resource<kinds.InstallPlan>(OLM, 'InstallPlan', 'installplans', NAMESPACED);
export const CSVS = resource<kinds.ClusterServiceVersion>(
  OLM,
  'ClusterServiceVersion',
  'clusterserviceversions',
  NAMESPACED,
);

export const KATA_CONFIGS = resource<kinds.KataConfig>(
  'kataconfiguration.openshift.io/v1',
  'KataConfig',
  'kataconfigs',
  CUSTOM,
);
export const FEATURE_DISCOVERIES = resource<kinds.NodeFeatureDiscovery>(
  'nfd.openshift.io/v1',
  'NodeFeatureDiscovery',
  'nodefeaturediscoveries',
  CUSTOM_NAMESPACED,
);
export const FEATURE_RULES = resource<kinds.NodeFeatureRule>(
  'nfd.openshift.io/v1alpha1',
  'NodeFeatureRule',
  'nodefeaturerules',
  CUSTOM_NAMESPACED,
);
export const CLUSTER_POLICIES = resource<kinds.ClusterPolicy>(
  'nvidia.com/v1',
  'ClusterPolicy',
  'clusterpolicies',
  CUSTOM,
);
export const SGX_DEVICE_PLUGINS = resource<kinds.SgxDevicePlugin>(
  'deviceplugin.intel.com/v1',
  'SgxDevicePlugin',
  'sgxdeviceplugins',
  CUSTOM,
);
resource('external-secrets.io/v1', 'ExternalSecret', 'externalsecrets', CUSTOM_NAMESPACED);

/** Every kind that the simulated API server can serve. */
export const RESOURCES: readonly Resource[] = ALL;

const BY_KIND = new Map(ALL.map((made) => [`${groupOf(made.apiVersion)}/${made.kind}`, made]));
const BY_PLURAL = new Map(ALL.map((made) => [`${made.apiVersion}/${made.plural}`, made]));

/** The kind of an object; undefined for one that no part of the simulation knows. */
export function resourceOf(object: Pick<KubeObject, 'apiVersion' | 'kind'>): Resource | undefined {
  const found = BY_KIND.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  return found?.apiVersion === object.apiVersion ? found : undefined;
}

/** What a raw API path leads to: a kind, and where the path goes so far, a namespace and a name. */
export interface ApiPath {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** Reads a path such as `/apis/node.k8s.io/v1/runtimeclasses/kata`; undefined when nothing is served there. */
export function parsePath(path: string): ApiPath | undefined {
  const [root, ...parts] = path.split('?')[0]?.replace(/^\//, '').split('/') ?? [];
  if (root !== 'api' && root !== 'apis') return undefined;
  const apiVersion = parts.splice(0, root === 'api' ? 1 : 2).join('/');
  const inNamespace = parts[0] === 'namespaces' && parts.length > 2;
  const namespace = inNamespace ? parts.splice(0, 2)[1] : undefined;
  const [plural, name, ...more] = parts;
  const found = BY_PLURAL.get(`${apiVersion}/${plural}`);
  if (found === undefined || more.length > 0) return undefined;
  if (inNamespace !== found.namespaced && (inNamespace || name !== undefined)) return undefined;
  return { resource: found, namespace, name };
}

/** `<plural>.<group>`: the name of the definition of a kind. */
export function definitionName(resource: Resource): string {
  return `${resource.plural}.${groupOf(resource.apiVersion)}`;
}
