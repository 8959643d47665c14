import type { ConfidentialPodProps } from './confidential-pod.ts';
import type { WorkloadKind } from './workload-kinds.ts';

export interface ConfidentialWorkloadProps extends ConfidentialPodProps {
  /**
   * @default Pod
   */
  readonly kind?: WorkloadKind;
  /**
   * Of a kind that has several pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * When a CronJob runs, in the form of cron; it needs one.
   * @default - none
   */
  readonly schedule?: string;
}
