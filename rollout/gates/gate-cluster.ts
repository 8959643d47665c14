import type { ClusterShape } from '../cluster-shape.ts';
import type { OpenshiftVersion } from '../minimum-openshift.ts';

/** An operator that the cluster subscribes to. */
export interface GateSubscription {
  readonly name: string;
  readonly namespace: string;
  readonly approval: 'Automatic' | 'Manual';
  /** The version that is held, the only one that a gate approves; only with approval Manual. */
  readonly csv?: string;
}

/** An operator that somebody else has installed. */
export interface GateInstalledOperator {
  /** The package, for messages. */
  readonly name: string;
  readonly namespace: string;
  /** The definition that its version owns, `<plural>.<group>`, by which it is found. */
  readonly owns: string;
  /** Left out: any version. */
  readonly atLeast?: readonly [number, number, number];
}

/** Whether a gate approves the version that a Subscription pins: only where somebody has to. */
export function isPinned({ approval, csv }: GateSubscription): boolean {
  return approval === 'Manual' && csv !== undefined;
}

/** An object of a namespace. */
export interface GateObject {
  readonly namespace: string;
  readonly name: string;
}

/** A Job that verifies something by how it ends. */
export interface GateVerification {
  readonly name: string;
  readonly verifies: 'attestation' | 'refusal' | 'gpu';
  /** What an exit status, or the reason of a failed Job, means. */
  readonly means: Readonly<Record<string, string>>;
}

/** What objects of Git are about; a gate that rests on them looks whether the cluster has them so. */
export type GateAppliedSubject =
  | 'operators'
  | 'node-features'
  | 'kata-config'
  | 'gpu'
  | 'feature-gates'
  | 'attestation'
  | 'verification'
  | 'refusal';

/** An object as Git has it, to be found so in the cluster. */
export interface GateApplied {
  readonly apiVersion: string;
  readonly kind: string;
  /** The kind in API paths. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
  /** `spec` or `data`, with `{ "$sha256": digest }` for a long text. */
  readonly content: Readonly<Record<string, unknown>>;
  /** That the cluster may have no further fields, but defaults. */
  readonly closed?: boolean;
  /** Defaults of fields that Git leaves out. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** What the conditions of the gates are about: the parameters of one cluster. Plain JSON. */
export interface GateCluster extends ClusterShape {
  readonly pool: 'kata-oc' | 'master';
  /** At least so many nodes have to run confidential pods. */
  readonly expectedNodes: number;
  /** Labels of `kataConfigPoolSelector`; empty for every worker. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly deploymentMode: 'MachineConfig' | 'DaemonSet' | 'DaemonSetFallback';
  readonly checkNodeEligibility: boolean;
  /** See {@link import('../minimum-openshift.ts').minimumOpenshift}. */
  readonly minimumOpenshift: readonly OpenshiftVersion[];
  readonly kataConfig: string;
  readonly operatorNamespace: string;
  /** Service of the webhook that judges KataConfig. */
  readonly webhookService: string;
  readonly subscriptions: readonly GateSubscription[];
  readonly installedOperators: readonly GateInstalledOperator[];
  /** CustomResourceDefinitions that our objects need, `<plural>.<group>`: of our operators, and of those of others. */
  readonly crds: readonly string[];
  /** Names of our MachineConfigs. */
  readonly machineConfigs: readonly string[];
  /** Name of the one that the operator makes, with the extension that brings Kata. */
  readonly operatorMachineConfig: string;
  /** Name of the empty MachineConfig by which the pool shows that it has seen our latest edit, see {@link import('./marker.ts').markerName}. */
  readonly marker: string;
  readonly tees: {
    /** Label of the nodes that offer the TEE. */
    readonly label: string;
    /** Labels of the TEEs that the cluster must not have. */
    readonly otherLabels: readonly string[];
    /** What each confidential pod takes one of. */
    readonly resource: string;
  };
  readonly applied: Readonly<Partial<Record<GateAppliedSubject, readonly GateApplied[]>>>;
  readonly runtimeClasses: readonly { readonly name: string; readonly handler: string }[];
  /** Only with GPUs. */
  readonly clusterPolicy?: string;
  /** Only with TDX. */
  readonly attestation?: {
    readonly namespace: string;
    readonly deployments: readonly string[];
    readonly daemonSets: readonly string[];
    readonly sgxDevicePlugins: readonly string[];
    /** Secrets without which the pods of the deployments and of the daemon sets do not start. */
    readonly secrets: { readonly deployments: readonly string[]; readonly daemonSets: readonly string[] };
  };
  /** Only where attestation is verified. */
  readonly verification?: {
    readonly namespace: string;
    /** Whether the refusal is verified as well. */
    readonly refusal: boolean;
    readonly jobs: readonly GateVerification[];
  };
  /** Our own pods, which are taken away before anything else. */
  readonly workloads: readonly GateObject[];
  /** What makes our own pods, where anything does; `name` is what their label `app` says. */
  readonly controllers?: readonly GateObject[];
}

/**
 * Whether nodes get Kata by a MachineConfigPool. DaemonSetFallback means MachineConfig wherever the cluster has that
 * API (sandboxed-containers-operator, deployment_mode_handler.go), which every OpenShift on bare metal has.
 */
export function usesPool({ deploymentMode }: Pick<GateCluster, 'deploymentMode'>): boolean {
  return deploymentMode !== 'DaemonSet';
}
