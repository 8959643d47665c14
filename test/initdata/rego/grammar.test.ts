import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrammarFault } from '../../../initdata/rego/cursor.ts';
import { readModule } from '../../../initdata/rego/grammar.ts';
import { readTokens } from '../../../initdata/rego/tokens.ts';
import { modules, type Part, textOf } from '../support/rego-grammar.ts';

/** What is wrong with a text, as Rego of each version. */
function faults(text: string): string[] {
  const reading = readTokens(text);
  if ('fault' in reading) return [reading.fault.found];
  return [false, true].flatMap((v1) => {
    const module = readModule(reading.tokens, v1);
    return module instanceof GrammarFault ? [module.message] : [];
  });
}

/** Changes of one token after which no version reads a policy, whatever else is in it. */
const BREAKS: readonly (readonly [string, Part['is'], (text: string) => string])[] = [
  ['a bracket is missing', 'open', (text) => text.replace(/[[{(]$/, '')],
  ['the end of a bracket is missing', 'close', () => ''],
  ['another bracket is closed', 'close', (text) => (text === ']' ? '}' : ']')],
  ['a bracket is closed twice', 'close', (text) => `${text} ${text}`],
  ['a comma is there twice', 'comma', () => ', ,'],
  ['a comma is a semicolon', 'comma', () => ';'],
  ['an operator is missing', 'operator', () => ''],
  ['an operator is there twice', 'operator', (text) => `${text} ${text}`],
  ['an operator is one of another language', 'operator', () => '&&'],
  ['a default has "=="', 'default-assign', () => '=='],
  ['a default has no ":="', 'default-assign', () => ''],
  ['a default has ": ="', 'default-assign', () => ': ='],
  ['a value is assigned twice', 'assign', () => ':= :='],
  ['a value is missing before a keyword', 'assign', () => ':= if'],
];

describe('the reader of Rego', () => {
  it('takes every policy of the grammar', () => {
    fc.assert(
      fc.property(modules, (parts) => {
        expect([textOf(parts), ...faults(textOf(parts))]).toEqual([textOf(parts)]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(BREAKS)('refuses it, as each version of Rego, when %s', (_, kind, broken) => {
    let tried = 0;
    fc.assert(
      fc.property(modules, fc.nat(), (parts, pick) => {
        // `a -1` is a difference, and `a (x)` a call.
        const joins = (index: number) => /^[-(]/.test(parts[index + 1]?.text ?? '');
        const places = parts.flatMap(({ is }, index) => (is === kind && !joins(index) ? [index] : []));
        const place = places[pick % places.length];
        if (place === undefined) return;
        tried++;
        const text = textOf(
          parts.map((one, index) => (index === place ? { ...one, text: broken(one.text) } : one)),
        );
        expect([text, faults(text).length]).not.toEqual([text, 0]);
      }),
      { numRuns: 100 },
    );
    expect(tried).toBeGreaterThan(5);
  });

  it('refuses it when it ends too early', () => {
    fc.assert(
      fc.property(modules, fc.nat(), (parts, pick) => {
        const places = parts.flatMap(({ is }, index) =>
          is === 'open' || is === 'operator' || is === 'assign' ? [index] : [],
        );
        const place = places[pick % places.length];
        if (place === undefined) return;
        const text = textOf(parts.slice(0, place + 1));
        expect([text, faults(text).length]).toEqual([text, text.length > 0 ? 2 : 0]);
      }),
      { numRuns: 100 },
    );
  });

  it('ends in time, however deep brackets are, and however often they look like a comprehension', () => {
    for (const open of ['[', '{', '(', '[x | ', '{x | ', '{x | {', '{"a": {', 'f(']) {
      expect(faults(`package a\nimport rego.v1\nA := ${open.repeat(20_000)}`)).toHaveLength(2);
    }
    for (const open of ['{a | ', '[a | b, ', '{"a": a | b, "c": ', 'f([x | {']) {
      expect(
        faults(`package a\nimport rego.v1\nA := ${open.repeat(150)}${'x, '.repeat(100_000)}`),
      ).toHaveLength(2);
    }
    const nested = Array.from({ length: 60 }).reduce<string>((inner) => `{a | ${inner}, c}`, 'b');
    expect(faults(`package a\nimport rego.v1\nA := ${nested}`)).toEqual([]);
  });
});
