import type { RuleText } from '../validation/rule-text.ts';

/** The program that uses the rules, as reports and remedies name it. */
export interface Tool {
  readonly name: string;
  /** What a person types to have manifests validated: `kube-strict`. */
  readonly command: string;
  readonly version: string;
  /** Every rule that a finding can name. */
  readonly rules: readonly RuleText[];
}
