import { createHash } from 'node:crypto';
import type { GateApplied, GateAppliedSubject } from './gate-cluster.ts';
import { VERIFIES_LABEL } from './verification-job.ts';

/** An object that is applied. */
export interface AppliedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** A kind that a gate finds again in the cluster. */
interface Kind {
  /** Its name in API paths. */
  readonly resource: string;
  /** Left out: decided by more than the kind. */
  readonly subject?: GateAppliedSubject;
  /** Whether the cluster may have nothing but what Git has, and defaults. @default false */
  readonly closed?: boolean;
  readonly defaults?: GateApplied['defaults'];
  /** Fields that Git leaves out, and that must not be something else. */
  readonly content?: Readonly<Record<string, unknown>>;
}

/**
 * By `<group>/<kind>`. Not closed are kinds to which a server or an operator adds fields that nobody can list here. No
 * MachineConfig: its content is in the pool (sync-hook/pool.py). No Secret: a gate reads none.
 */
const KINDS: Readonly<Record<string, Kind>> = {
  'operators.coreos.com/Subscription': { resource: 'subscriptions', subject: 'operators' },
  // operator-framework/api, operators/v1/operatorgroup_types.go: the scope of all operators of its namespace.
  'operators.coreos.com/OperatorGroup': {
    resource: 'operatorgroups',
    subject: 'operators',
    closed: true,
    defaults: { spec: { upgradeStrategy: 'Default' } },
  },
  'nfd.openshift.io/NodeFeatureDiscovery': { resource: 'nodefeaturediscoveries', subject: 'node-features' },
  // One more expression in a rule labels other nodes.
  'nfd.openshift.io/NodeFeatureRule': {
    resource: 'nodefeaturerules',
    subject: 'node-features',
    closed: true,
  },
  // sandboxed-containers-operator, api/v1/kataconfig_types.go: each field decides which nodes reboot, and into what.
  'kataconfiguration.openshift.io/KataConfig': {
    resource: 'kataconfigs',
    subject: 'kata-config',
    closed: true,
    defaults: { spec: { checkNodeEligibility: false, enablePeerPods: false, logLevel: 'info' } },
  },
  'nvidia.com/ClusterPolicy': { resource: 'clusterpolicies', subject: 'gpu' },
  'v1/ConfigMap': { resource: 'configmaps', closed: true },
  'v1/Service': { resource: 'services' },
  // A paused one has seen its newest template, and does not follow it (kubernetes, pkg/controller/deployment).
  'apps/Deployment': { resource: 'deployments', content: { replicas: 1, paused: false } },
  'apps/DaemonSet': { resource: 'daemonsets' },
  'deviceplugin.intel.com/SgxDevicePlugin': { resource: 'sgxdeviceplugins', subject: 'attestation' },
  'batch/Job': { resource: 'jobs' },
};

/** The objects on which a gate rests, by what they are about, with the fields that Git has. */
export function appliedObjects(
  objects: readonly AppliedObject[],
): Readonly<Partial<Record<GateAppliedSubject, readonly GateApplied[]>>> {
  const attestation = objects.find(({ kind }) => kind === 'DaemonSet')?.metadata.namespace;
  const found: Partial<Record<GateAppliedSubject, GateApplied[]>> = {};
  for (const object of objects) {
    const kind = KINDS[`${object.apiVersion.split('/')[0]}/${object.kind}`];
    const subject = kind === undefined ? undefined : subjectOf(object, kind, attestation);
    if (kind === undefined || subject === undefined) continue;
    found[subject] = [...(found[subject] ?? []), described(object, kind)];
  }
  return found;
}

function subjectOf(
  { kind, metadata }: AppliedObject,
  { subject }: Kind,
  attestation: string | undefined,
): GateAppliedSubject | undefined {
  if (subject !== undefined) return subject;
  const verifies = metadata.labels?.[VERIFIES_LABEL];
  if (verifies !== undefined) return verifies === 'refusal' ? 'refusal' : 'verification';
  if (metadata.name === 'osc-feature-gates') return 'feature-gates';
  const ofAttestation = kind !== 'Job' && attestation !== undefined && metadata.namespace === attestation;
  return ofAttestation ? 'attestation' : undefined;
}

function described(object: AppliedObject, { resource, closed, defaults, content }: Kind): GateApplied {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name } = metadata;
  const spec = object['spec'] as Readonly<Record<string, unknown>> | undefined;
  return {
    apiVersion,
    kind,
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    content: shortened({
      ...(spec === undefined ? {} : { spec: { ...content, ...spec } }),
      ...('data' in object ? { data: object['data'] } : {}),
    }),
    ...(closed === true ? { closed, defaults: defaults ?? {} } : {}),
  };
}

/** As long as a digest, and what says that it is one. */
const LONG = 100;

/**
 * Long texts, such as initdata, as their digest: the ConfigMap of the gates has to fit into an annotation, with all that
 * a profile may bring.
 */
function shortened<T>(value: T): T {
  if (typeof value === 'string' && value.length > LONG)
    return { $sha256: createHash('sha256').update(value).digest('hex') } as T;
  if (Array.isArray(value)) return value.map(shortened) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shortened(member)])) as T;
}
