import type { AgentPolicy } from './agent-policy.ts';
import { ALLOWED_REQUESTS } from './agent-requests.ts';
import { guestSettingProblems } from './guest-settings/problems.ts';
import { kbsCertificateProblems, kbsUrlProblems, registryCertificateProblems } from './kbs-problems.ts';
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
  const faults = policy.faults.map(
    ({ kind, line, message }): InitdataProblem => ({
      severity: kind === 'refused' ? 'error' : 'warning',
      message: `policy.rego, line ${line}: ${message}`,
      fix: 'mend that line',
    }),
  );
  return [...faults, ...withoutRule(policy)];
}

/** Of the requests that the document allows, those that are denied because nothing is said of them. */
function withoutRule(policy: AgentPolicy): InitdataProblem[] {
  const names = ALLOWED_REQUESTS.filter((name) => policy.isUndefined(name));
  if (names.length === 0) return [];
  const message = `policy.rego has no rule for ${names.join(', ')}, which the agent denies then`;
  return [{ severity: 'info', message, fix: 'add "default NAME := true" for what the pod needs' }];
}
