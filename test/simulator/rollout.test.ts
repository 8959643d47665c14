import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { rebootBudget } from '../../rollout/reboots.ts';
import { withMachineConfigs } from './edited.ts';
import type { GateRunner } from './gate-runner.ts';
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

  it.each(EVERY.filter(({ shape }) => shape.tee === 'tdx' || shape.gpu === 'nvidia'))(
    '$name reboots once more for an edited MachineConfig, which G2 waits for',
    async ({ shape }) => {
      const { cluster, argo, objects } = rolloutOf(shape, { seed: 4 });
      await argo.sync(() => objects);
      cluster.advance(600);
      const before = rebootsOf(shape, cluster.reboots()).kata;
      const edited = withMachineConfigs(objects, (object) => {
        const spec = object['spec'] as { readonly kernelArguments: readonly string[] };
        return { ...object, spec: { ...spec, kernelArguments: [...spec.kernelArguments, 'quiet'] } };
      });
      const again = await argo.sync(() => edited);
      expect(again.outcome).toBe('Succeeded');
      expect(rebootsOf(shape, cluster.reboots()).kata).toEqual(before.map((count) => count + 1));
      const [gate] = again.gates.filter(({ code }) => code === 'G2');
      expect((gate?.endedAt ?? 0) - (gate?.startedAt ?? 0)).toBeGreaterThan(400);
    },
  );

  it('takes up a new commit at the next attempt, after one that could not be rendered', async () => {
    const shape = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
    let commit = 'bad';
    const gates: GateRunner = {
      async run(code, io) {
        // Gives up after an hour, as a gate does whose condition does not come to hold.
        for (let waited = 0; waited < 3600; waited += 10) {
          if (rollout.oracle.holds(code)) return 0;
          if ('kill' in io.sleep(10)) return 0;
        }
        commit = 'good';
        return 1;
      },
    };
    const rollout = rolloutOf(shape, { gates });
    const broken = withMachineConfigs(rollout.objects, (object) => ({
      ...object,
      spec: { config: { ignition: { version: '9.9.9' } } },
    }));
    const result = await rollout.argo.sync(() => (commit === 'bad' ? broken : rollout.objects));
    expect(result.attempts.map(({ failure }) => failure)).toEqual(['gate G2 failed with 1', undefined]);
    expect(rebootsOf(shape, rollout.cluster.reboots()).kata).toEqual([1, 1, 1]);
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
