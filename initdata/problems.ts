import type { AgentPolicy } from './agent-policy.ts';
import { guestSettingProblems } from './guest-settings/problems.ts';
import { kbsCertificateProblems, kbsUrlProblems, registryCertificateProblems } from './kbs-problems.ts';
import { type PolicyProblem, policyFaults, policyOpenings, policyPrices } from './policy-problems.ts';
import type { InitdataProblem } from './problem.ts';
import type { Initdata } from './read.ts';

export type { InitdataProblem } from './problem.ts';

export interface ProblemOptions {
  /** When certificates have to be valid. */
  readonly now: Date;
  /** Whether the key broker service may be reached without TLS. */
  readonly insecureHttp: boolean;
}

/**
 * Judges initdata that has been read, everything at once. Nothing of what it holds is quoted. Each part is also that of a
 * policy rule, so that `check` says the same.
 */
export function initdataProblems(
  initdata: Initdata,
  policy: AgentPolicy | undefined,
  options: ProblemOptions,
): InitdataProblem[] {
  return [
    ...formatProblems(initdata),
    ...settingProblems(initdata, options.now),
    ...kbsUrlProblems(initdata, { ...options, flag: '--insecure-http' }),
    ...kbsCertificateProblems(initdata, options.now),
    ...policyProblems(initdata, policy),
  ];
}

/** What keeps a guest from taking it at all. */
export function formatProblems({ faults }: Initdata): InitdataProblem[] {
  return faults.map((fault) => ({
    severity: 'error',
    message: `cannot be used: ${fault}`,
    fix: 'mend the TOML',
  }));
}

/** What its programs refuse or pass over, and what they could not pull images with. */
export function settingProblems(initdata: Initdata, now: Date): InitdataProblem[] {
  return [...guestSettingProblems(initdata), ...registryCertificateProblems(initdata, now)];
}

function policyProblems(initdata: Initdata, policy: AgentPolicy | undefined): InitdataProblem[] {
  // What cannot be read at all has no policy either.
  if (initdata.files.size === 0) return [];
  if (policy === undefined) {
    const message = 'has no policy.rego: that of the guest image holds, which is not known here';
    return [{ severity: 'warning', message, fix: 'add one' }];
  }
  return [...policyFaults(policy), ...policyOpenings(policy).map(atMostWarning), ...policyPrices(policy)].map(
    ({ severity, line, message, fix }) => {
      const place = line === undefined ? 'policy.rego ' : `policy.rego, line ${line}: `;
      return { severity, message: place + message, fix };
    },
  );
}

/** Initdata with an open policy works. Whether it may be so is for a profile and for the pods that have it. */
function atMostWarning(problem: PolicyProblem): PolicyProblem {
  return problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem;
}
