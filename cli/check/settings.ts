import { findRule } from 'kube-strict/check/find-rule.ts';
import type { CheckSettings } from 'kube-strict/check/judging.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import type { Tee } from '../../initdata/digest.ts';
import { policyFamily } from '../../policy/family.ts';
import { CHECK, RULES } from '../rules.ts';
import type { CheckOptions } from './options.ts';
import { purposeOfProfile } from './profile-file.ts';

/** The version of package.json, put in at build time. */
declare const VERSION: string;

/** This program, in reports. */
export const tool = () => ({ name: 'coco-gitops', command: CHECK, version: VERSION, rules: RULES });

/**
 * What options of `check` ask of the validator: its own rules, the policy rules, or both.
 *
 * @throws UserError when a rule is not known, or a waiver has no reason
 */
export function checkSettings({
  rules,
  crds,
  strict,
  skip,
  waive,
  waivers,
  minSeverity,
  tee,
}: Omit<CheckOptions, 'output' | 'exclude'> & { readonly tee?: Tee }): CheckSettings {
  const policy = policyFamily({
    waivers: new Map(waive.map(waiverOf)),
    ownWaivers: waivers !== false,
    ...(tee !== undefined && { tee }),
  });
  return {
    tool: tool(),
    api: rules !== 'policy',
    families: rules === 'api' ? [] : [policy],
    ...(crds !== undefined && { crds }),
    strict: strict === true,
    skip,
    minSeverity,
    purposeOfValue: purposeOfProfile,
  };
}

function waiverOf(waiver: string): [rule: string, reason: string] {
  const [name = '', ...rest] = waiver.split('=');
  const reason = rest.join('=').trim();
  const { rule } = findRule(name, RULES);
  if (!rule.startsWith('policy/')) {
    const message = `${rule} is a rule of the server, which nobody can waive`;
    throw new UserError([{ message, fix: 'leave it out with --skip' }]);
  }
  if (reason === '') {
    throw new UserError([
      { message: `the waiver of ${rule} has no reason`, fix: `write --waive ${rule}="why"` },
    ]);
  }
  return [rule, reason];
}
