import { describe, expect, it } from 'vitest';
import { judgePolicies, POLICY_RULES, policyContext } from '../../policy/index.ts';
import { fixtures, NOW } from './support/fixtures.ts';
import { REMEDIES, type Remedy } from './support/remedies.ts';

type Members = Record<string, unknown>;

/** Writes values into a copy of an object. */
function applied(object: unknown, remedy: Remedy): unknown {
  const copy = structuredClone(object);
  for (const [pointer, value] of Object.entries(remedy)) {
    const steps = pointer
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/'));
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Members>((at, step) => {
      at[step] ??= {};
      return at[step] as Members;
    }, copy as Members);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

/** Rules that find something in an object among others, but for information. */
function rulesAgainst(object: unknown, objects: readonly unknown[]): Set<string> {
  const found = judgePolicies(object, policyContext(objects, { now: NOW }));
  return new Set(found.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule));
}

const BAD = fixtures().filter(({ name }) => name === 'bad.yaml');
const ENTRIES = Object.entries(REMEDIES).map(([key, remedy]) => {
  const [rule = '', index = '0'] = key.split(' ');
  return { rule, index: Number(index), remedy };
});

describe('a remedy', () => {
  it('is known for every rule', () => {
    const names = POLICY_RULES.map(({ id }) => id.slice('policy/'.length)).sort();
    expect(ENTRIES.map(({ rule }) => rule).sort()).toEqual(names);
  });

  it.each(ENTRIES.filter(({ remedy }) => !('elsewhere' in remedy)))(
    'of policy/$rule mends what it is for, and no other rule refuses what it makes',
    ({ rule, index, remedy }) => {
      const objects = BAD.find((fixture) => fixture.rule === rule)?.objects ?? [];
      const before = judgePolicies(objects[index], policyContext(objects, { now: NOW }));
      expect(before.map((finding) => finding.rule)).toContain(`policy/${rule}`);
      const mended = applied(objects[index], remedy as Remedy);
      const after = rulesAgainst(mended, objects.with(index, mended));
      const others = new Set(before.map((finding) => finding.rule));
      others.delete(`policy/${rule}`);
      expect([...after].filter((one) => !others.has(one))).toEqual([]);
    },
  );
});
