import { gateDeadline } from '../gates/longest-wait.ts';
import type { RunbookCluster, RunbookCondition, RunbookGate } from './runbook-props.ts';

/** What each gate waits for, how a person sees it, and what helps: for the one who is on call when a sync hangs. */
export function gateChecks(gates: readonly RunbookGate[], { nodes, gitops }: RunbookCluster): string[] {
  const { engines } = gitops;
  return [
    '## Gates',
    '',
    'A gate passes when all of its conditions hold in three readings, 10 seconds apart. It says what it waits for in its log:',
    '',
    '```sh',
    'oc get jobs -n coco-gitops',
    'oc logs -n coco-gitops job/NAME',
    '```',
    '',
    ...(engines.includes('argocd')
      ? [
          'With Argo CD the gate ends as failed when a condition does not hold and nothing moves for as long as its patience, and at its deadline in any case; the sync is tried again by itself, without end.',
          '',
        ]
      : []),
    ...(engines.includes('flux') ? ['With Flux the gate goes on waiting, and says so in its log.', ''] : []),
    ...gates.flatMap((gate) => gateTable(gate, engines.includes('argocd') ? nodes.expected : undefined)),
  ];
}

/** @param nodes for the deadline, where there is one */
function gateTable({ code, title, conditions }: RunbookGate, nodes: number | undefined): string[] {
  return [
    `### ${code === 'remove' ? 'Before a removal' : code}: ${title}`,
    '',
    ...(nodes === undefined
      ? []
      : [`Deadline with Argo CD: ${Math.ceil(gateDeadline(conditions, nodes) / 3600)} h.`, '']),
    '| condition | to see it | patience | what helps |',
    '|---|---|---|---|',
    ...conditions.map(row),
    '',
  ];
}

function row({ demand, check, patience, remedy }: RunbookCondition): string {
  return `| ${cell(demand)} | \`${cell(check)}\` | ${duration(patience)} | ${cell(remedy)} |`;
}

/** A pipe ends a cell, also inside of code. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function duration(seconds: number): string {
  return seconds === 0 ? 'none' : `${Math.round(seconds / 60)} min`;
}
