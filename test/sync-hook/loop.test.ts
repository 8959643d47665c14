import { afterAll, describe, expect, it } from 'vitest';
import { State } from './support/case.ts';
import { DATA } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { gateRunner, KATA_LABEL, labelled, MINUTE, READY } from './support/gate-runs.ts';
import { set } from './support/loose.ts';
import { NODES, POOLS } from './support/ready-cluster.ts';
import { DOWN, VirtualWorld } from './support/virtual-world.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const run = gateRunner(driver);
const open = labelled(2);

/** A cluster in which waiting is no use. */
function hopeless() {
  const state = new State('tdx');
  set(state.node('worker-0'), 'true', 'metadata', 'labels', 'amd.feature.node.kubernetes.io/snp');
  return state.objects;
}

describe.skipIf(!hasPython)('a gate that is met (skipped without python3)', () => {
  it('opens after three readings, ten seconds apart', async () => {
    const { exit, world, log } = await run({ objects: () => READY });
    expect(exit).toBe(0);
    expect(world.readings).toEqual([0, 10, 20]);
    expect(log).toEqual([
      '2026-01-02T00:00:00Z G1 begins: The expected nodes are labelled as able to run Kata (4 conditions)',
      `2026-01-02T00:00:00Z G1 has taken away /apis/machineconfiguration.openshift.io/v1/machineconfigs/${DATA.tdx.cluster.marker}`,
      '2026-01-02T00:00:20Z G1 passed: The expected nodes are labelled as able to run Kata',
    ]);
  });

  it('begins to count again when it is not met for a moment', async () => {
    const { exit, world } = await run({ objects: (second) => (second === 20 ? open : READY) });
    expect(exit).toBe(0);
    expect(world.readings).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('begins to count again when the API gives no answer for a moment', async () => {
    const { exit, world } = await run({ objects: (second) => (second === 20 ? DOWN : READY) });
    expect(exit).toBe(0);
    expect(world.readings.at(-1)).toBe(50);
  });

  it('reads each path once, and what follows from that in the same reading', async () => {
    const asked: string[][] = [];
    const world = new VirtualWorld({ objects: () => READY });
    const read = world.read.bind(world);
    world.read = (paths) => {
      asked.push([...paths]);
      return read(paths);
    };
    expect((await driver?.run('G0', DATA.tdx, world))?.exit).toBe(0);
    expect(asked).toHaveLength(6);
    for (const path of asked[1] ?? []) expect(path).toContain('/clusterserviceversions/');
    expect(new Set(asked[0]).size).toBe(asked[0]?.length);
    expect(world.readings).toEqual([0, 10, 20]);
  });
});

describe.skipIf(!hasPython)('a gate that is not met (skipped without python3)', () => {
  it('waits, and says what for, what it sees, since when and what helps, once and then every five minutes', async () => {
    const { exit, log } = await run({ objects: (second) => (second < 12 * MINUTE ? open : READY) });
    expect(exit).toBe(0);
    const waits = log.filter((line) => line.includes('waits'));
    expect(waits.map((line) => line.slice(11, 19))).toEqual(['00:00:00', '00:05:00', '00:10:00']);
    expect(waits[0]).toContain('since 2026-01-02T00:00:00Z (0 s)');
    expect(waits[1]).toBe(
      '2026-01-02T00:05:00Z G1 waits (at most 15 min without a change): [nodes-eligible] At least 3 nodes selected carry the label feature.node.kubernetes.io/runtime.kata=true; ' +
        'seen: 2 of 3 nodes that are selected can run Kata: worker-0, worker-1; ' +
        'since 2026-01-02T00:00:00Z (5 min); ' +
        'look: oc get nodes -L feature.node.kubernetes.io/runtime.kata --show-labels; ' +
        'help: is virtualization on in the firmware, and does node feature discovery run (oc get pods -n openshift-nfd)? ' +
        'Correct nodes.expected or nodes.selector in the profile if they ask for too much',
    );
    expect(log.slice(-2)).toEqual([
      '2026-01-02T00:12:00Z G1 holds now: [nodes-eligible] At least 3 nodes selected carry the label feature.node.kubernetes.io/runtime.kata=true',
      '2026-01-02T00:12:20Z G1 passed: The expected nodes are labelled as able to run Kata',
    ]);
  });

  it('gives up when nothing changes for longer than its patience, so that a new commit can be synced', async () => {
    const { exit, world, log } = await run({ objects: () => open });
    expect(exit).toBe(1);
    expect(world.second).toBe(15 * MINUTE + 10);
    expect(log.at(-1)).toContain('G1 gives up: [nodes-eligible]');
    expect(log.at(-1)).toContain('2 of 3 nodes');
  });

  it('says at its end all that is open, and last what decided', async () => {
    const state = new State('tdx');
    state.remove(`${POOLS}/kata-oc`);
    set(state.kata, undefined, 'status');
    const { exit, log } = await run({ objects: () => state.objects }, 'G2');
    expect(exit).toBe(1);
    expect(log.filter((line) => line.includes('also open'))).toHaveLength(1);
    expect(log.slice(-2).map((line) => line.slice(21, 70))).toEqual([
      'G2 also open: [kata-config-started] The operator ',
      'G2 gives up: [pool-exists] The operator has made ',
    ]);
  });

  it('waits on while there is progress', async () => {
    const { exit, world } = await run({
      objects: (second) => labelled(Math.min(3, Math.floor(second / (14 * MINUTE)))),
    });
    expect(exit).toBe(0);
    expect(world.second).toBeGreaterThan(42 * MINUTE);
  });

  it('does not take for progress what it has seen before', async () => {
    const { exit, world } = await run({ objects: (second) => labelled(second % 20 === 0 ? 1 : 2) });
    expect(exit).toBe(1);
    expect(world.second).toBeLessThan(16 * MINUTE);
  });

  it('gives up on a condition that holds and breaks again all the time', async () => {
    const { exit, world } = await run({ objects: (second) => (second % 30 === 0 ? open : READY) });
    expect(exit).toBe(1);
    expect(world.second).toBeLessThan(60 * MINUTE);
  });

  it('forgets what it saw once the condition has held', async () => {
    // Another condition, of great patience, keeps the gate from opening.
    const gates = DATA.snp.gates.map((gate) => ({
      ...gate,
      conditions: gate.conditions.map((one) =>
        one.id === 'nodes-have-tee' ? { ...one, patience: 1e9 } : one,
      ),
    }));
    const objects = (second: number) => {
      const state = new State('snp');
      const tee = DATA.snp.cluster.tees.label;
      if (second < 3000) set(state.node('worker-1'), undefined, 'metadata', 'labels', tee);
      // Then it holds for three readings.
      if (second < 3000 && second % (14 * MINUTE + 30) < 14 * MINUTE) {
        set(state.node('worker-0'), undefined, 'metadata', 'labels', KATA_LABEL);
      }
      return state.objects;
    };
    const { exit, world } = await run({ objects }, 'G1', { ...DATA.snp, gates });
    expect(exit).toBe(0);
    expect(world.second).toBe(3020);
  });

  it('ends at once, for good, when waiting is no use, but not before it has seen so three times', async () => {
    const { exit, world, log } = await run({ objects: hopeless });
    expect(exit).toBe(42);
    expect(world.readings).toEqual([0, 10, 20]);
    expect(log.at(-1)).toContain('G1 refuses, since waiting does not change this: [one-tee]');
    expect(log.at(-1)).toContain('worker-0 carries amd.feature.node.kubernetes.io/snp');
  });

  it.each([
    ['holds', READY],
    ['waits', labelled(0)],
    ['waits for nodes', { ...READY, [NODES]: { items: [] } }],
    ['is not answered', DOWN],
  ])('does not end when in between it %s', async (_title, between) => {
    const { exit, world } = await run({
      objects: (second) => (second >= 100 ? READY : second % 30 === 20 ? between : hopeless()),
    });
    expect(exit).toBe(0);
    expect(world.second).toBe(120);
  });
});

describe.skipIf(!hasPython)('a gate whose pod is killed (skipped without python3)', () => {
  it('leaves nothing behind: the next one begins anew, and opens when the conditions are met', async () => {
    const first = await run({ objects: () => open, killAt: 10 * MINUTE });
    expect(first.exit).toBeUndefined();
    expect(first.log.length).toBeGreaterThan(1);
    const second = await run({ objects: () => READY });
    expect(second.exit).toBe(0);
    expect(second.world.second).toBe(20);
  });

  it('does not open the next one by what it had counted', async () => {
    await run({ objects: () => READY, killAt: 15 });
    const { world } = await run({ objects: () => READY });
    expect(world.readings).toEqual([0, 10, 20]);
  });
});

describe.skipIf(!hasPython)('a defect of the program (skipped without python3)', () => {
  it.each([
    ['no condition', []],
    ['a condition that it does not know', [{ ...DATA.tdx.access, id: 'other' }]],
  ])('that gives a gate %s does not open it', async (_title, conditions) => {
    const gates = [{ code: 'G1' as const, title: 'Nothing', conditions }];
    const { exit, world, log } = await run({ objects: () => READY }, 'G1', { ...DATA.tdx, gates });
    expect(exit).toBe(42);
    expect(world.readings).toEqual([]);
    expect(log.at(-1)).toContain('G1 refuses: gates.json asks for nothing');
  });

  it('opens no gate, and ends in the time of its condition, with a word about it', async () => {
    const { exit, world, log } = await run({ objects: () => READY }, 'G2', { ...DATA.tdx, health: {} });
    expect(exit).toBe(1);
    expect(world.second).toBe(15 * MINUTE + 10);
    expect(log.at(-1)).toContain('[kata-config-not-failed]');
    expect(log.at(-1)).toContain(
      "defect of the gate program in clause not-failed: KeyError('kataconfiguration",
    );
  });
});
