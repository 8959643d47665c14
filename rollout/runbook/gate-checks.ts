import type { RunbookCondition, RunbookGate } from './runbook.ts';

/** What each gate waits for, how a person sees it, and what helps: for the one who is on call when a sync hangs. */
export function gateChecks(gates: readonly RunbookGate[]): string[] {
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
    'When a condition does not hold and nothing moves for as long as its patience, the gate ends as failed, so that a newer commit can come in; the sync is tried again by itself.',
    '',
    ...gates.flatMap(gateTable),
  ];
}

function gateTable({ code, title, conditions }: RunbookGate): string[] {
  return [
    `### ${code === 'remove' ? 'Before a removal' : code}: ${title}`,
    '',
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
