import { kataPool } from '../cluster-shape.ts';
import { rebootTable } from '../reboots.ts';
import { begin } from './begin.ts';
import { gateChecks } from './gate-checks.ts';
import { laterCommits } from './later-commits.ts';
import { pccsDatabase } from './pccs-database.ts';
import { removal } from './removal.ts';
import type { RunbookCluster, RunbookProps, RunbookStep } from './runbook-props.ts';
import { timeline } from './timeline.ts';
import { verification } from './verification.ts';

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
