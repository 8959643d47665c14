import { findRule } from 'kube-strict/check/find-rule.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { RULES } from '../rules.ts';

/** Says what a rule means; without a name, which rules there are. */
export function explain(name: string | undefined): ExitStatus {
  process.stdout.write(name === undefined ? listRules() : explainRule(name));
  return 0;
}

function listRules(): string {
  const width = Math.max(...RULES.map(({ rule }) => rule.length));
  return RULES.map(({ rule, summary }) => `${rule.padEnd(width)}  ${summary}\n`).join('');
}

function explainRule(name: string): string {
  const { rule, summary, meaning, fix, link } = findRule(name, RULES);
  return [rule, '', summary, '', meaning, '', `fix: ${fix}`, `see: ${link}`, ''].join('\n');
}
