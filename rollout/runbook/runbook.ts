import { type ClusterShape, kataPool } from '../cluster-shape.ts';
import { rebootTable } from '../reboots.ts';
import type { Step } from '../steps.ts';
import { begin } from './begin.ts';
import { gateChecks } from './gate-checks.ts';
import { laterCommits } from './later-commits.ts';
import { pccsDatabase } from './pccs-database.ts';
import { removal } from './removal.ts';
import { timeline } from './timeline.ts';
import { type RunbookVerification, type RunbookVerificationSettings, verification } from './verification.ts';

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

/**
 * The page beside the manifests of a cluster, Markdown: what is applied in which order, what reboots, how to begin, how
 * each gate is checked by hand, how to change things and how to take everything away again.
 */
export function runbook(props: RunbookProps): string {
  const { cluster, gates, attestation } = props;
  // A stage without objects has no folder, and the gate before a removal is in no rollout.
  const steps = props.steps.filter(({ step, objects }) =>
    step.kind === 'gate' ? step.code !== 'remove' : objects.length > 0,
  );
  const heldByHook = props.steps.some(({ step }) => step.kind === 'gate' && step.code === 'remove');
  return [
    `# Confidential containers on ${cluster.name}`,
    '',
    `OpenShift ${cluster.openshift}, ${cluster.topology}, ${cluster.tee === 'tdx' ? 'Intel TDX' : 'AMD SEV-SNP'}` +
      `${cluster.gpu === 'nvidia' ? ' with NVIDIA confidential GPUs' : ''}; ` +
      `${cluster.nodes.expected} confidential node${cluster.nodes.expected === 1 ? '' : 's'} in pool \`${kataPool(cluster)}\`.`,
    '',
    ...order(steps),
    ...timeline(steps),
    ...reboots(cluster),
    ...begin(cluster, steps, attestation, props.operatorsOfOthers ?? []),
    ...gateChecks(gates, cluster),
    ...(cluster.verification === undefined || props.verification === undefined
      ? []
      : verification(
          cluster.verification,
          props.verification.jobs,
          props.verification.namespace,
          cluster.gitops.engines,
        )),
    ...update(),
    ...laterCommits(cluster, steps),
    ...pccsDatabase(cluster, attestation),
    ...removal(cluster, steps, heldByHook),
  ].join('\n');
}

function order(steps: readonly RunbookStep[]): string[] {
  const rows = steps.map(({ step, objects }) => {
    const what =
      step.kind === 'gate'
        ? `waits (${step.code})`
        : objects.length === 1
          ? '1 object'
          : `${objects.length} objects`;
    return `| ${step.wave} | \`${step.folder}\` | ${step.title} | ${what} |`;
  });
  return ['## Order', '', '| sync wave | step | | |', '|---:|---|---|---|', ...rows, ''];
}

function reboots(cluster: RunbookCluster): string[] {
  return [
    '## Reboots',
    '',
    ...rebootTable(cluster),
    '',
    'Nothing else here reboots a node, nor does an empty MachineConfig `99-zz-coco-*`, which marks the others. A `nodeDisruptionPolicy` of the cluster (MachineConfiguration `cluster`) can spare nodes the reboot for files and units, never that for kernel arguments, extensions (Kata is one) or another OS image. A node is drained before it reboots, and its pods start elsewhere or wait.',
    '',
  ];
}

function update(): string[] {
  return [
    '## Update',
    '',
    'Change the profile, render it, and review what changes in this folder. Every commit passes every gate again; a gate whose conditions hold passes within a minute.',
    '',
    '- What reboots nodes, and how often, is in the table above.',
    '- With approval `Automatic` an operator updates itself, whenever its catalog has a new version. With approval `Manual` a gate approves the version that the profile names, and no other.',
    '- Do not merge a change of MachineConfigs while OpenShift itself is being updated.',
    '',
  ];
}
