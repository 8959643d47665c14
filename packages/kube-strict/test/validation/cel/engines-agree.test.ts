import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CelError } from '../../../validation/cel/errors.ts';
import { CelList, type CelValue } from '../../../validation/cel/values.ts';
import { resultOf } from './support/expressions.ts';
import { otherOutcome } from './support/other-engine.ts';

/** Expressions by their type, of what both engines understand in the same way. */
const { bool } = fc.letrec<{ bool: string; int: string; text: string; list: string }>((tie) => {
  const shallow = { maxDepth: 4, depthSize: 'small', withCrossShrink: true } as const;
  const join = (left: fc.Arbitrary<string>, operators: string[], right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...operators), right).map(([a, operator, b]) => `(${a} ${operator} ${b})`);
  const loop = (macros: string[], body: fc.Arbitrary<string>) =>
    fc
      .tuple(tie('list'), fc.constantFrom(...macros), body)
      .map(([list, macro, part]) => `${list}.${macro}(x, ${part})`);
  const onItem = fc.oneof(
    fc.constantFrom('x > 1', 'x % 2 == 0', 'x in [1, 2]', '6 / x > 1', 'x == 3'),
    tie('bool'),
  );
  const int = fc.constantFrom('0', '1', '2', '3', '7', '-5', '4611686018427387904');
  const text = fc.constantFrom('""', '"a"', '"ab"', '"Ba"', '"c.d"', "'é'");
  return {
    bool: fc.oneof(
      shallow,
      fc.constantFrom('true', 'false'),
      join(tie('bool'), ['&&', '||', '==', '!='], tie('bool')),
      join(tie('int'), ['<', '<=', '>', '>=', '==', '!='], tie('int')),
      join(tie('text'), ['<', '>=', '==', '!='], tie('text')),
      join(tie('int'), ['in'], tie('list')),
      join(tie('list'), ['==', '!='], tie('list')),
      tie('bool').map((part) => `!${part}`),
      fc
        .tuple(tie('text'), fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('text'))
        .map(([a, name, b]) => `${a}.${name}(${b})`),
      loop(['all', 'exists', 'exists_one'], onItem),
      fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      tie('text').map((part) => `(${part} in {"a": 1, "ab": 2})`),
    ),
    int: fc.oneof(
      shallow,
      int,
      join(tie('int'), ['+', '-', '*', '/', '%'], tie('int')),
      tie('list').map((list) => `size(${list})`),
      tie('text').map((part) => `${part}.size()`),
      fc.tuple(tie('list'), int).map(([list, at]) => `${list}[${at}]`),
      fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.indexOf(${b})`),
    ),
    text: fc.oneof(
      shallow,
      text,
      join(tie('text'), ['+'], tie('text')),
      tie('int').map((part) => `string(${part})`),
      tie('text').map((part) => `${part}.lowerAscii()`),
      fc.tuple(tie('text'), int).map(([part, at]) => `${part}.substring(${at})`),
      fc.tuple(tie('text'), text).map(([part, by]) => `${part}.split(${by}).join("-")`),
    ),
    list: fc.oneof(
      shallow,
      fc.array(int, { minLength: 1, maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
      join(tie('list'), ['+'], tie('list')),
      loop(['filter'], onItem),
      loop(['map'], fc.constantFrom('x', 'x + 1', 'x * 2', '10 / x')),
    ),
  };
});

function show(value: CelValue): string {
  return value instanceof CelList ? `[${value.items.map(show).join(', ')}]` : String(value);
}

function outcome(source: string): string {
  try {
    return show(resultOf(source));
  } catch (error) {
    if (error instanceof CelError) return 'error';
    throw error;
  }
}

describe('two engines', () => {
  it('agree on expressions of the standard language', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(bool, (source) => {
        const result = outcome(source);
        seen.set(result, (seen.get(result) ?? 0) + 1);
        expect(`${source}: ${result}`).toBe(`${source}: ${otherOutcome(source)}`);
      }),
      { numRuns: 1500 },
    );
    expect([...seen.keys()].sort()).toEqual(['error', 'false', 'true']);
  });
});
