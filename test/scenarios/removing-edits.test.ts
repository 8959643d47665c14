import { describe, expect, it } from 'vitest';
import { withMachineConfigs } from '../simulator/edited.ts';
import { stoppedRenderer } from '../simulator/failures.ts';
import type { KubeObject } from '../simulator/object.ts';
import { MACHINE_CONFIGS } from '../simulator/resources.ts';
import { hasPython, NEEDS_PYTHON, rebootsOf, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const HOUR = 3600;

/** Edits that take something away; nothing that the pool lists tells them from what was before. */
const REMOVING: readonly (readonly [string, (object: KubeObject) => KubeObject | undefined])[] = [
  ['a kernel argument', (object) => withSpec(object, { kernelArguments: ['kvm_intel.tdx=1'] })],
  ['a file', (object) => withSpec(object, { config: { ignition: { version: '3.2.0' } } })],
];
/** From the commit on the renderer is slow, or is away for hours. */
const RENDERERS = [
  ['slow', 300],
  ['away for two hours', 2 * HOUR],
] as const;

function withSpec(object: KubeObject, changes: object): KubeObject {
  return { ...object, spec: { ...(object['spec'] as object), ...changes } };
}

const [, withoutArgument] = REMOVING[0] as (typeof REMOVING)[number];

function markersIn({ store }: ReturnType<typeof scenario>['cluster']): string[] {
  return store
    .list(MACHINE_CONFIGS)
    .map(({ metadata }) => metadata.name)
    .filter((name) => name.startsWith('99-zz-coco-'));
}

describe.skipIf(!hasPython)(`an edit that only removes, by Argo CD ${NEEDS_PYTHON}`, () => {
  it.each(
    REMOVING.flatMap(([what, edit]) => RENDERERS.map(([how, until]) => [what, how, edit, until] as const)),
  )(
    'of %s, with a renderer that is %s, holds the gate of the pool until the nodes run it',
    async (_what, _how, edit, until) => {
      const { cluster, argo, objects, gates } = scenario(TDX, { seed: 31 });
      await argo.sync(() => objects);
      cluster.advance(600);
      const before = rebootsOf(TDX, cluster.reboots()).kata;
      stoppedRenderer({ from: cluster.clock.elapsed, until: cluster.clock.elapsed + until })(cluster);
      const edited = withMachineConfigs(objects, edit);
      const result = await argo.sync(() => edited, 12);
      expect(gates.falsePasses).toEqual([]);
      expect(
        result.gates.filter(({ code, outcome }) => code === 'G2' && outcome === 'succeeded'),
      ).not.toEqual([]);
      expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual(before.map((count) => count + 1));
    },
  );

  it.each([
    ['ends well', Number.POSITIVE_INFINITY, 0],
    ['ends well with a slow renderer', Number.POSITIVE_INFINITY, 300],
    ['is terminated before its gate of the pool', 60, 900],
    ['is terminated in its gate of the pool', 600, 2 * HOUR],
  ])(
    'and the return from it, though the sync between %s: no marker that was left satisfies the gate',
    async (_what, terminateAfter, stopped) => {
      const { cluster, argo, objects, gates } = scenario(TDX, { seed: 32 });
      // The first sync of these objects is terminated too, and leaves its marker.
      await argo.sync(() => objects, 24, 1200);
      await argo.sync(() => objects, 24);
      cluster.advance(600);
      const edited = withMachineConfigs(objects, withoutArgument);
      for (const commit of [edited, objects, edited, objects]) {
        const from = cluster.clock.elapsed;
        if (stopped > 0) stoppedRenderer({ from: from + 30, until: from + stopped })(cluster);
        await argo.sync(() => commit, 12, commit === edited ? terminateAfter : Number.POSITIVE_INFINITY);
      }
      expect(gates.falsePasses).toEqual([]);
      const again = await argo.sync(() => objects);
      expect(again.outcome).toBe('Succeeded');
    },
  );

  it('leaves no marker when it has ended, and takes away its own that a terminated or lost operation has left', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 33 });
    await argo.sync(() => objects, 24, 1800);
    expect(markersIn(cluster)).toHaveLength(1);
    const before = cluster.reboots();
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
    expect(markersIn(cluster)).toEqual([]);
    cluster.advance(HOUR);
    const once = rebootsOf(TDX, cluster.reboots()).kata;
    expect(once).toEqual([1, 1, 1]);
    expect(rebootsOf(TDX, before).others).toEqual(rebootsOf(TDX, cluster.reboots()).others);
    expect(gates.falsePasses).toEqual([]);
  });

  it('is seen though the operation that made the marker failed, and was tried again', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 34 });
    await argo.sync(() => objects);
    cluster.advance(600);
    const from = cluster.clock.elapsed;
    stoppedRenderer({ from, until: from + 3 * HOUR })(cluster);
    const result = await argo.sync(() => withMachineConfigs(objects, withoutArgument), 12);
    expect(result.attempts.length).toBeGreaterThan(1);
    expect(result.attempts[0]?.failure).toBe('gate G2 failed with 1');
    expect(result.outcome).toBe('Succeeded');
    expect(gates.falsePasses).toEqual([]);
    expect(markersIn(cluster)).toEqual([]);
  });
});
