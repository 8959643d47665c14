import type { AgentPolicy } from './agent-policy.ts';
import {
  AGENT_REQUESTS,
  type AgentRequest,
  ALLOW_FAILING,
  CLOSED_REQUESTS,
  type Need,
} from './agent-requests.ts';

/** What is to be said of an agent policy. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning' | 'info';
  /** From 1; where it is about one. */
  readonly line?: number;
  /** Goes on with "the agent policy", or with its line. */
  readonly message: string;
  readonly fix: string;
}

/**
 * What keeps a policy from being taken, or a pod from starting and ending under it. Asked by every command that judges one, so
 * that they all answer alike.
 */
export function policyFaults(policy: AgentPolicy): PolicyProblem[] {
  const faults = policy.faults.map(
    ({ kind, line, message }): PolicyProblem => ({
      severity: kind === 'refused' ? 'error' : 'warning',
      line,
      message,
      fix: 'mend that line',
    }),
  );
  const denied = (need: Need) =>
    AGENT_REQUESTS.filter((one) => one.need === need && policy.verdict(one.name) === 'deny').map(
      ({ name }) => name,
    );
  return [
    ...faults,
    ...denial('error', denied('start'), 'without which no pod starts'),
    ...denial('error', denied('stop'), 'without which no pod can be stopped'),
    ...denial(
      'warning',
      denied('some-starts'),
      'without which no pod starts where a network has permanent neighbours',
    ),
  ];
}

function denial(severity: 'error' | 'warning', names: readonly string[], without: string): PolicyProblem[] {
  if (names.length === 0) return [];
  const fix =
    'allow what a pod needs, as the default policy does: "coco-gitops initdata build PROFILE -o toml" prints it';
  return [{ severity, message: `denies ${names.join(', ')}, ${without}`, fix }];
}

/** What a policy denies at a price, where ours does not. */
export function policyPrices(policy: AgentPolicy): PolicyProblem[] {
  const denied = AGENT_REQUESTS.filter(
    ({ name, need, byDefault }) =>
      need === 'price' && byDefault === 'allow' && policy.verdict(name) === 'deny',
  );
  if (denied.length === 0) return [];
  const parts = denied.map(({ name, denied: price = '' }) => `${name} (${price})`);
  const fix = 'write "default NAME := true" for what is needed';
  return [{ severity: 'info', message: `denies, at a price, ${parts.join('; ')}`, fix }];
}

/** What a policy leaves open that ours closes: to the host, or to administrators of the cluster. */
export function policyOpenings(policy: AgentPolicy): PolicyProblem[] {
  if (policy.verdict(ALLOW_FAILING) === 'allow') {
    const message = `has ${ALLOW_FAILING} true: the agent allows whatever the policy denies`;
    return [{ severity: 'error', message, fix: 'remove that rule' }];
  }
  const isAllowed = ({ name }: AgentRequest) => policy.verdict(name) === 'allow';
  const isOpen = (request: AgentRequest) => isAllowed(request) && request.gains !== '';
  return [
    ...AGENT_REQUESTS.filter(isClosed).flatMap((request) => opening(request, policy)),
    ...changes(policy),
    ...together(
      AGENT_REQUESTS.filter((request) => isOpen(request) && request.byDefault === 'condition'),
      'allows, whatever is asked for,',
      'make it ask for the paths, mounts and names that a pod needs, as the default policy does, or take that',
    ),
    ...together(
      AGENT_REQUESTS.filter(
        (request) => isOpen(request) && request.byDefault === 'deny' && !isClosed(request),
      ),
      'allows what no pod needs:',
      'close each of them: a default that is false, and no other rule',
    ),
  ];
}

function isClosed({ name }: AgentRequest): boolean {
  return CLOSED_REQUESTS.some((one) => one === name);
}

function opening({ name, gains }: AgentRequest, policy: AgentPolicy): PolicyProblem[] {
  switch (policy.ownVerdict(name)) {
    case 'allow': {
      const fix = `write "default ${name} := false" into policy.rego, and no other rule for it`;
      return [{ severity: 'error', message: `allows ${name}: ${gains}`, fix }];
    }
    case 'conditional': {
      const message = `may allow ${name}, which cannot be told without evaluating Rego; if it does, ${gains}`;
      const fix = `make sure of what its rules ask for, or let "default ${name} := false" be the only one`;
      return [{ severity: 'warning', message, fix }];
    }
    case 'deny':
      return [];
  }
}

/** An answer that may change what is denied, where something is. */
function changes({ stateful }: AgentPolicy): PolicyProblem[] {
  if (stateful === undefined) return [];
  const { rule, line } = stateful;
  const message = `${rule} may answer with changes (ops) of later answers, so that nothing is surely denied`;
  const fix = `look at what the ops of ${rule} change: those of genpolicy change data.pstate only, which is harmless`;
  return [{ severity: 'warning', line, message, fix }];
}

/**
 * Notes: the document's own policy (section 3.6) leaves all of them open, and who reads it as a warning would have to change
 * the initdata of every pod first.
 */
function together(requests: readonly AgentRequest[], verb: string, fix: string): PolicyProblem[] {
  if (requests.length === 0) return [];
  const gains = [...new Set(requests.map((request) => request.gains))];
  const parts = gains.map((gain) => {
    const same = requests.filter((request) => request.gains === gain);
    return `${same.map(({ name }) => name).join(' and ')} (${gain})`;
  });
  return [{ severity: 'info', message: `${verb} ${parts.join('; ')}`, fix }];
}
