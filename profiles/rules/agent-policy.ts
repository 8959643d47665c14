import { NOT_IN_TOML } from '../../constructs/initdata/toml.ts';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { AGENT_REQUESTS, ALLOW_FAILING, CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';
import { policyFaults } from '../../initdata/policy-problems.ts';
import { isTooWide, MAX_WIDTH } from '../../initdata/rego/limits.ts';
import { describeValue } from '../words.ts';
import type { Rule } from './rule.ts';

interface Words {
  readonly message: string;
  readonly fix: string;
}

/** What opens when a rule is not false. */
const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ...AGENT_REQUESTS.filter(({ name }) => CLOSED_REQUESTS.some((one) => one === name)).map(
    ({ name, gains }) => [name, gains] as const,
  ),
  [ALLOW_FAILING, 'the agent allows every request that the policy denies'],
]);

/**
 * Refuses an agent policy that does not keep the closed requests closed. Rego is not evaluated: of each closed request
 * only its `default NAME := false` may be in the policy, which leaves no other rule to open it.
 */
export const agentPolicy: Rule = ({ initdata }) => {
  if (initdata.agentPolicy === undefined) return [];
  if (isPath(initdata.agentPolicy)) return [pathProblem(initdata.agentPolicy)];
  const lines = initdata.agentPolicy.split('\n').map((line) => line.trim());
  const words = [
    ...packageProblems(lines),
    ...CLOSED_REQUESTS.flatMap((name) => openProblems(name, lines, true)),
    // The default of the agent is false (kata-containers, src/agent/policy); it need not be there.
    ...openProblems(ALLOW_FAILING, lines, false),
    ...embeddingProblems(initdata.agentPolicy),
    ...refusals(initdata.agentPolicy, lines),
  ];
  return words.map(({ message, fix }) => ({ path: ['initdata', 'agentPolicy'], message, fix }));
};

/** One word that no policy can be. */
function isPath(text: string): boolean {
  return /^\s*[\w.~/\\:-]{1,400}\s*$/.test(text);
}

function pathProblem(text: string) {
  const message = `expected the policy itself, found ${describeValue(text.trim())}, which can only be the path of a file`;
  const fix = 'write "agentPolicy: |" and below it, indented, what is in that file';
  return { path: ['initdata', 'agentPolicy'], message, fix };
}

function packageProblems(lines: readonly string[]): Words[] {
  const first = lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
  if (/^package\s+agent_policy(\s*#.*)?$/.test(first)) return [];
  const message =
    'expected the policy to begin with "package agent_policy", where the Kata agent looks for rules';
  return [{ message, fix: 'write "package agent_policy" as its first line' }];
}

function openProblems(name: string, lines: readonly string[], required: boolean): Words[] {
  const closed = `default ${name} := false`;
  const mentions = lines.flatMap((line, index) => (mentionsName(line, name) ? [index] : []));
  const closing = mentions.find((index) => lines[index]?.replace(/\s+/g, ' ') === closed);
  const other = mentions.find((index) => index !== closing);
  const because = `else ${CONSEQUENCES.get(name)}`;
  if (other !== undefined) {
    const message = `expected nothing about ${name} but one line "${closed}", found it in line ${other + 1} of the policy; ${because}`;
    return [
      { message, fix: closing === undefined ? `replace that line by "${closed}"` : 'remove that line' },
    ];
  }
  if (closing !== undefined || !required) return [];
  return [{ message: `expected a line "${closed}"; ${because}`, fix: 'add the line to the policy' }];
}

/** A comment may name it, but not where a raw string could end in what looks like a comment. */
function mentionsName(line: string, name: string): boolean {
  const comment = line.startsWith('#') && !line.includes('`');
  return !comment && new RegExp(`\\b${name}\\b`).test(line);
}

/**
 * What keeps the agent from reading the policy, or a pod from starting under it, beyond what the other problems say. The
 * agents of this rollout are those of OpenShift sandboxed containers 1.12.
 */
function refusals(policy: string, lines: readonly string[]): Words[] {
  if (NOT_IN_TOML.test(policy)) return [];
  const reading = readAgentPolicy(policy);
  const faults = reading.faults.filter(
    ({ kind, line, rule, inV0 = false }) =>
      (kind === 'refused' || inV0) &&
      rule !== 'package' &&
      ![...CONSEQUENCES.keys()].some((name) => mentionsName(lines[line - 1] ?? '', name)),
  );
  return [
    ...faults.map(({ line, message }) => ({
      message: `expected Rego; line ${line} of the policy: ${message}`,
      fix: 'mend that line',
    })),
    ...policyFaults({ ...reading, faults: [] })
      .filter(({ severity }) => severity === 'error')
      .map(({ message, fix }) => ({
        message: `expected a policy under which pods start; it ${message}`,
        fix,
      })),
  ];
}

/** What the literal block of the initdata (TOML) cannot hold, or the agent not read. */
function embeddingProblems(policy: string): Words[] {
  const problems: Words[] = [];
  if (policy.includes("'''")) {
    const message = "expected no ''' in the policy, which ends the TOML text that it becomes part of";
    problems.push({ message, fix: 'use double quotes' });
  }
  if (NOT_IN_TOML.test(policy)) {
    const message =
      'expected no control characters in the policy but tabs and line feeds, nor half of a surrogate pair';
    problems.push({ message, fix: 'write the policy below "agentPolicy: |", without escapes' });
  }
  const long = policy.split('\n').findIndex(isTooWide);
  if (long >= 0) {
    const message = `expected lines of at most ${MAX_WIDTH} columns, which is what each Kata agent reads; line ${long + 1} of the policy is longer`;
    problems.push({ message, fix: 'break the line' });
  }
  return problems;
}
