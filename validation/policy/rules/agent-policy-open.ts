import type { AgentPolicy } from '../../../initdata/agent-policy.ts';
import { ALLOW_FAILING, CLOSED_REQUESTS } from '../../../initdata/agent-requests.ts';
import type { InitdataReading } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** What is open when a request is allowed. */
const CONSEQUENCES: Readonly<Record<(typeof CLOSED_REQUESTS)[number], string>> = {
  ExecProcessRequest: 'whoever may exec into the pod reads the memory of the workload',
  ReadStreamRequest: 'whoever may read logs reads what the workload prints',
  SetPolicyRequest: 'the host can replace this policy',
  WriteStreamRequest: 'whoever may attach types into the workload',
};

/** The agent policy of a confidential pod keeps exec, the streams and itself closed. */
export const agentPolicyOpen: PolicyRule = {
  id: 'policy/agent-policy-open',
  severity: 'error',
  title: 'The agent policy keeps exec, streams and itself closed',
  why: 'Memory is encrypted against the host, but these requests let the host, or an administrator of the cluster, in.',
  fix: 'Write "default NAME := false" into policy.rego for each of these requests, and no other rule.',
  docs: 'Document chapter 3 "Important", section 3.6; kata-containers/kata-containers src/agent/policy/src/policy.rs',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) => findings(path, reading)),
};

function findings(path: string, reading: InitdataReading): PolicyFinding[] {
  // What cannot be read is of policy/initdata-format.
  if ('fault' in reading || reading.initdata.files.size === 0) return [];
  const { policy } = reading;
  if (policy === undefined) {
    const message =
      'The initdata has no policy.rego: that of the guest image holds, which cannot be judged here.';
    return [{ path, message, severity: 'warning' }];
  }
  if (policy.verdict(ALLOW_FAILING) === 'allow') {
    return [{ path, message: `${ALLOW_FAILING} is true: the agent allows whatever the policy denies.` }];
  }
  return CLOSED_REQUESTS.flatMap((request) => finding(path, request, policy));
}

function finding(
  path: string,
  request: (typeof CLOSED_REQUESTS)[number],
  policy: AgentPolicy,
): PolicyFinding[] {
  const verdict = policy.verdict(request);
  if (verdict === 'deny') return [];
  if (verdict === 'allow') {
    return [{ path, message: `The agent policy allows ${request}: ${CONSEQUENCES[request]}.` }];
  }
  const message = `The agent policy may allow ${request}, which cannot be told without evaluating Rego; if it does, ${CONSEQUENCES[request]}.`;
  return [{ path, message, severity: 'warning' }];
}
