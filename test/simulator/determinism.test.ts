import { describe, expect, it } from 'vitest';
import { openGate } from './gate-runner.ts';
import { rolloutOf } from './rollout.ts';
import { nameOf, SHAPES } from './shapes.ts';

/** Everything that a rollout has done, and when. */
async function traceOf(shape: (typeof SHAPES)[number], seed: number): Promise<string> {
  const { cluster, argo, objects } = rolloutOf(shape, { seed });
  const result = await argo.sync(() => objects);
  const { now, events } = cluster.clock;
  return JSON.stringify([
    result,
    cluster.log,
    now,
    events,
    cluster.store.revision,
    cluster.api.read('/api/v1/nodes'),
  ]);
}

describe('a simulation', () => {
  it.each(SHAPES.map((shape) => ({ name: nameOf(shape), shape })))(
    '$name is the same for the same seed, and another for another',
    async ({ shape }) => {
      const [first, again, other] = await Promise.all([
        traceOf(shape, 7),
        traceOf(shape, 7),
        traceOf(shape, 8),
      ]);
      expect(again).toBe(first);
      expect(other).not.toBe(first);
    },
  );

  it('notices workloads that come too early when no gate holds them', async () => {
    const shape = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
    const { cluster, argo, objects } = rolloutOf(shape, { gates: openGate });
    await argo.sync(() => objects, 12);
    expect(cluster.violations.map(({ rule }) => rule)).toContain('workload-before-usable');
  });

  it('steps from one happening to the next, however long the time in between', async () => {
    const shape = { tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' } as const;
    const { cluster, argo, objects } = rolloutOf(shape);
    await argo.sync(() => objects);
    const { events } = cluster.clock;
    cluster.advance(30 * 24 * 3600);
    expect(events).toBeLessThan(500);
    expect(cluster.clock.events - events).toBeLessThan(20);
  });
});
