import { describe, expect, it } from 'vitest';
import { CHANGE_CASES, VERDICT_CASES } from './cases/index.ts';
import { record } from './support/case.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';

/** Each clause of each condition once left out, and once turned round, against every recorded case. */
async function mutate(cases: Parameters<typeof record>[0][]) {
  const driver = new GateDriver();
  try {
    return await driver.survivors(cases.map(record));
  } finally {
    driver.close();
  }
}

describe.skipIf(!hasPython)('the clauses of the conditions (skipped without python3)', () => {
  it('are all needed: without one of them, or with its opposite, a case comes out otherwise', async () => {
    const { mutants, survivors } = await mutate([...VERDICT_CASES, ...CHANGE_CASES]);
    expect(survivors).toEqual([]);
    expect(mutants).toBeGreaterThan(150);
  });

  it('are not all covered by a part of the cases, so that this test can fail', async () => {
    const some = VERDICT_CASES.filter(({ state }) => state === 'ok');
    const { survivors } = await mutate([...some]);
    expect(survivors).toContain('pool-updated: generation-observed left out');
    expect(survivors).toContain('operators-installed/approve: only-pinned left out');
    expect(survivors).not.toContain('pool-updated: generation-observed turned round');
  });
});
