import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { automatonOf } from '../../validation/patterns/automaton.ts';
import { automatonPattern } from '../../validation/patterns/match.ts';
import { re2 } from '../../validation/patterns/re2.ts';
import type { SourceSchema } from '../../validation/schema/source-schema.ts';
import { PUBLISHED_SETS, publishedKinds } from '../support/published-crds.ts';

/** Patterns of all that the automaton understands, made of parts. */
const pattern: fc.Arbitrary<string> = fc.letrec<{ choice: string; sequence: string; item: string }>(
  (tie) => ({
    choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
    sequence: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
    item: fc.oneof(
      { maxDepth: 2, depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(
          fc.constantFrom(
            'a',
            'b',
            '-',
            '.',
            '\\.',
            '\\d',
            '\\w',
            '\\s',
            '\\D',
            '[ab]',
            '[^a]',
            '[a-z-]',
            '[-_a]',
            '[\\s\\-]',
            'é',
            '\\n',
          ),
          fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{1,}', '{0}'),
        )
        .map((parts) => parts.join('')),
      fc.constantFrom('^', '$'),
      fc
        .tuple(fc.constantFrom('(', '(?:'), tie('choice'), fc.constantFrom(')', ')*', ')+', ')?', '){0,2}'))
        .map((parts) => parts.join('')),
    ),
  }),
).choice;

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', '.', '0', ' ', '_', '\n', 'é', '\u2028', '\u{1f600}'),
    maxLength: 12,
  }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

function expectSame(source: string, texts: readonly string[]): void {
  const automaton = automatonOf(source);
  if (automaton === undefined) return;
  const compiled = RE2JS.compile(source);
  const ours = automatonPattern(source, automaton);
  for (const one of texts) expect([one, ours.test(one)]).toEqual([one, compiled.matcher(one).find()]);
}

describe('an automaton', () => {
  it('matches what RE2 matches, for any pattern that it understands', () => {
    let understood = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 8, maxLength: 8 }), (source, texts) => {
        if (automatonOf(source) !== undefined) understood++;
        expectSame(source, ['', 'a', ...texts]);
      }),
      { numRuns: 200 },
    );
    expect(understood).toBeGreaterThan(100);
  });

  it.each([
    '(?i)a',
    '(?P<n>a)',
    '\\bx',
    '\\pL',
    '[[:alpha:]]',
    'a**',
    '{',
    'a{1001}',
    '[]a]',
    '[b-a]',
    '(',
    ')',
    '[a',
    '\\',
    'a{2,1}',
    '^*',
    '(?s).',
  ])('is not made of %j', (source) => {
    expect(automatonOf(source)).toBeUndefined();
  });

  it('is not made when it would be too large', () => {
    expect(automatonOf('(a|b)*a(a|b){20}c')).toBeUndefined();
    expect(automatonOf('((a{1000}){1000}){1000}')).toBeUndefined();
  });

  it('reads a megabyte at once, where a backtracking engine would not come back', () => {
    for (const source of [
      '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
      '^(a+)+$',
      '(a*)*b',
      '.*.*.*=.*',
    ]) {
      const automaton = automatonOf(source);
      if (automaton === undefined) throw new Error(`${source} is not understood`);
      const start = performance.now();
      expect(automatonPattern(source, automaton).test(`${'a'.repeat(1e6)}!`)).toBe(false);
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });

  it('is made of all but a few patterns of real schemas, and matches as RE2 does', () => {
    const schemas = PUBLISHED_SETS.flatMap((set) => publishedKinds(set)).map(({ schema }) => schema);
    const patterns = [...new Set(schemas.flatMap(patternsOf))];
    expect(patterns.length).toBeGreaterThan(40);
    expect(patterns.filter((source) => automatonOf(source) === undefined)).toEqual(['^(?i)(abort|warn)?$']);
    for (const source of patterns.filter((one) => automatonOf(one) !== undefined)) {
      const near = fc.sample(fc.stringMatching(new RegExp(source), { size: '-1' }), {
        numRuns: 12,
        seed: 1,
      });
      const changed = near.flatMap((one) => [
        `${one}x`,
        `-${one}`,
        one.slice(1),
        one.toUpperCase(),
        `${one}\n`,
      ]);
      expectSame(source, [...near, ...changed, ...fc.sample(text, { numRuns: 12, seed: 2 })]);
    }
  });
});

describe('re2', () => {
  it('understands what JavaScript does not, and answers at once', () => {
    expect(re2('^(?i)abc$').test('aBC')).toBe(true);
    expect(re2('\\Aa\\z').test('a\n')).toBe(false);
    const start = performance.now();
    expect(re2('^(a+)+$').test(`${'a'.repeat(1e5)}!`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('matches nothing with a pattern that is wrong', () => {
    expect(re2('(').test('(')).toBe(false);
  });

  it('has a name of its own for each pattern, by which Ajv tells them apart', () => {
    expect(String(re2('a'))).not.toBe(String(re2('b')));
  });
});

function patternsOf(schema: SourceSchema): string[] {
  const {
    pattern: own,
    properties,
    additionalProperties,
    items,
    allOf = [],
    anyOf = [],
    oneOf = [],
    not,
  } = schema;
  const parts = [
    ...Object.values(properties ?? {}),
    additionalProperties,
    items,
    ...allOf,
    ...anyOf,
    ...oneOf,
    not,
  ];
  return [
    ...(own ? [own] : []),
    ...parts.flatMap((part) => (typeof part === 'object' ? patternsOf(part) : [])),
  ];
}
