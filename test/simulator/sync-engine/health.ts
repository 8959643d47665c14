import type { DaemonSet, Deployment, Job, Pod, Subscription } from '../kinds.ts';
import { isTrue, type KubeObject } from '../object.ts';

export type Health = 'Healthy' | 'Progressing' | 'Degraded';

/** Health of an object; undefined for a kind that has none, which Argo CD takes for Healthy at once. */
export type HealthCheck = (object: KubeObject) => Health | undefined;

/**
 * The health that Argo CD knows of itself (gitops-engine, pkg/health; resource_customizations). MachineConfig,
 * MachineConfigPool, KataConfig, ClusterServiceVersion, NodeFeatureDiscovery and ClusterPolicy are not among them.
 */
export function builtInHealth(object: KubeObject): Health | undefined {
  switch (object.kind) {
    case 'Deployment': {
      const { spec, status, metadata } = object as Deployment;
      const observed = status?.observedGeneration === metadata.generation;
      return observed && (status?.availableReplicas ?? 0) >= (spec.replicas ?? 1) ? 'Healthy' : 'Progressing';
    }
    case 'DaemonSet': {
      const { status, metadata } = object as DaemonSet;
      const observed = status?.observedGeneration === metadata.generation;
      return observed && status?.numberAvailable === status?.desiredNumberScheduled
        ? 'Healthy'
        : 'Progressing';
    }
    case 'Pod':
      return (object as Pod).status?.phase === 'Running' ? 'Healthy' : 'Progressing';
    case 'Job': {
      const job = object as Job;
      return isTrue(job, 'Failed') ? 'Degraded' : isTrue(job, 'Complete') ? 'Healthy' : 'Progressing';
    }
    case 'Subscription': {
      const { status } = object as Subscription;
      const broken = status?.conditions?.some(
        ({ type, status: is }) => type === 'CatalogSourcesUnhealthy' && is === 'True',
      );
      if (broken === true) return 'Degraded';
      return status?.state === 'AtLatestKnown' ? 'Healthy' : 'Progressing';
    }
    default:
      return undefined;
  }
}
