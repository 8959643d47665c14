import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { rebootBudget } from '../../rollout/reboots.ts';
import { rolloutOf } from './rollout.ts';
import { nameOf, SHAPES } from './shapes.ts';

const EVERY = SHAPES.map((shape) => ({ name: nameOf(shape), shape }));

/** Nodes in the pool that runs Kata, and all others. */
function rebootsOf(shape: ClusterShape, reboots: Readonly<Record<string, number>>) {
  const kata = Object.entries(reboots).filter(
    ([name]) => shape.topology !== 'multi-node' || name.startsWith('worker-'),
  );
  const others = Object.entries(reboots).filter(([name]) => !kata.some(([other]) => other === name));
  return { kata: kata.map(([, count]) => count), others: others.map(([, count]) => count) };
}

describe('a rollout by gates that see what is really true', () => {
  it.each(EVERY)('$name ends with one reboot of each Kata node and of no other', async ({ shape }) => {
    const { cluster, argo, objects } = rolloutOf(shape, { seed: 1 });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts.map(({ failure }) => failure)).toEqual([undefined]);
    const { kata, others } = rebootsOf(shape, cluster.reboots());
    expect(kata).toEqual(kata.map(() => rebootBudget(shape).usual));
    expect(others).toEqual(others.map(() => 0));
    expect(cluster.violations).toEqual([]);
    cluster.advance(120);
    expect(cluster.pods()).toEqual(cluster.pods().map(({ name }) => ({ name, phase: 'Running' })));
    expect(cluster.pods()).toHaveLength(shape.gpu === 'nvidia' ? 2 : 1);
  });

  it.each(EVERY)('$name stays within its budget whatever the delays', async ({ shape }) => {
    for (let seed = 2; seed < 12; seed++) {
      const { cluster, argo, objects } = rolloutOf(shape, {
        seed,
        delays: { sandboxedContainers: [0.5, 30] },
      });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      const { kata, others } = rebootsOf(shape, cluster.reboots());
      expect(Math.max(...kata)).toBeLessThanOrEqual(rebootBudget(shape).worst);
      expect(Math.max(0, ...others)).toBe(0);
      expect(cluster.violations).toEqual([]);
    }
  });

  it('takes two reboots on a converged cluster when the operator misses the first render', async () => {
    const shape = { tee: 'tdx', gpu: 'none', topology: 'single-node' } as const;
    const { cluster, argo, objects } = rolloutOf(shape, { delays: { sandboxedContainers: [20, 20] } });
    await argo.sync(() => objects);
    expect(Object.values(cluster.reboots())).toEqual([2]);
  });

  it.each(EVERY)('$name changes nothing when it is synced again', async ({ shape }) => {
    const { cluster, argo, objects } = rolloutOf(shape, { seed: 3 });
    await argo.sync(() => objects);
    cluster.advance(600);
    const before = cluster.reboots();
    const began = cluster.clock.elapsed;
    const again = await argo.sync(() => objects);
    expect(again.outcome).toBe('Succeeded');
    expect(cluster.clock.elapsed - began).toBeLessThan(300);
    expect(cluster.reboots()).toEqual(before);
  });
});
