import { type ClusterShape, kataPool } from './cluster-shape.ts';
import { rebootBudget } from './reboots.ts';
import type { Step } from './steps.ts';

/** What the runbook says of a cluster. */
export interface RunbookCluster extends ClusterShape {
  readonly name: string;
  readonly openshift: string;
  readonly nodes: { readonly expected: number };
  readonly sandboxedContainers: { readonly kataConfig: { readonly logLevel: string } };
  readonly gitops: { readonly path: string; readonly repository: string; readonly revision: string };
}

/** A step with the objects that it applies. */
export interface RunbookStep {
  readonly step: Step;
  readonly objects: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
}

/** A Secret that has to exist on the cluster, or be made from a store, and is never in Git. */
export interface RunbookSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/**
 * The page beside the manifests of a cluster, Markdown: what is applied in which order, what reboots, how to begin and
 * how to take everything away again.
 */
export function runbook(
  cluster: RunbookCluster,
  steps: readonly RunbookStep[],
  secrets: readonly RunbookSecret[],
): string {
  // A stage without objects has no folder.
  const shown = steps.filter(({ step, objects }) => step.kind === 'gate' || objects.length > 0);
  return [
    `# Confidential containers on ${cluster.name}`,
    '',
    `OpenShift ${cluster.openshift}, ${cluster.topology}, ${cluster.tee === 'tdx' ? 'Intel TDX' : 'AMD SEV-SNP'}` +
      `${cluster.gpu === 'nvidia' ? ' with NVIDIA confidential GPUs' : ''}; ` +
      `${cluster.nodes.expected} confidential node${cluster.nodes.expected === 1 ? '' : 's'} in pool \`${kataPool(cluster)}\`.`,
    '',
    ...order(shown),
    ...reboots(cluster),
    ...begin(cluster, shown, secrets),
    ...removal(shown),
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
  const { usual, worst, nodes } = rebootBudget(cluster, cluster.sandboxedContainers.kataConfig.logLevel);
  const times = worst > usual ? `${usual} time, in the worst case ${worst} times` : `${usual} time`;
  return [
    '## Reboots',
    '',
    `First rollout: ${nodes}: ${times}. A changed MachineConfig or another log level of KataConfig: once more. Nothing else here reboots a node.`,
    '',
  ];
}

function begin(
  cluster: RunbookCluster,
  steps: readonly RunbookStep[],
  secrets: readonly RunbookSecret[],
): string[] {
  const { path, repository, revision } = cluster.gitops;
  const rows = secrets.map(
    ({ namespace, name, keys }) =>
      `| \`${namespace}\` | \`${name}\` | ${keys.map((key) => `\`${key}\``).join(', ')} |`,
  );
  const table = [
    'These Secrets have to exist before the attestation stage. They are never in Git.',
    '',
    '| namespace | Secret | keys |',
    '|---|---|---|',
    ...rows,
    '',
  ];
  return [
    '## Begin',
    '',
    ...(rows.length > 0 ? table : []),
    `Push this folder to \`${path}\` of ${repository} (${revision}). Then, once, as an administrator:`,
    '',
    '```sh',
    `oc apply -k ${path}/argocd`,
    '```',
    '',
    ...byHand(path, steps),
  ];
}

/** How to hold the rollout where the steps that wait have no objects which do it. */
function byHand(path: string, steps: readonly RunbookStep[]): string[] {
  const held = steps.every(({ step, objects }) => step.kind === 'stage' || objects.length > 0);
  if (held) return [];
  const lines = steps.map(({ step }) =>
    step.kind === 'gate' ? `# wait: ${step.title}` : `oc apply -k ${path}/${step.folder}`,
  );
  return [
    'The steps that wait have no objects in this folder, so the Application does not sync by itself. Do not sync it as a',
    'whole before the first rollout is done: Argo CD would not wait anywhere, and on several nodes with TDX the rollout',
    'would never end. Apply one stage after the other, and wait in between:',
    '',
    '```sh',
    ...lines,
    '```',
    '',
  ];
}

function removal(steps: readonly RunbookStep[]): string[] {
  const stages = steps.filter(({ step }) => step.kind === 'stage').map(({ step }) => step.folder);
  return [
    '## Take away',
    '',
    'Last stage first, each gone before the next: ' +
      `${[...stages]
        .reverse()
        .map((folder) => `\`${folder}\``)
        .join(', ')}.`,
    '',
    '- First delete every pod with a `kata` runtime class, in all namespaces.',
    '- The feature gates go before KataConfig: with them on, and the TEE label gone, the operator never gets to the deletion.',
    '- KataConfig goes before node feature discovery and before its operator, and takes one reboot of every node of the pool. Wait until it is gone.',
    '- Deleting a Subscription leaves its ClusterServiceVersion: delete that too. Custom resource definitions stay as well; the document (5.4) has that of KataConfig deleted at the very end.',
    '- MachineConfigs, KataConfig, node features, namespaces and volume claims are pruned or deleted only after a confirmation (`Prune=confirm,Delete=confirm`).',
    '',
  ];
}
