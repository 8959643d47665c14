import { afterAll, describe, expect, it } from 'vitest';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { gateRunner, labelled, MINUTE, READY } from './support/gate-runs.ts';
import { DOWN, Failure } from './support/virtual-world.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const run = gateRunner(driver);
const open = labelled(2);

describe.skipIf(!hasPython)('an API that gives no answer (skipped without python3)', () => {
  it('for twenty minutes is waited for, and then the gate opens', async () => {
    const { exit, world, log } = await run({
      objects: (second) => (second > 0 && second < 20 * MINUTE ? DOWN : READY),
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
    const { exit, world, log } = await run({
      objects: (second) => (second < 36 * 60 * MINUTE ? DOWN : READY),
    });
    expect(log.at(-2)).toContain('answers again, after 36 h 0 min');
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
      objects: (second) => (second >= 60 ? READY : second < 30 ? DOWN : timeout),
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
    const { exit, world, log } = await run({ objects: (second) => (second < 50 ? FORBIDDEN : READY) });
    expect(exit).toBe(0);
    expect(world.second).toBe(70);
    expect(log.join('\n')).not.toContain('[access]');
  });

  it('lacks a role after that: the gate names it and the resource, and gives up', async () => {
    const { exit, world, log } = await run({ objects: () => FORBIDDEN });
    expect(exit).toBe(1);
    expect(world.second).toBe(MINUTE + 15 * MINUTE + 10);
    expect(log.at(-1)).toContain('gives up: [access]');
    expect(log.at(-1)).toContain('label app=coco-gitops-gates');
    expect(log.at(-1)).toContain('cannot list resource "nodes"');
  });

  it('lets the gate go on once the role is there', async () => {
    const { exit, world, log } = await run({
      objects: (second) => (second < 10 * MINUTE ? FORBIDDEN : READY),
    });
    expect(exit).toBe(0);
    expect(world.second).toBe(10 * MINUTE + 20);
    expect(log.filter((line) => line.includes('holds now: [access]'))).toHaveLength(1);
  });

  it('begins that minute anew after another answer', async () => {
    const { exit, log } = await run({
      objects: (second) => (second >= 600 ? READY : second % 60 === 50 ? DOWN : FORBIDDEN),
    });
    expect(exit).toBe(0);
    expect(log.join('\n')).not.toContain('[access]');
  });
});
