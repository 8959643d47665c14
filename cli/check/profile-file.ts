import { STDIN } from 'kube-strict/manifests/find-files.ts';
import { type Purpose, typed } from 'kube-strict/manifests/purpose/purpose.ts';
import type { RuleText } from 'kube-strict/validation/rule-text.ts';
import { looksLikeProfile } from '../../profiles/looks-like-profile.ts';

/** A profile is no manifest. */
export const PROFILE_FILE_RULE: RuleText = {
  rule: 'check/profile',
  summary: 'A profile of this program.',
  meaning: 'Manifests are rendered from it, and a server gets those. It is skipped, also with --strict.',
  fix: 'Render it, which judges the profile and its manifests: coco-gitops synth NAME',
  link: 'https://cdk8s.io/docs/latest/',
};

/** What a profile is for, when a document is one. */
export function purposeOfProfile(file: string, value: unknown): Purpose | undefined {
  if (!looksLikeProfile(value)) return undefined;
  return {
    rule: PROFILE_FILE_RULE.rule,
    what: 'profile',
    message: 'A profile is what manifests are rendered from.',
    command: `coco-gitops synth ${file === STDIN ? 'NAME' : typed(file)}`,
    before: 'Render it, which judges the profile and its manifests',
  };
}
