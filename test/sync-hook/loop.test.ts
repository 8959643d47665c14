import { afterAll, describe, expect, it } from 'vitest';
import type { GateCode, GateProgramData } from '../../rollout/gates.ts';
import { State } from './support/case.ts';
import { DATA } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { set } from './support/loose.ts';
import { POOLS } from './support/ready-cluster.ts';
import { DOWN, Failure, type Story, VirtualWorld } from './support/virtual-world.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const MINUTE = 60;
const KATA = 'feature.node.kubernetes.io/runtime.kata';

/** Runs G1, which is about nodes alone, or another gate. */
async function run(story: Story, code: GateCode = 'G1', data: GateProgramData = DATA.tdx) {
  if (driver === undefined) throw new Error('there is no Python');
  const world = new VirtualWorld(story);
  return { ...(await driver.run(code, data, world)), world };
}

const ready = new State('tdx').objects;

/** A cluster in which some of the nodes are labelled. */
function labelled(count: number) {
  const state = new State('tdx');
  for (const index of [0, 1, 2].slice(count))
    set(state.node(`worker-${index}`), undefined, 'metadata', 'labels', KATA);
  return state.objects;
}
const open = labelled(2);

/** A cluster in which waiting is no use. */
function hopeless() {
  const state = new State('tdx');
  set(state.node('worker-0'), 'true', 'metadata', 'labels', 'amd.feature.node.kubernetes.io/snp');
  return state.objects;
}

describe.skipIf(!hasPython)('a gate that is met (skipped without python3)', () => {
  it('opens after three readings, ten seconds apart', async () => {
    const { exit, world, log } = await run({ objects: () => ready });
    expect(exit).toBe(0);
    expect(world.readings).toEqual([0, 10, 20]);
    expect(log).toEqual([
      '2026-01-02T00:00:00Z G1 begins: The expected nodes are labelled as able to run Kata (2 conditions)',
      '2026-01-02T00:00:20Z G1 passed: The expected nodes are labelled as able to run Kata',
    ]);
  });

  it('begins to count again when it is not met for a moment', async () => {
    const { exit, world } = await run({ objects: (second) => (second === 20 ? open : ready) });
    expect(exit).toBe(0);
    expect(world.readings).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('begins to count again when the API gives no answer for a moment', async () => {
    const { exit, world } = await run({ objects: (second) => (second === 20 ? DOWN : ready) });
    expect(exit).toBe(0);
    expect(world.readings.at(-1)).toBe(50);
  });

  it('reads each path once, and what follows from that in the same reading', async () => {
    const asked: string[][] = [];
    const world = new VirtualWorld({ objects: () => ready });
    const read = world.read.bind(world);
    world.read = (paths) => {
      asked.push([...paths]);
      return read(paths);
    };
    expect((await driver?.run('G2', DATA.tdx, world))?.exit).toBe(0);
    expect(asked).toHaveLength(6);
    expect(asked[1]).toEqual(['/apis/machineconfiguration.openshift.io/v1/machineconfigs/rendered-new']);
    expect(new Set(asked[0]).size).toBe(asked[0]?.length);
    expect(world.readings).toEqual([0, 10, 20]);
  });
});

describe.skipIf(!hasPython)('a gate that is not met (skipped without python3)', () => {
  it('waits, and says what for, what it sees, since when and what helps, once and then every five minutes', async () => {
    const { exit, log } = await run({ objects: (second) => (second < 12 * MINUTE ? open : ready) });
    expect(exit).toBe(0);
    const waits = log.filter((line) => line.includes('waits'));
    expect(waits.map((line) => line.slice(11, 19))).toEqual(['00:00:00', '00:05:00', '00:10:00']);
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
    const { exit, world } = await run({ objects: (second) => (second % 30 === 0 ? open : ready) });
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
      if (second < 3000 && second % 1000 < 14 * MINUTE) {
        set(state.node('worker-0'), undefined, 'metadata', 'labels', KATA);
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
    ['holds', ready],
    ['waits', labelled(0)],
    ['is not answered', DOWN],
  ])('does not end when in between it %s', async (_title, between) => {
    const { exit, world } = await run({
      objects: (second) => (second >= 100 ? ready : second % 30 === 20 ? between : hopeless()),
    });
    expect(exit).toBe(0);
    expect(world.second).toBe(120);
  });
});

describe.skipIf(!hasPython)('an API that gives no answer (skipped without python3)', () => {
  it('for twenty minutes is waited for, and then the gate opens', async () => {
    const { exit, world, log } = await run({
      objects: (second) => (second > 0 && second < 20 * MINUTE ? DOWN : ready),
    });
    expect(exit).toBe(0);
    expect(world.second).toBe(20 * MINUTE + 20);
    const lines = log.filter((line) => line.includes('no answer'));
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(
      'seen: The connection to the server was refused; since 2026-01-02T00:00:10Z (5 min)',
    );
    expect(log).toContain('2026-01-02T00:20:00Z G1 the API of the cluster answers again, after 19 min');
  });

  it('is waited for without limit', async () => {
    const { exit, world } = await run({ objects: (second) => (second < 36 * 60 * MINUTE ? DOWN : ready) });
    expect(exit).toBe(0);
    expect(world.second).toBe(36 * 60 * MINUTE + 20);
  });

  it('does not use up the patience of a condition', async () => {
    const down = (second: number) => second > 10 * MINUTE && second < 40 * MINUTE;
    const { exit, world } = await run({ objects: (second) => (down(second) ? DOWN : open) });
    expect(exit).toBe(1);
    expect(world.second).toBe(40 * MINUTE + 5 * MINUTE + 10);
  });

  it('is said again when the reason changes', async () => {
    const timeout = new Failure({ unavailable: 'no answer within 30 s' });
    const { log } = await run({
      objects: (second) => (second >= 60 ? ready : second < 30 ? DOWN : timeout),
    });
    expect(
      log.filter((line) => line.includes('gives no answer, which')).map((line) => line.slice(11, 19)),
    ).toEqual(['00:00:00', '00:00:30']);
  });
});

describe.skipIf(!hasPython)('an API that forbids to read (skipped without python3)', () => {
  const FORBIDDEN = new Failure({
    forbidden: 'nodes is forbidden: User "system:serviceaccount:coco:gate" cannot list resource "nodes"',
  });

  it('for less than a minute has just not read its own roles yet', async () => {
    const { exit, world, log } = await run({ objects: (second) => (second < 50 ? FORBIDDEN : ready) });
    expect(exit).toBe(0);
    expect(world.second).toBe(70);
    expect(log.join('\n')).not.toContain('[access]');
  });

  it('lacks a role after that: the gate names it and the resource, and gives up', async () => {
    const { exit, world, log } = await run({ objects: () => FORBIDDEN });
    expect(exit).toBe(1);
    expect(world.second).toBe(MINUTE + 15 * MINUTE + 10);
    expect(log.at(-1)).toContain('gives up: [access]');
    expect(log.at(-1)).toContain('ClusterRole coco-gitops-gates');
    expect(log.at(-1)).toContain('cannot list resource "nodes"');
  });

  it('lets the gate go on once the role is there', async () => {
    const { exit, world, log } = await run({
      objects: (second) => (second < 10 * MINUTE ? FORBIDDEN : ready),
    });
    expect(exit).toBe(0);
    expect(world.second).toBe(10 * MINUTE + 20);
    expect(log.filter((line) => line.includes('holds now: [access]'))).toHaveLength(1);
  });

  it('begins that minute anew after another answer', async () => {
    const { exit, log } = await run({
      objects: (second) => (second >= 600 ? ready : second % 60 === 50 ? DOWN : FORBIDDEN),
    });
    expect(exit).toBe(0);
    expect(log.join('\n')).not.toContain('[access]');
  });
});

describe.skipIf(!hasPython)('a gate whose pod is killed (skipped without python3)', () => {
  it('leaves nothing behind: the next one begins anew, and opens when the conditions are met', async () => {
    const first = await run({ objects: () => open, killAt: 10 * MINUTE });
    expect(first.exit).toBeUndefined();
    expect(first.log.length).toBeGreaterThan(1);
    const second = await run({ objects: () => ready });
    expect(second.exit).toBe(0);
    expect(second.world.second).toBe(20);
  });

  it('does not open the next one by what it had counted', async () => {
    await run({ objects: () => ready, killAt: 15 });
    const { world } = await run({ objects: () => ready });
    expect(world.readings).toEqual([0, 10, 20]);
  });
});

describe.skipIf(!hasPython)('a defect of the program (skipped without python3)', () => {
  it.each([
    ['no condition', []],
    ['a condition that it does not know', [{ ...DATA.tdx.access, id: 'other' }]],
  ])('that gives a gate %s does not open it', async (_title, conditions) => {
    const gates = [{ code: 'G1' as const, title: 'Nothing', conditions }];
    const { exit, world, log } = await run({ objects: () => ready }, 'G1', { ...DATA.tdx, gates });
    expect(exit).toBe(42);
    expect(world.readings).toEqual([]);
    expect(log.at(-1)).toContain('G1 refuses: gates.json asks for nothing');
  });

  it('opens no gate, and ends in the time of its condition, with a word about it', async () => {
    const { exit, world, log } = await run({ objects: () => ready }, 'G2', { ...DATA.tdx, health: {} });
    expect(exit).toBe(1);
    expect(world.second).toBe(15 * MINUTE + 10);
    expect(log.at(-1)).toContain('[kata-config-not-failed]');
    expect(log.at(-1)).toContain(
      "defect of the gate program in clause not-failed: KeyError('kataconfiguration",
    );
  });
});
