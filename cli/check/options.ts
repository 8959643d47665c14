import type { Format } from 'kube-strict/report/formats.ts';
import type { Severity } from 'kube-strict/validation/finding.ts';

/** Families of rules, as `--rules` names them. */
export const FAMILIES = ['api', 'policy'] as const;
type Family = (typeof FAMILIES)[number];

/** What the command line of `check` says. */
export interface CheckOptions {
  readonly rules: Family | 'all';
  readonly crds?: string;
  readonly strict?: true;
  readonly output: Format;
  readonly skip: readonly string[];
  readonly exclude: readonly string[];
  readonly waive: readonly string[];
  /** False: what objects waive for themselves does not count. */
  readonly waivers?: boolean;
  readonly minSeverity: Severity;
}
