import { POLICY_RULES, type PolicyRule } from './index.ts';
import { WAIVER_PREFIX } from './waivers.ts';

/** The page about the rules (docs/policy-rules.md), made from the rules themselves. */
export function policyReference(): string {
  return [
    '# Policy rules',
    '',
    'What is asked of objects beyond what an API server refuses: each of these would be taken, and leak, hang or reboot',
    'afterwards. Errors make an object invalid; warnings and information do not. This page is made from the rules in',
    '[policy/rules](../policy/rules). The table has the usual severity of a rule; a finding can have',
    'another one, such as a warning where something cannot be told, or an error where a confidential pod is concerned.',
    '',
    `A rule is waived for an object by an annotation with a reason, \`${WAIVER_PREFIX}<rule>: <reason>\`, in which the rule`,
    'stands without `policy/`. Its findings become information that quotes the reason. A waiver without a reason is an',
    'error; one of a rule that does not exist, or that finds nothing, is a warning.',
    '',
    '```yaml',
    'metadata:',
    '  annotations:',
    `    ${WAIVER_PREFIX}host-path: reads EFI variables, which only the host has`,
    '```',
    '',
    '| rule | severity | asks for |',
    '|---|---|---|',
    ...POLICY_RULES.map(
      ({ id, severity, title }) => `| [\`${nameOf(id)}\`](#${nameOf(id)}) | ${severity} | ${title} |`,
    ),
    '',
    ...POLICY_RULES.flatMap(section),
  ].join('\n');
}

function section({ id, title, why, fix, docs }: PolicyRule): string[] {
  return [
    `## ${nameOf(id)}`,
    '',
    `**${markdown(title)}.** ${markdown(why)}`,
    '',
    `Fix: ${markdown(fix)}`,
    '',
    `Read in: ${markdown(docs)}.`,
    '',
  ];
}

function nameOf(id: string): string {
  return id.slice('policy/'.length);
}

function markdown(text: string): string {
  return text.replace(/[<|*_]/g, '\\$&');
}
