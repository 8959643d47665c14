import { afterAll, describe, expect, it } from 'vitest';
import { FAILURES } from './cases/failures.ts';
import { State } from './support/case.ts';
import { DATA } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { VirtualWorld } from './support/virtual-world.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const MINUTE = 60;

describe.skipIf(!hasPython)('when something goes wrong (skipped without python3)', () => {
  it.each(FAILURES)('because $event, $gate ends with $exit after $ends minutes', async (failure) => {
    const good = new State(failure.cluster).objects;
    const bad = new State(failure.cluster);
    failure.wrong(bad);
    const until = (failure.until ?? Number.POSITIVE_INFINITY) * MINUTE;
    const world = new VirtualWorld({ objects: (second) => (second < until ? bad.objects : good) });
    const run = await driver?.run(failure.gate, DATA[failure.cluster], world);
    const log = run?.log.join('\n') ?? '';
    expect(run?.exit, log).toBe(failure.exit);
    expect(Math.abs(world.second - failure.ends * MINUTE), log).toBeLessThanOrEqual(MINUTE);
    for (const part of failure.says) expect(log).toContain(part);
    if (failure.exit !== 0) for (const part of failure.says) expect(run?.log.at(-1)).toContain(part);
  });
});
