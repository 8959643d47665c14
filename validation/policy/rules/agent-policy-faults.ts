import type { AgentPolicy } from '../../../initdata/agent-policy.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** Without these no container starts. */
const NEEDED = ['CreateSandboxRequest', 'CreateContainerRequest', 'StartContainerRequest'];

/** The agent takes its policy, and the pod can start under it. */
export const agentPolicyFaults: PolicyRule = {
  id: 'policy/agent-policy-faults',
  severity: 'error',
  title: 'An agent policy that the agent takes',
  why: 'The agent refuses a policy that is no Rego or has two defaults for one rule, and denies what no rule names: the pod does not start.',
  fix: 'Mend policy.rego in the initdata: one default for each request, in package agent_policy.',
  docs: 'Document section 3.6, whose sample has two defaults for ExecProcessRequest; microsoft/regorus src/parser.rs',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) =>
      'fault' in reading || reading.policy === undefined ? [] : findings(path, reading.policy),
    ),
};

function findings(path: string, policy: AgentPolicy): PolicyFinding[] {
  return [
    ...policy.faults.map(({ kind, line, message }) => ({
      path,
      message: `The agent policy, line ${line}: ${message}.`,
      severity: kind === 'refused' ? ('error' as const) : ('warning' as const),
    })),
    ...NEEDED.filter((request) => policy.verdict(request) === 'deny').map((request) => ({
      path,
      message: `The agent policy denies ${request}, without which no container starts.`,
    })),
  ];
}
