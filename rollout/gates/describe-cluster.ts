import { type ClusterShape, kataPool } from '../cluster-shape.ts';
import { minimumOpenshift } from '../minimum-openshift.ts';
import { type AppliedObject, appliedObjects } from './applied.ts';
import type {
  GateCluster,
  GateInstalledOperator,
  GateObject,
  GateSubscription,
  GateVerification,
} from './gate-cluster.ts';
import { markerName } from './marker.ts';
import { MEANS_PREFIX, VERIFIES_LABEL } from './verification-job.ts';

/** What the rendered objects do not tell. */
export interface GateClusterProps extends ClusterShape {
  readonly nodes: { readonly expected: number };
  /** Operators that we do not install, and need. */
  readonly installedOperators?: readonly GateInstalledOperator[];
}

const HOOK = 'argocd.argoproj.io/hook';

/** Service that OLM makes for the webhook of the operator's deployment `controller-manager`. */
const WEBHOOK_SERVICE = 'controller-manager-service';

/** Made by the operator, with the extension that brings Kata (openshift_controller.go `newMCForCR`). */
const OPERATOR_MACHINE_CONFIG = '50-enable-sandboxed-containers-extension';

/** Labels and resources by TEE; the operator knows a third one, of IBM (confidential_handler.go). */
const TEE_LABELS = {
  tdx: 'intel.feature.node.kubernetes.io/tdx',
  snp: 'amd.feature.node.kubernetes.io/snp',
  se: 'ibm.feature.node.kubernetes.io/se',
} as const;
const TEE_RESOURCES = { tdx: 'tdx.intel.com/keys', snp: 'sev-snp.amd.com/esids' } as const;

/** Kinds that a cluster does not have by itself, with the name of their definition. */
const CRDS: Readonly<Record<string, string>> = {
  'bitnami.com/SealedSecret': 'sealedsecrets.bitnami.com',
  'cert-manager.io/Certificate': 'certificates.cert-manager.io',
  'deviceplugin.intel.com/SgxDevicePlugin': 'sgxdeviceplugins.deviceplugin.intel.com',
  'external-secrets.io/ExternalSecret': 'externalsecrets.external-secrets.io',
  'kataconfiguration.openshift.io/KataConfig': 'kataconfigs.kataconfiguration.openshift.io',
  'nfd.openshift.io/NodeFeatureDiscovery': 'nodefeaturediscoveries.nfd.openshift.io',
  'nfd.openshift.io/NodeFeatureRule': 'nodefeaturerules.nfd.openshift.io',
  'nvidia.com/ClusterPolicy': 'clusterpolicies.nvidia.com',
};

/**
 * Describes a cluster to its gates, from the very objects that are applied to it: what a gate waits for is then what
 * Git asks for.
 *
 * @throws when there is no KataConfig or no feature gate among the objects, which every cluster has
 */
export function gateCluster(props: GateClusterProps, objects: readonly AppliedObject[]): GateCluster {
  const { tee, gpu, topology } = props;
  // The marker itself is a hook.
  const applied = objects.filter(({ metadata }) => metadata.annotations?.[HOOK] === undefined);
  const kataConfig = the('KataConfig', objects);
  const spec = kataConfig['spec'] as {
    readonly checkNodeEligibility?: boolean;
    readonly kataConfigPoolSelector?: { readonly matchLabels?: Record<string, string> };
  };
  const featureGates = the(
    'ConfigMap',
    objects.filter(({ metadata }) => metadata.name === 'osc-feature-gates'),
  );
  const { deploymentMode } = featureGates['data'] as Pick<GateCluster, 'deploymentMode'>;
  const clusterPolicy = names('ClusterPolicy', objects)[0];
  const gpuClass = { name: 'kata-cc-nvidia-gpu', handler: `kata-${tee}-nvidia-gpu` };
  return {
    topology,
    tee,
    gpu,
    pool: kataPool(props),
    expectedNodes: props.nodes.expected,
    nodeSelector: spec.kataConfigPoolSelector?.matchLabels ?? {},
    deploymentMode,
    checkNodeEligibility: spec.checkNodeEligibility ?? false,
    minimumOpenshift: minimumOpenshift(props),
    kataConfig: kataConfig.metadata.name,
    operatorNamespace: reference(featureGates).namespace,
    webhookService: WEBHOOK_SERVICE,
    subscriptions: objects.filter(isKind('Subscription')).map(subscription),
    installedOperators: props.installedOperators ?? [],
    crds: [...new Set(objects.flatMap((object) => CRDS[groupKind(object)] ?? []))].sort(),
    machineConfigs: names('MachineConfig', applied),
    operatorMachineConfig: OPERATOR_MACHINE_CONFIG,
    marker: markerName(applied.filter(isKind('MachineConfig'))),
    tees: {
      label: TEE_LABELS[tee],
      otherLabels: Object.values(TEE_LABELS).filter((label) => label !== TEE_LABELS[tee]),
      resource: TEE_RESOURCES[tee],
    },
    applied: appliedObjects(objects),
    runtimeClasses: [{ name: 'kata-cc', handler: `kata-${tee}` }, ...(gpu === 'nvidia' ? [gpuClass] : [])],
    ...(clusterPolicy === undefined ? {} : { clusterPolicy }),
    ...attestation(objects),
    ...verification(objects),
    workloads: objects.filter(isKind('Pod')).map(reference),
    ...controllers(objects),
  };
}

function isKind(kind: string): (object: AppliedObject) => boolean {
  return (object) => object.kind === kind;
}

function names(kind: string, objects: readonly AppliedObject[]): string[] {
  return objects.filter(isKind(kind)).map(({ metadata }) => metadata.name);
}

function the(kind: string, objects: readonly AppliedObject[]): AppliedObject {
  const found = objects.find(isKind(kind));
  if (found === undefined) throw new Error(`no ${kind} is rendered, which the gates wait for`);
  return found;
}

function reference({ metadata }: AppliedObject): GateObject {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

function groupKind({ apiVersion, kind }: AppliedObject): string {
  return `${apiVersion.split('/')[0]}/${kind}`;
}

function subscription(object: AppliedObject): GateSubscription {
  const { installPlanApproval: approval, startingCSV: csv } = object['spec'] as {
    readonly installPlanApproval: GateSubscription['approval'];
    readonly startingCSV?: string;
  };
  // With automatic approval the first version holds nothing: the newest follows at once.
  return { ...reference(object), approval, ...(approval === 'Manual' && csv !== undefined ? { csv } : {}) };
}

/** Objects that make confidential pods. */
function controllers(objects: readonly AppliedObject[]): Pick<GateCluster, 'controllers'> {
  const found = objects.flatMap((object) => {
    const { template, jobTemplate } = (object['spec'] ?? {}) as Templates;
    const { metadata, spec } = template ?? jobTemplate?.spec.template ?? {};
    const app = metadata?.labels?.['app'];
    const isKata = spec?.runtimeClassName?.startsWith('kata-') === true;
    return isKata && app !== undefined ? [{ namespace: object.metadata.namespace ?? '', name: app }] : [];
  });
  return found.length === 0 ? {} : { controllers: found };
}

interface Templates {
  readonly template?: PodTemplate;
  readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
}

interface PodTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly runtimeClassName?: string };
}

/** Beside the quote generation service; a workload may have Deployments of its own. */
function attestation(objects: readonly AppliedObject[]): Pick<GateCluster, 'attestation'> {
  const namespace = objects.find(isKind('DaemonSet'))?.metadata.namespace;
  if (namespace === undefined) return {};
  const deployments = objects.filter(
    (object) => object.kind === 'Deployment' && object.metadata.namespace === namespace,
  );
  return {
    attestation: {
      namespace,
      deployments: deployments.map(({ metadata }) => metadata.name),
      daemonSets: names('DaemonSet', objects),
      sgxDevicePlugins: names('SgxDevicePlugin', objects),
      secrets: {
        deployments: secretsIn(deployments),
        daemonSets: secretsIn(objects.filter(isKind('DaemonSet'))),
      },
    },
  };
}

function verification(objects: readonly AppliedObject[]): Pick<GateCluster, 'verification'> {
  const found = objects.filter(({ metadata }) => metadata.labels?.[VERIFIES_LABEL] !== undefined);
  const namespace = found[0]?.metadata.namespace;
  if (namespace === undefined) return {};
  const jobs = found.map(({ metadata: { name, labels, annotations = {} } }) => ({
    name,
    verifies: labels?.[VERIFIES_LABEL] as GateVerification['verifies'],
    means: Object.fromEntries(
      Object.entries(annotations)
        .filter(([key]) => key.startsWith(MEANS_PREFIX))
        .map(([key, text]) => [key.slice(MEANS_PREFIX.length), text]),
    ),
  }));
  return {
    verification: { namespace, refusal: jobs.some(({ verifies }) => verifies === 'refusal'), jobs },
  };
}

/** Names of the Secrets that pods take, as variables or files, at any depth; each once. */
function secretsIn(value: unknown): string[] {
  const found = new Set<string>();
  const search = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { secretKeyRef, secret } = part as {
      readonly secretKeyRef?: { readonly name: string };
      readonly secret?: { readonly secretName: string };
    };
    if (secretKeyRef !== undefined) found.add(secretKeyRef.name);
    if (secret !== undefined) found.add(secret.secretName);
    for (const member of Object.values(part)) search(member);
  };
  search(value);
  return [...found].sort();
}
