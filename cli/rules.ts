import { toolRules } from 'kube-strict/check/tool-rules.ts';
import { YAML_RULES } from 'kube-strict/manifests/rules.ts';
import { API_RULES } from 'kube-strict/validation/api-rules.ts';
import type { RuleText } from 'kube-strict/validation/rule-text.ts';
import { POLICY_TEXTS } from '../policy/texts.ts';
import { RENDER_RULES } from '../render/render-rule-texts.ts';
import { PROFILE_FILE_RULE } from './check/profile-file.ts';
import { WORKLOAD_RULES } from './workload/rules.ts';

/** What a person types to have manifests judged. */
export const CHECK = 'coco-gitops check';

/** Every rule that a finding can name. */
export const RULES: readonly RuleText[] = [
  ...API_RULES,
  ...RENDER_RULES,
  ...YAML_RULES,
  ...POLICY_TEXTS,
  ...toolRules(CHECK),
  PROFILE_FILE_RULE,
  ...WORKLOAD_RULES,
];
