import type { Condition, KubeObject, Metadata } from './object.ts';

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface Node extends KubeObject {
  readonly spec: { readonly unschedulable?: boolean; readonly taints?: readonly unknown[] };
  readonly status: {
    readonly conditions: readonly Condition[];
    readonly capacity: Readonly<Record<string, string>>;
    readonly allocatable: Readonly<Record<string, string>>;
  };
}

export interface ConfigFile {
  readonly path: string;
  readonly mode?: number;
  readonly contents?: { readonly source?: string };
}

export interface MachineConfigSpec {
  readonly config?: {
    readonly ignition?: { readonly version?: string };
    readonly storage?: { readonly files?: readonly ConfigFile[] };
  };
  readonly kernelArguments?: readonly string[];
  readonly extensions?: readonly string[];
}

export interface MachineConfig extends KubeObject {
  readonly spec: MachineConfigSpec;
}

/** A rendered configuration, and the MachineConfigs that it was rendered from. */
export interface Configuration {
  readonly name: string;
  readonly source: readonly { readonly apiVersion: string; readonly kind: string; readonly name: string }[];
}

export interface Pool extends KubeObject {
  readonly spec: {
    readonly machineConfigSelector: LabelSelector;
    readonly nodeSelector: LabelSelector;
    readonly maxUnavailable?: number;
    readonly paused?: boolean;
    readonly configuration?: Configuration;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly configuration?: Configuration;
    readonly machineCount?: number;
    readonly updatedMachineCount?: number;
    readonly readyMachineCount?: number;
    readonly unavailableMachineCount?: number;
    readonly degradedMachineCount?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface KataNodes {
  readonly nodeCount: number;
  readonly readyNodeCount: number;
  readonly installed?: readonly string[];
  readonly installing?: readonly string[];
  readonly waitingToInstall?: readonly string[];
  readonly failedToInstall?: readonly string[];
  readonly uninstalling?: readonly string[];
  readonly waitingToUninstall?: readonly string[];
}

export interface KataConfig extends KubeObject {
  readonly spec: {
    readonly checkNodeEligibility?: boolean;
    readonly enablePeerPods?: boolean;
    readonly logLevel?: string;
    readonly kataConfigPoolSelector?: LabelSelector;
  };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly waitingForMcoToStart?: boolean;
    readonly kataNodes?: KataNodes;
    readonly runtimeClasses?: readonly string[];
  };
}

export interface RuntimeClass extends KubeObject {
  readonly handler: string;
}

export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

export interface Subscription extends KubeObject {
  readonly spec: {
    readonly name: string;
    readonly installPlanApproval?: 'Automatic' | 'Manual';
    readonly startingCSV?: string;
  };
  readonly status?: {
    readonly state?: string;
    readonly currentCSV?: string;
    readonly installedCSV?: string;
    readonly installPlanRef?: { readonly name: string; readonly namespace: string };
    readonly conditions?: readonly Condition[];
  };
}

export interface InstallPlan extends KubeObject {
  readonly spec: {
    readonly approval: 'Automatic' | 'Manual';
    readonly approved: boolean;
    readonly clusterServiceVersionNames: readonly string[];
  };
  readonly status?: { readonly phase: string };
}

export interface ClusterServiceVersion extends KubeObject {
  readonly status?: { readonly phase: string; readonly reason: string; readonly message: string };
}

export interface CustomResourceDefinition extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

interface PodTemplate {
  readonly metadata?: Pick<Metadata, 'labels' | 'annotations'>;
  readonly spec: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly { readonly key?: string }[];
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly { readonly secret?: { readonly secretName: string } }[];
  };
}

interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string } } }[];
  readonly resources?: { readonly limits?: Readonly<Record<string, unknown>> };
}

export interface Pod extends KubeObject {
  readonly spec: PodTemplate['spec'] & { readonly runtimeClassName?: string; readonly nodeName?: string };
  readonly status?: {
    readonly phase: string;
    /** Of its only container, once that has ended. */
    readonly exitCode?: number;
    /** Seconds since 1970. */
    readonly endedAt?: number;
  };
}

export interface Deployment extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly template: PodTemplate };
  readonly status?: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly availableReplicas: number;
  };
}

export interface DaemonSet extends KubeObject {
  readonly spec: { readonly template: PodTemplate };
  readonly status?: {
    readonly observedGeneration: number;
    readonly desiredNumberScheduled: number;
    readonly updatedNumberScheduled: number;
    readonly numberReady: number;
    readonly numberAvailable: number;
  };
}

export interface Job extends KubeObject {
  readonly spec: {
    readonly backoffLimit?: number;
    readonly activeDeadlineSeconds?: number;
    readonly podFailurePolicy?: {
      readonly rules: readonly {
        readonly action: string;
        readonly onExitCodes?: { readonly operator: string; readonly values: readonly number[] };
        readonly onPodConditions?: readonly { readonly type: string }[];
      }[];
    };
    readonly template: PodTemplate;
  };
  readonly status?: {
    readonly startTime?: string;
    readonly failed?: number;
    readonly active?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface NodeFeatureDiscovery extends KubeObject {
  readonly spec?: {
    readonly prunerOnDelete?: boolean;
    readonly workerConfig?: { readonly configData?: string };
  };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export interface FeatureMatch {
  readonly feature: string;
  readonly matchExpressions?: Readonly<
    Record<string, { readonly op: string; readonly value?: readonly string[] }>
  >;
}

export interface FeatureRule {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly extendedResources?: Readonly<Record<string, string>>;
  readonly matchFeatures?: readonly FeatureMatch[];
  readonly matchAny?: readonly { readonly matchFeatures: readonly FeatureMatch[] }[];
}

export interface NodeFeatureRule extends KubeObject {
  readonly spec: { readonly rules: readonly FeatureRule[] };
}

export interface ClusterPolicy extends KubeObject {
  readonly status?: { readonly state: string; readonly conditions?: readonly Condition[] };
}

export interface SgxDevicePlugin extends KubeObject {
  readonly spec: {
    readonly enclaveLimit?: number;
    readonly provisionLimit?: number;
    readonly nodeSelector?: Readonly<Record<string, string>>;
  };
  readonly status?: { readonly desiredNumberScheduled: number; readonly numberReady: number };
}
