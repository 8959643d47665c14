import { NOT_IN_TOML } from '../../constructs/initdata/toml.ts';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';
import { isTooWide, MAX_WIDTH } from '../../initdata/rego/limits.ts';
import { describeValue } from '../words.ts';
import type { Rule } from './rule.ts';

interface Words {
  readonly message: string;
  readonly fix: string;
}

/** What opens when a rule is not false. */
const CONSEQUENCES = {
  ExecProcessRequest:
    'exec would let a cluster administrator read the memory of the workload (document chapter 3)',
  ReadStreamRequest: 'a cluster administrator could read what the workload prints',
  SetPolicyRequest: 'the host could replace this policy',
  WriteStreamRequest: 'a cluster administrator could type into the workload',
  AllowRequestsFailingPolicy: 'the agent would allow every request that the policy denies',
} as const satisfies Record<(typeof CLOSED_REQUESTS)[number] | 'AllowRequestsFailingPolicy', string>;

type Name = keyof typeof CONSEQUENCES;

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
    ...openProblems('AllowRequestsFailingPolicy', lines, false),
    ...embeddingProblems(initdata.agentPolicy),
    ...refusals(initdata.agentPolicy),
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

function openProblems(name: Name, lines: readonly string[], required: boolean): Words[] {
  const closed = `default ${name} := false`;
  const mentions = lines.flatMap((line, index) => (mentionsName(line, name) ? [index] : []));
  const closing = mentions.find((index) => lines[index]?.replace(/\s+/g, ' ') === closed);
  const other = mentions.find((index) => index !== closing);
  const because = `else ${CONSEQUENCES[name]}`;
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
function mentionsName(line: string, name: Name): boolean {
  const comment = line.startsWith('#') && !line.includes('`');
  return !comment && new RegExp(`\\b${name}\\b`).test(line);
}

/** What keeps the agent from reading the policy, beyond what the other problems say. */
function refusals(policy: string): Words[] {
  if (NOT_IN_TOML.test(policy)) return [];
  return readAgentPolicy(policy).faults.flatMap(({ kind, line, message, rule }) => {
    if (kind !== 'refused' || rule === 'package' || (rule !== undefined && Object.hasOwn(CONSEQUENCES, rule)))
      return [];
    return [{ message: `expected Rego; line ${line} of the policy: ${message}`, fix: 'mend that line' }];
  });
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
    const message = `expected lines of at most ${MAX_WIDTH} columns, which is what every Kata agent reads; line ${long + 1} of the policy is longer`;
    problems.push({ message, fix: 'break the line' });
  }
  return problems;
}
