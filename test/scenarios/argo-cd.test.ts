import { describe, expect, it } from 'vitest';
import { rebootBudget } from '../../rollout/reboots.ts';
import { withMachineConfigs } from '../simulator/edited.ts';
import type { KubeObject } from '../simulator/object.ts';
import { EVERY_SHAPE, hasPython, NEEDS_PYTHON, rebootsOf, scenarios } from './support/scenario.ts';

const scenario = scenarios();
/** Three readings, ten seconds apart, and the start of the pod. */
const AT_ONCE = 20 + 20;

describe.skipIf(!hasPython)(`a sync by Argo CD, held by the gate program ${NEEDS_PYTHON}`, () => {
  it.each(EVERY_SHAPE)(
    'from nothing: $name is rolled out in order, with the fewest reboots',
    async ({ shape }) => {
      const { cluster, argo, objects, gates } = scenario(shape, { seed: 7 });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      expect(result.attempts.map(({ failure }) => failure)).toEqual([undefined]);
      expect(gates.falsePasses).toEqual([]);
      expect(cluster.violations).toEqual([]);
      const { kata, others } = rebootsOf(shape, cluster.reboots());
      expect(kata).toEqual(kata.map(() => rebootBudget(shape).usual));
      expect(others).toEqual(others.map(() => 0));
      cluster.advance(120);
      expect(cluster.pods().map(({ phase }) => phase)).toEqual(cluster.pods().map(() => 'Running'));
      expect(cluster.pods()).toHaveLength(shape.gpu === 'nvidia' ? 2 : 1);
    },
  );

  it.each(EVERY_SHAPE)(
    'once more: $name reboots nothing, and each gate passes at once',
    async ({ shape }) => {
      const { cluster, argo, objects } = scenario(shape, { seed: 8 });
      await argo.sync(() => objects);
      cluster.advance(600);
      const before = cluster.reboots();
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      for (const { code, startedAt, endedAt } of result.gates)
        expect(endedAt - startedAt, code).toBeLessThanOrEqual(AT_ONCE);
      cluster.advance(3600);
      expect(cluster.reboots()).toEqual(before);
    },
  );

  it.each(EVERY_SHAPE.filter(({ shape }) => shape.tee === 'tdx' || shape.gpu === 'nvidia'))(
    'of an edited MachineConfig: $name reboots each node of the pool once more, and the gate waits for it',
    async ({ shape }) => {
      const { cluster, argo, objects, gates } = scenario(shape, { seed: 9 });
      await argo.sync(() => objects);
      cluster.advance(600);
      const before = rebootsOf(shape, cluster.reboots());
      const edited = withMachineConfigs(objects, withArgument);
      const result = await argo.sync(() => edited);
      expect(result.outcome).toBe('Succeeded');
      expect(gates.falsePasses).toEqual([]);
      const after = rebootsOf(shape, cluster.reboots());
      expect(after.kata).toEqual(before.kata.map((count) => count + 1));
      expect(after.others).toEqual(before.others);
    },
  );

  it.each(EVERY_SHAPE)('$name is taken away again in order, after its gate', async ({ shape }) => {
    const { cluster, argo, objects } = scenario(shape, { seed: 10 });
    await argo.sync(() => objects);
    cluster.advance(600);
    const result = await argo.delete(objects, 24);
    expect(result).toMatchObject({ outcome: 'Deleted', left: [] });
    expect(result.gates.map(({ code, outcome }) => [code, outcome])).toEqual([['remove', 'succeeded']]);
  });
});

function withArgument(object: KubeObject): KubeObject {
  const spec = object['spec'] as { readonly kernelArguments?: readonly string[] };
  return { ...object, spec: { ...spec, kernelArguments: [...(spec.kernelArguments ?? []), 'quiet'] } };
}
