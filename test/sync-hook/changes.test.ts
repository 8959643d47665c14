import { afterAll, describe, expect, it } from 'vitest';
import { State } from './support/case.ts';
import { DATA } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { set } from './support/loose.ts';
import { OLM, RUNTIME_CLASSES } from './support/ready-cluster.ts';
import { Failure, VirtualWorld } from './support/virtual-world.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const PLAN = `${OLM}/osc/installplans/install-osc`;
const KATA = '/apis/kataconfiguration.openshift.io/v1/kataconfigs/example-kataconfig';
const CONFLICT = new Failure({ unavailable: 'Error from server (Conflict): the object has been modified' });

/** An operator that waits for approval. */
function waiting(csv: string) {
  const state = new State('manual');
  set(state.get(`${OLM}/osc/subscriptions/osc`), undefined, 'status', 'installedCSV');
  set(state.get(PLAN), { approval: 'Manual', approved: false, clusterServiceVersionNames: [csv] }, 'spec');
  return state.objects;
}

/** A cluster without the runtime class for GPUs. */
function withoutClass() {
  const state = new State('gpu');
  state.remove(`${RUNTIME_CLASSES}/kata-cc-nvidia-gpu`);
  return state.objects;
}

describe.skipIf(!hasPython)('the approval of an InstallPlan (skipped without python3)', () => {
  it('is given once, for the pinned version, and the gate opens when it is installed', async () => {
    const ready = new State('manual').objects;
    const world = new VirtualWorld({
      objects: (second, { patches }) =>
        second < 120 || patches.length === 0 ? waiting('sandboxed-containers-operator.v1.12.0') : ready,
    });
    const run = await driver?.run('G0', DATA.manual, world);
    expect(run?.exit).toBe(0);
    expect(world.patches.map(({ patch }) => patch)).toEqual([
      { path: PLAN, body: { spec: { approved: true } } },
      { path: PLAN, body: { spec: { approved: true } } },
    ]);
    expect(world.patches.map(({ second }) => second)).toEqual([0, 60]);
    expect(run?.log.join('\n')).toContain(
      'InstallPlan install-osc installs sandboxed-containers-operator.v1.12.0, which is pinned',
    );
  });

  it('is not given to another version: the gate gives up, and says which one waits and what a person can do', async () => {
    const world = new VirtualWorld({ objects: () => waiting('sandboxed-containers-operator.v1.13.0') });
    const run = await driver?.run('G0', DATA.manual, world);
    expect(run?.exit).toBe(1);
    expect(world.patches).toEqual([]);
    expect(run?.log.at(-1)).toContain(
      'InstallPlan install-osc would install sandboxed-containers-operator.v1.13.0',
    );
    expect(run?.log.at(-1)).toContain('oc patch installplan');
  });

  it('is tried again when the API refuses it, and does not end the gate', async () => {
    const ready = new State('manual').objects;
    const world = new VirtualWorld({
      objects: (second) => (second < 300 ? waiting('sandboxed-containers-operator.v1.12.0') : ready),
      patch: (_patch, second) => (second < 100 ? CONFLICT : undefined),
    });
    const run = await driver?.run('G0', DATA.manual, world);
    expect(run?.exit).toBe(0);
    expect(world.patches.map(({ second }) => second)).toEqual([0, 60, 120, 180, 240]);
    expect(run?.log.filter((line) => line.includes('could not patch'))).toHaveLength(2);
    expect(run?.log.join('\n')).toContain('the object has been modified');
  });
});

describe.skipIf(!hasPython)('the annotation of KataConfig (skipped without python3)', () => {
  it('is set a minute after a runtime class is missing, then every five, each time anew, until it is there', async () => {
    const ready = new State('gpu').objects;
    const world = new VirtualWorld({ objects: (second) => (second < 720 ? withoutClass() : ready) });
    const run = await driver?.run('G5', DATA.gpu, world);
    expect(run?.exit).toBe(0);
    const at = (time: string) => ({
      path: KATA,
      body: { metadata: { annotations: { 'coco-gitops/reconcile-requested-at': time } } },
    });
    expect(world.patches).toEqual([
      { second: 60, patch: at('2026-01-02T00:01:00Z') },
      { second: 360, patch: at('2026-01-02T00:06:00Z') },
      { second: 660, patch: at('2026-01-02T00:11:00Z') },
    ]);
  });

  it('is not needed when the operator makes the class by itself', async () => {
    const ready = new State('gpu').objects;
    const world = new VirtualWorld({ objects: (second) => (second < 50 ? withoutClass() : ready) });
    expect((await driver?.run('G5', DATA.gpu, world))?.exit).toBe(0);
    expect(world.patches).toEqual([]);
  });

  it('is not what the gate waits for: it opens when the class is there, though the API refused each', async () => {
    const ready = new State('gpu').objects;
    const world = new VirtualWorld({
      objects: (second) => (second < 400 ? withoutClass() : ready),
      patch: () => new Failure({ forbidden: 'cannot patch resource "kataconfigs"' }),
    });
    const run = await driver?.run('G5', DATA.gpu, world);
    expect(run?.exit).toBe(0);
    expect(world.patches).toHaveLength(2);
    expect(run?.log.join('\n')).toContain('cannot patch resource "kataconfigs"');
  });
});

describe.skipIf(!hasPython)('a gate (skipped without python3)', () => {
  it.each(['G1', 'G2', 'G3', 'G4', 'G6', 'G7', 'G8', 'remove'] as const)(
    '%s changes nothing',
    async (code) => {
      const name = code === 'G7' || code === 'G8' ? 'verified' : code === 'G4' ? 'gpu' : 'tdx';
      const world = new VirtualWorld({ objects: () => ({}) });
      const run = await driver?.run(code, DATA[name], world);
      expect(run?.exit).toBe(1);
      expect(world.patches).toEqual([]);
    },
  );

  it('takes away nothing but the marker, before it looks, in the gate before the MachineConfigs', async () => {
    for (const [code, marker] of [
      ['G1', DATA.tdx.cluster.marker],
      ['G2', undefined],
    ] as const) {
      const world = new VirtualWorld({ objects: () => ({}) });
      await driver?.run(code, DATA.tdx, world);
      expect(world.deleted.map((path) => path.split('/').at(-1))).toEqual(
        marker === undefined ? [] : [marker],
      );
    }
    const world = new VirtualWorld({ objects: () => new State('daemonset').objects });
    expect((await driver?.run('G1', DATA.daemonset, world))?.exit).toBe(0);
    expect(world.deleted).toEqual([]);
  });

  it('does not pass before the marker is taken away, once, though the API does not answer at first', async () => {
    const ready = new State('tdx').objects;
    const tries: number[] = [];
    const world = new VirtualWorld({
      objects: () => ready,
      delete: (_path, second) => {
        tries.push(second);
        return second < 100 ? CONFLICT : undefined;
      },
    });
    const run = await driver?.run('G1', DATA.tdx, world);
    expect(run?.exit).toBe(0);
    expect(tries).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(world.readings[0]).toBe(100);
  });

  it('gives up when the pool still lists the marker, and says what may hold it', async () => {
    const ready = new State('tdx').objects;
    const world = new VirtualWorld({ objects: () => ready, delete: () => undefined });
    world.keepsDeleted = true;
    const run = await driver?.run('G1', DATA.tdx, world);
    expect(run?.exit).toBe(1);
    expect(run?.log.at(-1)).toContain(`still lists ${DATA.tdx.cluster.marker}`);
    expect(run?.log.at(-1)).toContain('/metadata/finalizers');
  });
});
