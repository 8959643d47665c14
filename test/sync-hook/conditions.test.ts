import { afterAll, describe, expect, it } from 'vitest';
import { gatesOf } from '../../rollout/gates.ts';
import { CHANGE_CASES, VERDICT_CASES } from './cases/index.ts';
import { record, State, statusCondition } from './support/case.ts';
import { DATA, dataOf, SHAPES } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { set } from './support/loose.ts';
import { readyFor } from './support/ready-cluster.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

function theDriver(): GateDriver {
  if (driver === undefined) throw new Error('there is no Python');
  return driver;
}

const IDS = [...new Set(VERDICT_CASES.map(({ id }) => id))];

describe.skipIf(!hasPython)('the conditions (skipped without python3)', () => {
  it('are the same in the data and in the program', async () => {
    const inData = [...SHAPES.map((shape) => dataOf(shape)), ...Object.values(DATA)].flatMap(({ gates }) =>
      gates.flatMap(({ conditions }) => conditions.map(({ id }) => id)),
    );
    const table = await theDriver().table();
    expect([...new Set(inData)].sort()).toEqual(Object.keys(table).sort());
  });

  it('each have cases in which they hold and cases in which they do not', async () => {
    const states = (id: string) =>
      new Set(VERDICT_CASES.filter((one) => one.id === id).map(({ state }) => state));
    for (const id of Object.keys(await theDriver().table())) {
      expect(states(id), id).toContain('ok');
      expect(states(id).size, id).toBeGreaterThan(1);
    }
  });

  it.each(IDS)('%s is judged as its cases say', async (id) => {
    for (const one of VERDICT_CASES.filter((each) => each.id === id)) {
      const recorded = record(one);
      const { [id]: verdict } = await theDriver().judge([id], recorded.data, recorded.objects);
      expect(verdict?.state, `${one.title}: ${verdict?.seen}`).toBe(one.state);
      for (const part of one.seen) expect(verdict?.seen, one.title).toContain(part);
      expect(verdict?.seen, one.title).not.toContain('defect');
      expect(verdict?.seen === '', one.title).toBe(one.state === 'ok');
    }
  });

  it.each(CHANGE_CASES)('$id: what $title', async (one) => {
    const recorded = record(one);
    expect(await theDriver().changes(one.id, recorded.data, recorded.objects)).toEqual(one.changes);
  });

  it.each([...SHAPES.map((shape) => dataOf(shape)), ...Object.values(DATA)])(
    'all hold in a cluster that is ready: $cluster.tee, $cluster.gpu, $cluster.topology, $cluster.deploymentMode',
    async (data) => {
      for (const { code, conditions } of gatesOf(data.cluster)) {
        const ids = conditions.map(({ id }) => id);
        expect(ids.length, code).toBeGreaterThan(0);
        const verdicts = await theDriver().judge(ids, data, readyFor(code, data.cluster));
        for (const id of ids) expect(verdicts[id], `${code} ${id}`).toMatchObject({ state: 'ok', seen: '' });
      }
    },
  );

  it('say since when, where the cluster tells it', async () => {
    const state = new State('tdx');
    set(statusCondition(state.pool(), 'Updated'), 'False', 'status');
    set(state.kata, '2026-01-01T00:00:00Z', 'metadata', 'deletionTimestamp');
    const ids = ['pool-updated', 'kata-config-installed'];
    expect(await theDriver().judge(ids, DATA.tdx, state.objects)).toMatchObject({
      'pool-updated': { clause: 'updated', since: '2026-01-02T03:04:05Z' },
      'kata-config-installed': { clause: 'kata-config-stays', since: '2026-01-01T00:00:00Z' },
    });
  });
});
