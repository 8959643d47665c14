import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import { toCel } from '../../rollout/health/to-cel.ts';
import { toLua } from '../../rollout/health/to-lua.ts';
import { evaluate, fluxStatus } from './support/flux.ts';
import { hasLua51, judgeWithLua51, judgeWithWasmoon } from './support/lua.ts';
import { mutatedCase } from './support/mutated.ts';
import { hasPython, judgeWithPython } from './support/python.ts';
import type { Verdict } from './support/recorded.ts';

// One sample for all: an engine is a process that takes all cases at once.
const CHECKS = new Map(
  HEALTH_KINDS.map((kind) => [kind, { lua: toLua(kind.health), cel: toCel(kind.health) }]),
);
const CASES = fc.sample(mutatedCase, { numRuns: 2000, seed: 1 }).map((mutated) => {
  const checks = CHECKS.get(mutated.kind);
  if (checks === undefined) throw new Error(`No checks of ${mutated.kind.kind}`);
  return { ...mutated, ...checks };
});

/** Each value with the case that it is about, to tell which one differs. */
function about<T>(values: readonly T[]): { of: string | undefined; value: T }[] {
  expect(values).toHaveLength(CASES.length);
  return values.map((value, index) => ({ of: CASES[index]?.name, value }));
}

describe('the health of a status with random changes', () => {
  let verdicts: readonly Verdict[] = [];

  beforeAll(async () => {
    verdicts = await judgeWithWasmoon(CASES);
  });

  it('is one that the rules know, and never an error', () => {
    const statuses = verdicts.map(({ status }) => status);
    expect([...new Set(statuses)].sort()).toEqual(['Degraded', 'Healthy', 'Progressing']);
    // Enough of each for the comparisons below to mean something.
    for (const status of ['Degraded', 'Healthy', 'Progressing']) {
      expect(statuses.filter((one) => one === status).length, status).toBeGreaterThan(100);
    }
  });

  it.skipIf(!hasLua51)('is the same in Lua 5.1 as in Lua 5.4 (needs lua5.1)', () => {
    expect(about(judgeWithLua51(CASES))).toEqual(about(verdicts));
  });

  it.skipIf(!hasPython)('is the same in the gate program (needs python3)', () => {
    const cases = CASES.map(({ kind, object }) => ({ rules: kind.health, object }));
    expect(about(judgeWithPython(cases))).toEqual(about(verdicts));
  });

  it('is the same for Flux: current where healthy, failed where degraded', () => {
    const found = CASES.map(({ cel, object }) => {
      const status = fluxStatus(cel, object);
      return status === 'Current' ? 'Healthy' : status === 'Failed' ? 'Degraded' : 'Progressing';
    });
    expect(about(found)).toEqual(about(verdicts.map(({ status }) => status)));
  });

  it('is no error for Flux, once the fields that an expression begins with are there', () => {
    const complete = CASES.filter(
      ({ kind, object }) => 'status' in object && ('spec' in object || kind.kind !== 'MachineConfigPool'),
    );
    expect(complete.length).toBeGreaterThan(1000);
    for (const { name, cel, object } of complete) {
      for (const expression of Object.values(cel)) {
        expect(() => evaluate(expression, object), `${name}: ${expression}`).not.toThrow();
      }
    }
  });
});
