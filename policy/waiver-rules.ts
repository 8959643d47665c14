import type { RuleText } from 'kube-strict/validation/rule-text.ts';

const link = 'docs/policy-rules.md';

/** The rules on waivers themselves, see `Waivers`. */
export const WAIVER_RULES: readonly RuleText[] = [
  {
    rule: 'policy/waiver-empty',
    summary: 'A waiver gives a reason.',
    meaning: 'Without one, a reviewer cannot tell whether the waiver is right, or still needed.',
    fix: 'Write why as the value of the annotation, or remove it.',
    link,
  },
  {
    rule: 'policy/waiver-unknown',
    summary: 'A waiver names a rule that there is.',
    meaning: 'One that is misspelled waives nothing.',
    fix: 'Correct the name after "policy.coco-gitops/", or remove the annotation.',
    link,
  },
  {
    rule: 'policy/waiver-unused',
    summary: 'A waiver waives something.',
    meaning: 'What it was for has been mended, and it would hide the next mistake of that kind.',
    fix: 'Remove the annotation.',
    link,
  },
];
