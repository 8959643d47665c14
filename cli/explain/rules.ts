import { YAML_RULES } from '../../manifests/rules.ts';
import { API_RULES, RENDER_RULES } from '../../validation/api-rules.ts';
import type { RuleText } from '../../validation/rule-text.ts';

/** Every rule that a finding can name. */
export const RULES: readonly RuleText[] = [...API_RULES, ...RENDER_RULES, ...YAML_RULES];
