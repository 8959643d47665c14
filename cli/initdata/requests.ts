import type { AgentPolicy, RequestVerdict } from '../../initdata/agent-policy.ts';
import { AGENT_REQUESTS, CLOSED_REQUESTS, REQUESTS } from '../../initdata/agent-requests.ts';

/** What the agent answers to a request. */
export interface RequestAnswer {
  readonly request: string;
  readonly verdict: RequestVerdict;
  /** Whether it is denied because the policy has no rule for it. */
  readonly isUndefined: boolean;
  /** Whether it is allowed for any path, mount or interface, though a pod needs some of them only. */
  readonly isUnrestricted: boolean;
}

/** The answers to every request that is known here. */
export function answersOf(policy: AgentPolicy): RequestAnswer[] {
  return REQUESTS.map((request) => ({
    request,
    verdict: policy.verdict(request),
    isUndefined: policy.isUndefined(request),
    isUnrestricted: policy.verdict(request) === 'allow' && RESTRICTED.has(request),
  }));
}

const RESTRICTED = new Set(
  AGENT_REQUESTS.filter(({ byDefault }) => byDefault === 'condition').map(({ name }) => name),
);

/** What the answers come to, a sentence each. */
export function summaryOf(policy: AgentPolicy): string[] {
  const answers = answersOf(policy);
  const undefinedOnes = answers.filter(({ isUndefined }) => isUndefined);
  const withRule = answers.filter(({ isUndefined }) => !isUndefined);
  const open = CLOSED_REQUESTS.filter((request) => policy.verdict(request) === 'allow');
  const unsure = CLOSED_REQUESTS.filter((request) => policy.verdict(request) === 'conditional');
  return [
    ...allowed(answers, withRule),
    ...(open.length > 0 ? [`open to the host or to administrators of the cluster: ${open.join(', ')}`] : []),
    ...(unsure.length > 0 ? [`perhaps open, which only evaluating Rego can tell: ${unsure.join(', ')}`] : []),
    ...(open.length + unsure.length === 0 ? [`closed: ${CLOSED_REQUESTS.join(', ')}`] : []),
    ...(policy.stateful === undefined
      ? []
      : [
          `an answer to ${policy.stateful.rule} may change later answers (line ${policy.stateful.line}), so that none is surely a denial`,
        ]),
    ...(policy.verdict('ReadStreamRequest') === 'deny' ? [BLOCKING] : []),
    ...(undefinedOnes.length > 0
      ? [`without a rule, which is a denial: ${undefinedOnes.map(({ request }) => request).join(', ')}`]
      : []),
  ];
}

const BLOCKING =
  'ReadStreamRequest is denied: with Kata from 3.27 on (OSC 1.13) a workload waits for ever once it has printed more than a pipe holds (64 KiB), so let it print to a file or to /dev/null';

function allowed(answers: readonly RequestAnswer[], withRule: readonly RequestAnswer[]): string[] {
  if (answers.every(({ verdict }) => verdict === 'allow')) return ['every request is allowed'];
  const without = answers.length - withRule.length;
  if (withRule.length > 0 && withRule.every(({ verdict }) => verdict === 'allow')) {
    return [`every request is allowed, but for ${without} of ${answers.length} that have no rule`];
  }
  const count = (verdict: RequestVerdict) => answers.filter((one) => one.verdict === verdict).length;
  return [`${count('allow')} allowed, ${count('deny')} denied, ${count('conditional')} conditional`];
}
