import { policyOpenings } from '../../initdata/policy-problems.ts';
import type { InitdataReading } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { policyFindings } from '../support/agent-policy.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** The agent policy of a confidential pod keeps closed what no pod needs, and the rest to what a pod needs. */
export const agentPolicyOpen: PolicyRule = {
  id: 'policy/agent-policy-open',
  severity: 'error',
  title: 'The agent policy keeps exec, streams and itself closed',
  why: 'Memory is encrypted against the host, but these requests let the host, or an administrator of the cluster, in.',
  fix: 'Write "default NAME := false" into policy.rego for each of these requests, and no other rule.',
  docs: 'Document chapter 3 "Important", section 3.6; kata-containers/kata-containers src/agent/policy/src/policy.rs, src/agent/src/rpc.rs; CVE-2026-41326',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) => findings(path, reading)),
};

function findings(path: string, reading: InitdataReading): PolicyFinding[] {
  // What cannot be read is of policy/initdata-format.
  if ('fault' in reading || reading.initdata.files.size === 0) return [];
  if (reading.policy !== undefined) return policyFindings(path, policyOpenings(reading.policy));
  const message =
    'The initdata has no policy.rego: that of the guest image holds, which cannot be judged here.';
  return [{ path, message, severity: 'warning', fix: 'Add a policy.rego to the initdata.' }];
}
