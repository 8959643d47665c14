import type { RuleText } from 'kube-strict/validation/rule-text.ts';
import { POLICY_RULES } from './index.ts';
import type { PolicyRule } from './policy-rule.ts';
import { WAIVER_RULES } from './waiver-rules.ts';

/** What each policy rule means, and each rule on waivers. */
export const POLICY_TEXTS: readonly RuleText[] = [...POLICY_RULES.map(textOf), ...WAIVER_RULES];

function textOf({ id, title, why, fix, docs }: PolicyRule): RuleText {
  return { rule: id, summary: `${title}.`, meaning: why, fix, link: docs };
}
