import type { ClusterShape } from '../cluster-shape.ts';
import type { Step } from '../steps.ts';
import type { RunbookVerification, RunbookVerificationSettings } from './verification.ts';

/** What the runbook says of a cluster. */
export interface RunbookCluster extends ClusterShape {
  readonly name: string;
  readonly openshift: string;
  readonly nodes: { readonly expected: number; readonly iommuKernelArguments?: boolean };
  /** How each operator is installed. */
  readonly operators: Readonly<Record<string, { readonly approval: 'Automatic' | 'Manual' }>>;
  readonly sandboxedContainers: {
    readonly deploymentMode?: string;
    readonly kataConfig: { readonly logLevel: string; readonly checkNodeEligibility?: boolean };
  };
  readonly verification?: RunbookVerificationSettings | undefined;
  readonly gitops: {
    readonly path: string;
    readonly repository: string;
    readonly revision: string;
    readonly engines: readonly ('argocd' | 'flux')[];
    readonly argocd: {
      readonly namespace: string;
      readonly version?: string;
      readonly signatureKeys?: readonly string[] | undefined;
    };
    readonly flux: {
      readonly namespace: string;
      readonly secret?: string | undefined;
      readonly verify?: { readonly secret: string; readonly mode: string } | undefined;
      readonly serviceAccountName?: string | undefined;
    };
  };
}

/** A step with the objects that it applies. */
export interface RunbookStep {
  readonly step: Step;
  readonly objects: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
}

/** A gate with what it waits for. */
export interface RunbookGate {
  readonly code: string;
  readonly title: string;
  readonly conditions: readonly RunbookCondition[];
}

export interface RunbookCondition {
  readonly demand: string;
  /** Seconds without progress after which the gate gives up. */
  readonly patience: number;
  /** Whether that is for each node in its turn. */
  readonly oneByOne?: true;
  readonly check: string;
  readonly remedy: string;
}

/** A Secret of the attestation services, which is never in Git. */
export interface RunbookSecret {
  readonly name: string;
  readonly keys: readonly string[];
}

/** The Intel attestation services, on a cluster with TDX. */
export interface RunbookAttestation {
  readonly namespace: string;
  /** The Secrets that are made other than by cert-manager, and by whom. */
  readonly secrets: readonly RunbookSecret[];
  readonly source: 'existing' | 'sealed-secrets' | 'external-secrets';
  /** Who makes the certificate of PCCS. */
  readonly certificate: 'secret' | 'cert-manager';
  /** Whether those who ask PCCS verify it. */
  readonly verified: boolean;
  readonly database: { readonly type: 'claim' } | { readonly type: 'node'; readonly node?: string };
  readonly backup?: { readonly schedule: string; readonly keep: number };
  /** YAML of a pod that has the database and its copies. */
  readonly restorePod: string;
}

/** An operator that somebody else has installed. */
export interface RunbookOperator {
  readonly name: string;
  readonly namespace: string;
}

/** What a runbook is made from. */
export interface RunbookProps {
  readonly cluster: RunbookCluster;
  readonly steps: readonly RunbookStep[];
  readonly gates: readonly RunbookGate[];
  /** Operators that this rollout needs and does not install. */
  readonly operatorsOfOthers?: readonly RunbookOperator[];
  /** Only with TDX. */
  readonly attestation?: RunbookAttestation | undefined;
  /** Only where attestation is verified. */
  readonly verification?:
    | { readonly namespace: string; readonly jobs: readonly RunbookVerification[] }
    | undefined;
}
