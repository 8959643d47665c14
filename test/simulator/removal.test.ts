import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { conditionOf, type KubeObject } from './object.ts';
import { CSVS, KATA_CONFIGS, MACHINE_CONFIGS, PODS, POOLS, RUNTIME_CLASSES } from './resources.ts';
import { type RolloutProps, rolloutOf } from './rollout.ts';
import { nameOf, SHAPES } from './shapes.ts';
import { hookOf } from './sync-engine/application.ts';

async function installed(shape: ClusterShape, props: RolloutProps = {}) {
  const rollout = rolloutOf(shape, props);
  expect((await rollout.argo.sync(() => rollout.objects)).outcome).toBe('Succeeded');
  rollout.cluster.advance(600);
  return { ...rollout, before: rollout.cluster.reboots() };
}

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const isKind = (kind: string) => (object: KubeObject) => object.kind === kind;

describe('a removal', () => {
  it.each(SHAPES.map((shape) => ({ name: nameOf(shape), shape })))(
    '$name in reverse waves leaves nothing of ours, and reboots each Kata node once, or twice where pools are shared',
    async ({ shape }) => {
      const { cluster, argo, objects, before } = await installed(shape);
      const result = await argo.delete(objects);
      expect(result).toMatchObject({ outcome: 'Deleted', left: [] });
      cluster.advance(3 * 3600);
      expect(cluster.store.list(KATA_CONFIGS)).toEqual([]);
      expect(cluster.store.list(RUNTIME_CLASSES)).toEqual([]);
      expect(cluster.store.list(POOLS).map(({ metadata }) => metadata.name)).toEqual(['master', 'worker']);
      expect([...cluster.machines.values()].filter(({ hasKata }) => hasKata)).toEqual([]);
      const more = Object.entries(cluster.reboots()).map(([name, count]) => count - (before[name] ?? 0));
      expect(Math.max(...more)).toBeLessThanOrEqual(shape.topology === 'multi-node' ? 1 : 2);
      expect(Math.max(...more)).toBeGreaterThanOrEqual(1);
    },
  );

  it('gets stuck with the operator gone first: nobody takes the finalizer off', async () => {
    const { cluster, argo, objects } = await installed(TDX);
    for (const { metadata } of cluster.store.list(CSVS))
      cluster.store.delete(CSVS, metadata.name, metadata.namespace);
    const result = await argo.delete(objects, 6);
    expect(result.outcome).toBe('stuck');
    expect(result.left).toContain('KataConfig example-kataconfig');
  });

  it('gets stuck with the feature gates still on, once no node has the TEE label any more', async () => {
    const { cluster, argo, objects } = await installed(TDX, { delays: { featureBoot: [1, 10] } });
    await argo.delete(objects.filter(isKind('Pod')));
    const result = await argo.delete(objects.filter(isKind('KataConfig')), 12);
    expect(result).toMatchObject({ outcome: 'stuck', left: ['KataConfig example-kataconfig'] });
    expect(cluster.log.some(({ message }) => message === 'error: no TEE platform labels found')).toBe(true);
    // The way out: without the gate the operator gets to the deletion.
    const gates = objects.filter(({ metadata }) => metadata.name === 'osc-feature-gates');
    await argo.delete(gates);
    expect((await argo.delete(objects.filter(isKind('KataConfig')), 6)).outcome).toBe('Deleted');
  });

  it('leaves labels of the pool behind with node features gone first', async () => {
    const { cluster, argo, objects } = await installed({ ...TDX, tee: 'snp' });
    await argo.delete(objects.filter(isKind('Pod')));
    await argo.delete(objects.filter(({ metadata }) => metadata.name === 'osc-feature-gates'));
    await argo.delete(objects.filter(isKind('NodeFeatureRule')));
    cluster.advance(30);
    await argo.delete(objects.filter(isKind('KataConfig')), 12);
    expect(cluster.nodes('kata-oc').length).toBeGreaterThan(0);
  });

  it('is blocked by pods of others on a class that the operator counts, until they are gone', async () => {
    const { cluster, argo, objects } = await installed({ ...TDX, tee: 'snp' });
    cluster.store.create(PODS, {
      metadata: { name: 'foreign', namespace: 'default' },
      spec: { runtimeClassName: 'kata', containers: [] },
    });
    cluster.advance(60);
    // With its gate the removal does not begin at all.
    expect(await argo.delete(objects, 6)).toMatchObject({ outcome: 'stuck', gates: [{ code: 'remove' }] });
    expect(cluster.store.list(KATA_CONFIGS)[0]?.metadata.deletionTimestamp).toBeUndefined();
    const ungated = objects.filter((object) => hookOf(object) !== 'PreDelete');
    expect((await argo.delete(ungated, 6)).outcome).toBe('stuck');
    const [kata] = cluster.store.list(KATA_CONFIGS);
    expect(conditionOf(kata, 'InProgress')).toMatchObject({
      status: 'False',
      reason: 'BlockedByExistingKataPods',
    });
    cluster.store.delete(PODS, 'foreign', 'default');
    expect((await argo.delete(objects, 6)).outcome).toBe('Deleted');
  });

  it('leaves what Argo CD does not know: definitions, and an operator in a namespace of OpenShift', async () => {
    const { cluster, argo, objects } = await installed(TDX);
    await argo.delete(objects);
    expect(cluster.store.list(CSVS).map(({ metadata }) => metadata.name)).toEqual([
      'intel-device-plugins-operator.v0.35.0',
    ]);
    expect(cluster.store.get(MACHINE_CONFIGS, '50-enable-sandboxed-containers-extension')).toBeUndefined();
    expect(cluster.api.read('/apis/kataconfiguration.openshift.io/v1/kataconfigs')).toMatchObject({
      items: [],
    });
  });
});
