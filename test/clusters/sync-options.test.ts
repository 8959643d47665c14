import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { CLUSTERS, syncedObjects } from './support/clusters.ts';

/** API groups that are unknown to a cluster until an operator of the same Application is installed. */
const GROUPS_OF_OPERATORS = [
  'deviceplugin.intel.com',
  'kataconfiguration.openshift.io',
  'nfd.openshift.io',
  'nvidia.com',
];

/** Whose deletion reboots nodes, moves them out of the pool, or loses data. */
const CONFIRMED = [
  'KataConfig',
  'MachineConfig',
  'Namespace',
  'NodeFeatureDiscovery',
  'NodeFeatureRule',
  'PersistentVolumeClaim',
];

function optionsOf({ metadata }: KubernetesObject): string[] {
  return (metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '').split(',');
}

function names(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe.each(CLUSTERS)('of $name', ({ cluster }) => {
  const synced = syncedObjects(cluster);

  it('exactly the objects whose definition an operator brings are not tried out before it is there', () => {
    const brought = synced.filter(({ apiVersion }) =>
      GROUPS_OF_OPERATORS.includes(apiVersion.split('/')[0] ?? ''),
    );
    const skipping = synced.filter((object) =>
      optionsOf(object).includes('SkipDryRunOnMissingResource=true'),
    );
    expect(names(skipping)).toEqual(names(brought));
    expect(brought.length).toBeGreaterThanOrEqual(3);
  });

  it('exactly the objects whose deletion hurts are deleted after a confirmation only', () => {
    // The marker of the MachineConfigs is empty, and a hook, which Argo CD deletes itself.
    const hurting = synced.filter(
      ({ kind, metadata }) =>
        CONFIRMED.includes(kind) && metadata.annotations?.['argocd.argoproj.io/hook'] === undefined,
    );
    for (const option of ['Prune=confirm', 'Delete=confirm']) {
      expect(names(synced.filter((object) => optionsOf(object).includes(option)))).toEqual(names(hurting));
    }
    expect(hurting.length).toBeGreaterThanOrEqual(5);
  });

  it('nothing is deleted and made again, and nothing in sync is left out of the waiting', () => {
    const text = JSON.stringify([...synced, ...cluster.argocd]);
    expect(text).not.toMatch(/Replace=true|Force=true|ApplyOutOfSyncOnly/);
  });
});
