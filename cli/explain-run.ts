import { findRule } from './explain/find-rule.ts';
import { RULES } from './explain/rules.ts';
import type { ExitStatus } from './main.ts';

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
  const { rule, summary, meaning, fix, link } = findRule(name);
  return [rule, '', summary, '', meaning, '', `fix: ${fix}`, `see: ${link}`, ''].join('\n');
}
