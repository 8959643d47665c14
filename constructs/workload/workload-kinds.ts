/**
 * What can make confidential pods (document section 3.9, and Jobs). A ReplicaSet and a ReplicationController leave the
 * pods that they have when their template changes; a DeploymentConfig is deprecated since OpenShift 4.14.
 */
export const WORKLOAD_KINDS = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
] as const;

export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** Those that make as many pods as they are told to, from one template. */
export const SCALED_KINDS: ReadonlySet<WorkloadKind> = new Set<WorkloadKind>([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
]);
