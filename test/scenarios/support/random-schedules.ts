import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClusterShape } from '../../../rollout/cluster-shape.ts';
import { rebootBudget } from '../../../rollout/reboots.ts';
import { bySize } from '../../support/size.ts';
import { chaos, killed } from './chaos.ts';
import { rebootsOf, scenarios } from './scenario.ts';

const [QUICK, LONG] = [60, 500];

/**
 * A test of rollouts of these shapes in which things go wrong, each by a seed of its own, which a failure prints.
 * `npm run test:long` has a thousand, in two files that run side by side.
 */
export function itEndsWhateverHappens(shapes: readonly ClusterShape[]): void {
  const rollouts = bySize({ quick: QUICK, sample: 150, long: LONG });
  const scenario = scenarios();
  it(
    'no gate passes too early, and every rollout reaches its end with no reboot too many',
    async () => {
      let ended = 0;
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (seed) => {
          const { shape, props, random } = chaos(seed, shapes);
          const { cluster, argo, objects, gates } = scenario(shape, props, (real) => killed(real, random));
          const result = await argo.sync(() => objects, 48);
          expect(gates.falsePasses).toEqual([]);
          expect(cluster.violations).toEqual([]);
          expect(result.outcome).toBe('Succeeded');
          const { kata, others } = rebootsOf(shape, cluster.reboots());
          expect(Math.max(...kata)).toBeLessThanOrEqual(rebootBudget(shape).worst);
          expect(Math.max(0, ...others)).toBe(0);
          ended++;
        }),
        // The sample of the gate is always the same.
        { numRuns: rollouts, ...(rollouts < LONG && rollouts > QUICK && { seed: 1 }) },
      );
      expect(ended).toBe(rollouts);
    },
    15 * 60_000,
  );
}
