import { describe, expect, it } from 'vitest';
import { groupOf, HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import { hasPython, judgeWithPython } from './support/python.ts';
import { RECORDED, recordedFiles, recordedKinds, type Verdict } from './support/recorded.ts';

const EXPECTED = Object.fromEntries(RECORDED.map(({ name, status, message }) => [name, { status, message }]));

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

  it.skipIf(!hasPython)('have the expected health by the gate program (needs python3)', () => {
    const cases = RECORDED.map(({ kind, object }) => ({ rules: kind.health, object }));
    expect(named(judgeWithPython(cases))).toEqual(EXPECTED);
  });
});
