import type { Format } from 'kube-strict/report/formats.ts';
import type { Severity } from 'kube-strict/validation/finding.ts';

/** What the command line of `workload` says. */
export interface WorkloadOptions {
  readonly profile?: string;
  readonly profiles: string;
  readonly initdata?: string;
  readonly gpu?: true;
  readonly replaceInitdata?: true;
  readonly replaceRuntimeClass?: true;
  readonly write?: true;
  readonly output: Format;
  readonly exclude: readonly string[];
  readonly waive: readonly string[];
  readonly minSeverity: Severity;
}
