import { policyFaults } from '../../initdata/policy-problems.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { policyFindings } from '../support/agent-policy.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** The agent takes its policy, and the pod can start and end under it. */
export const agentPolicyFaults: PolicyRule = {
  id: 'policy/agent-policy-faults',
  severity: 'error',
  title: 'An agent policy that the agent takes, and a pod starts under',
  why: 'The agent refuses a policy that is no Rego, and denies what no rule allows: the pod does not start, or cannot be stopped.',
  fix: 'Mend policy.rego in the initdata: one default for each request, in package agent_policy.',
  docs: 'Document section 3.6, whose sample has two defaults for ExecProcessRequest; microsoft/regorus src/parser.rs; kata-containers src/runtime/virtcontainers',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) =>
      'fault' in reading || reading.policy === undefined
        ? []
        : policyFindings(path, policyFaults(reading.policy)),
    ),
};
