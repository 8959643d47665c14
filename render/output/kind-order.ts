import { compareText } from './compare-text.ts';
import type { NamedObject } from './file-name.ts';

/**
 * Kinds in the order in which Argo CD applies them within a sync wave, which is Helm's order of installation:
 * argo-cd gitops-engine/pkg/sync/sync_tasks.go (list kinds and removed APIs left out). Every other kind comes after these.
 */
const KINDS = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

const RANKS: ReadonlyMap<string, number> = new Map(KINDS.map((kind, rank) => [kind, rank]));

function rank({ kind }: NamedObject): number {
  return RANKS.get(kind) ?? KINDS.length;
}

/** Order of two objects of one folder: by kind as Argo CD applies them, then by name. Negative when `a` comes first. */
export function compareObjects(a: NamedObject, b: NamedObject): number {
  return rank(a) - rank(b) || compareText(a.metadata.name, b.metadata.name) || compareText(a.kind, b.kind);
}
