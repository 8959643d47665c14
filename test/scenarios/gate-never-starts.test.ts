import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import type { Job } from '../simulator/kinds.ts';
import { renderShape } from '../simulator/shapes.ts';
import { applicationOf, gateOf } from '../simulator/sync-engine/application.ts';
import { hasPython, NEEDS_PYTHON, rebootsOf, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const TDX: ClusterShape = { tee: 'tdx', gpu: 'none', topology: 'multi-node' };
const WRONG = `registry.example.com/cli@sha256:${'1'.repeat(64)}`;

describe.skipIf(!hasPython)(`a gate whose pod never starts, with Argo CD ${NEEDS_PYTHON}`, () => {
  const wrong = applicationOf(renderShape(TDX, { images: `{ openshiftCli: "${WRONG}" }` }));
  const deadline = (code: string) =>
    (wrong.find((object) => object.kind === 'Job' && gateOf(object) === code) as Job | undefined)?.spec
      .activeDeadlineSeconds ?? 0;

  it('because of its image ends at its deadline, and the commit that mends it comes in by itself', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 51 });
    cluster.conduct.missingImages.add(WRONG);
    const committed = cluster.clock.elapsed + 3600;
    const result = await argo.sync(() => (cluster.clock.elapsed < committed ? wrong : objects));
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts[0]?.failure).toMatch(/^gate G0 failed/);
    const [first] = result.gates;
    expect((first?.endedAt ?? 0) - (first?.startedAt ?? 0)).toBeLessThanOrEqual(deadline('G0') + 10);
    expect(gates.falsePasses).toEqual([]);
    expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual([1, 1, 1]);
  });

  it('lets it in at once when a person ends the operation', async () => {
    const { cluster, argo, objects } = scenario(TDX, { seed: 52 });
    cluster.conduct.missingImages.add(WRONG);
    expect((await argo.sync(() => wrong, 24, 600)).attempts[0]?.failure).toBe('Operation terminated');
    const from = cluster.clock.elapsed;
    expect((await argo.sync(() => objects)).attempts.map(({ failure }) => failure)).toEqual([undefined]);
    expect(from).toBeLessThan(700);
  });

  it.each(['image', 'quota'])(
    'goes on by itself when the %s recovers, within the deadline or after it',
    async (cause) => {
      const { cluster, argo, objects, gates } = scenario(TDX, { seed: 53 });
      const { conduct, clock } = cluster;
      const image = renderShape(TDX).profile.images.openshiftCli;
      if (cause === 'image') conduct.missingImages.add(image);
      else conduct.podsRefused = true;
      clock.at(cause === 'image' ? 1800 : deadline('G0') + 7200, () => {
        conduct.missingImages.clear();
        conduct.podsRefused = false;
      });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      expect(result.attempts.length).toBe(cause === 'image' ? 1 : 2);
      expect(gates.falsePasses).toEqual([]);
    },
  );
});
