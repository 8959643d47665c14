import { YAML_RULES } from '../../manifests/rules.ts';
import { API_RULES, RENDER_RULES } from '../../validation/api-rules.ts';
import { POLICY_RULES, type PolicyRule } from '../../validation/policy/index.ts';
import { WAIVER_RULES } from '../../validation/policy/waiver-rules.ts';
import type { RuleText } from '../../validation/rule-text.ts';
import { TOOL_RULES } from '../check/tool-rules.ts';
import { WORKLOAD_RULES } from '../workload/rules.ts';

/** Every rule that a finding can name. */
export const RULES: readonly RuleText[] = [
  ...API_RULES,
  ...RENDER_RULES,
  ...YAML_RULES,
  ...POLICY_RULES.map(textOf),
  ...WAIVER_RULES,
  ...TOOL_RULES,
  ...WORKLOAD_RULES,
];

function textOf({ id, title, why, fix, docs }: PolicyRule): RuleText {
  return { rule: id, summary: `${title}.`, meaning: why, fix, link: docs };
}
