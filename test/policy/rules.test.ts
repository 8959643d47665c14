import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Finding } from 'kube-strict/validation/finding.ts';
import { describe, expect, it } from 'vitest';
import { judgePolicies, POLICY_RULES, policyContext } from '../../policy/index.ts';
import { fixtures, NOW } from './support/fixtures.ts';

const ALL = fixtures();
const files = readdirSync(fileURLToPath(new URL('../../policy/rules', import.meta.url)));

/** What a rule finds in the objects of a file, and other rules of the same name do not. */
function found({ rule, objects }: (typeof ALL)[number]): string[] {
  const context = policyContext(objects, { now: NOW });
  const line = (index: number, { severity, path, message }: Finding) =>
    `${index} ${severity} ${path}: ${message}`;
  return objects.flatMap((object, index) =>
    judgePolicies(object, context)
      .filter((finding) => finding.rule === `policy/${rule}`)
      .map((finding) => line(index, finding)),
  );
}

describe('a rule', () => {
  const good = ALL.filter(({ name }) => name.startsWith('good'));
  const bad = ALL.filter(({ name }) => name.startsWith('bad'));

  it.each(bad)('finds in what is bad exactly what it should: $rule/$name', (fixture) => {
    expect(fixture.expected).not.toEqual([]);
    expect(found(fixture)).toEqual(fixture.expected);
  });

  it.each(good)('finds nothing in what is good: $rule/$name', (fixture) => {
    expect(fixture.objects.length).toBeGreaterThan(0);
    expect(found(fixture)).toEqual([]);
  });

  it('has fixtures of both sorts, a file of its own, and is registered', () => {
    const names = POLICY_RULES.map(({ id }) => id.replace('policy/', '')).sort();
    const sorts = (list: typeof ALL) => [...new Set(list.map(({ rule }) => rule))].sort();
    expect(sorts(good)).toEqual(names);
    expect(sorts(bad)).toEqual(names);
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(names);
    expect(ALL.filter(({ name }) => !/^(?:good|bad)[\w-]*\.yaml$/.test(name))).toEqual([]);
  });

  it.each(POLICY_RULES)(
    'can be named in an annotation, and says why, how to mend it and where it was read: $id',
    (rule) => {
      expect(rule.id).toMatch(/^policy\/[a-z]+(-[a-z]+)*$/);
      expect(rule.id.length).toBeLessThanOrEqual('policy/'.length + 63);
      for (const text of [rule.why, rule.fix]) expect(text).toMatch(/^[A-Z].{20,}[^ ]\.$|^[A-Z].{3,}\.$/);
      expect(rule.title).toMatch(/^\S.*[^.]$/);
      expect(rule.docs).toMatch(/^Document |\//);
    },
  );
});
