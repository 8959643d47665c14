import { describe, expect, it } from 'vitest';
import { groupOf, HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import { toCel } from '../../rollout/health/to-cel.ts';
import { toLua } from '../../rollout/health/to-lua.ts';
import { fluxStatus } from './support/flux.ts';
import { hasLua51, judgeWithLua51, judgeWithWasmoon } from './support/lua.ts';
import { hasPython, judgeWithPython } from './support/python.ts';
import { RECORDED, recordedFiles, recordedKinds, type Verdict } from './support/recorded.ts';

const EXPECTED = Object.fromEntries(RECORDED.map(({ name, status, message }) => [name, { status, message }]));
const LUA_CASES = RECORDED.map(({ kind, object }) => ({ lua: toLua(kind.health), object }));

function named(verdicts: readonly Verdict[]): Record<string, Verdict> {
  expect(verdicts).toHaveLength(RECORDED.length);
  return Object.fromEntries(verdicts.map((verdict, index) => [RECORDED[index]?.name, verdict]));
}

describe('recorded statuses', () => {
  it('are there for every kind, and no file is left out', () => {
    expect(recordedKinds().sort()).toEqual(
      HEALTH_KINDS.map((kind) => `${groupOf(kind)}/${kind.kind}`).sort(),
    );
    expect(RECORDED.map(({ name }) => name).sort()).toEqual(recordedFiles().sort());
    for (const { name, kind, object } of RECORDED) {
      expect(object, name).toMatchObject({ apiVersion: kind.apiVersion, kind: kind.kind });
    }
  });

  it.each(HEALTH_KINDS)(
    'of $kind hold a healthy and a progressing one, and a degraded one where it can be',
    (kind) => {
      const found = RECORDED.filter((recorded) => recorded.kind === kind).map(({ status }) => status);
      expect([...new Set(found)].sort()).toEqual(
        [...new Set(['Progressing', ...kind.health.rules.map(({ status }) => status)])].sort(),
      );
    },
  );

  it('have the expected health by the Lua check in Lua 5.4', async () => {
    expect(named(await judgeWithWasmoon(LUA_CASES))).toEqual(EXPECTED);
  });

  it.skipIf(!hasLua51)('have the expected health by the Lua check in Lua 5.1 (needs lua5.1)', () => {
    expect(named(judgeWithLua51(LUA_CASES))).toEqual(EXPECTED);
  });

  it.skipIf(!hasPython)('have the expected health by the gate program (needs python3)', () => {
    const cases = RECORDED.map(({ kind, object }) => ({ rules: kind.health, object }));
    expect(named(judgeWithPython(cases))).toEqual(EXPECTED);
  });

  it('are current for Flux where they are healthy, failed where degraded, and else waited for', () => {
    const found = RECORDED.map(({ name, kind, object }) => [name, fluxStatus(toCel(kind.health), object)]);
    const expected = RECORDED.map(({ name, status, object }) => {
      if (status === 'Healthy') return [name, 'Current'];
      if (status === 'Degraded') return [name, 'Failed'];
      return [name, object['status'] === undefined ? 'Unknown' : 'InProgress'];
    });
    expect(found).toEqual(expected);
  });
});
