import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { describe, expect, it } from 'vitest';
import { WORKLOAD_KINDS } from '../../constructs/workload/workload-kinds.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';
import { validateRendered } from '../../render/validate-rendered.ts';
import { gateCluster } from '../../rollout/gates/describe-cluster.ts';
import { allObjects, clusterOf, IMAGE, ofKind, syncedObjects } from './support/clusters.ts';

const VOLUME = { size: '10Gi', mountPath: '/data', passphrase: 'kbs:///default/app/pass', image: IMAGE };

/** A workload of each kind, without and with an encrypted volume. */
const WORKLOADS = WORKLOAD_KINDS.flatMap((kind) => {
  const schedule = kind === 'CronJob' ? '0 3 * * *' : undefined;
  const workload = { name: kind.toLowerCase(), kind, schedule, image: IMAGE, command: ['serve'] };
  return [workload, { ...workload, namespace: 'encrypted', encryptedVolume: VOLUME }];
});

const CLUSTERS = (['snp', 'tdx'] as const).map((tee) => ({
  tee,
  cluster: clusterOf({ tee, gpu: 'none', topology: 'compact' }, { workloads: WORKLOADS }),
}));

describe.each(CLUSTERS)('on a cluster with $tee, workloads of every kind', ({ tee, cluster }) => {
  const all = allObjects(cluster);
  const synced = syncedObjects(cluster);
  const own = synced.filter(({ metadata }) =>
    ['confidential-workloads', 'encrypted'].includes(metadata.namespace ?? ''),
  );

  it('are taken by a server, and pass the policies but for the host of the example', () => {
    expect(validateRendered(all, wholeCatalog).flatMap(({ findings }) => findings)).toEqual([]);
    const context = policyContext(all);
    const found = own.flatMap((object) =>
      judgePolicies(object, context)
        .filter(({ severity }) => severity !== 'info')
        .map(({ rule }) => rule),
    );
    expect(own.length).toBeGreaterThan(20);
    expect([...new Set(found)]).toEqual(['policy/placeholder-value']);
  });

  it('are privileged in the namespace of those with an encrypted volume, and nowhere else', () => {
    const levels = ofKind(synced, 'Namespace').map(({ metadata }) => [
      metadata.name,
      metadata.labels?.['pod-security.kubernetes.io/enforce'],
    ]);
    expect(levels).toContainEqual(['confidential-workloads', 'restricted']);
    expect(levels).toContainEqual(['encrypted', 'privileged']);
    const privileged = own.filter((object) => JSON.stringify(object).includes('"privileged":true'));
    expect(new Set(privileged.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['encrypted']));
  });

  it('are known to the gates: attestation is not theirs, and their pods do not hold a removal', () => {
    const data = gateCluster(cluster.profile, synced);
    expect(data.attestation?.deployments).toEqual(tee === 'tdx' ? ['pccs'] : undefined);
    const names = (namespace: string) =>
      data.controllers
        ?.filter((made) => made.namespace === namespace)
        .map(({ name }) => name)
        .sort();
    const makers = WORKLOAD_KINDS.filter((kind) => kind !== 'Pod').map((kind) => kind.toLowerCase());
    expect(names('encrypted')).toEqual(makers.toSorted());
    expect(names('confidential-workloads')).toEqual(makers.toSorted());
    expect(data.workloads.map(({ name }) => name)).toEqual(['pod', 'pod']);
  });

  it('can be synced by Argo CD, which may make each of their kinds, and asks before it deletes their data', () => {
    const text = JSON.stringify(cluster.argocd);
    for (const kind of new Set(own.map((object) => object.kind))) expect(text).toContain(`"kind":"${kind}"`);
    const claims = ofKind(own, 'PersistentVolumeClaim');
    // A StatefulSet makes its own.
    expect(claims).toHaveLength(WORKLOAD_KINDS.length - 1);
    for (const { metadata } of claims) {
      expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=confirm,Delete=confirm');
    }
    expect(JSON.stringify(own)).not.toMatch(/Replace=true|Force=true/);
  });

  it('have accounts that are made before them, in the first stage', () => {
    const [first] = cluster.steps;
    const accounts = ofKind(first?.objects ?? [], 'ServiceAccount').filter(
      ({ metadata }) => metadata.namespace === 'encrypted',
    );
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual(
      WORKLOAD_KINDS.map((kind) => kind.toLowerCase()).toSorted(),
    );
  });
});
