import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Expr, HealthRules } from '../../rollout/health/rules.ts';
import { hasPython, judgeWithPython, python } from './support/python.ts';
import type { Json } from './support/recorded.ts';

function rulesOf(when: Expr): HealthRules {
  return {
    rules: [{ status: 'Healthy', when, message: ['yes'] }],
    otherwise: { status: 'Progressing', message: ['no'] },
  };
}

describe.skipIf(!hasPython)('the health of the gate program (needs python3)', () => {
  it('is Python 3.9', () => {
    const source = readFileSync(new URL('../../sync-hook/health.py', import.meta.url), 'utf8');
    const program = 'import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 9)); print("parsed")';
    expect(python(program, [], source)).toBe('parsed\n');
  });

  it('tells types apart, as Lua does and Python does not by itself', () => {
    const questions: [when: Expr, of: Json, answer: 'yes' | 'no'][] = [
      [{ eq: [['a'], true] }, 1, 'no'],
      [{ eq: [['a'], 1] }, true, 'no'],
      [{ eq: [['a'], 1] }, 1, 'yes'],
      [{ more: [['a'], 0] }, true, 'no'],
      [{ more: [['a'], 0] }, '1', 'no'],
      [{ more: [['a'], 0] }, 1, 'yes'],
      [{ same: [['a'], ['a']] }, true, 'no'],
      [{ same: [['a'], ['a']] }, null, 'no'],
      [{ same: [['a'], ['a']] }, ['x'], 'no'],
      [{ same: [['a'], ['a']] }, '', 'yes'],
      [{ in: [['a'], ['x']] }, ['x'], 'no'],
      [{ empty: ['a'] }, 'text', 'yes'],
      [{ empty: ['a'] }, ['x'], 'no'],
      [{ present: ['a', { where: ['b', 'x'] }] }, ['x', { b: 'x' }], 'yes'],
    ];
    const verdicts = judgeWithPython(questions.map(([when, a]) => ({ rules: rulesOf(when), object: { a } })));
    expect(questions.map(([when, of], index) => [when, of, verdicts[index]?.message])).toEqual(questions);
  });

  it('takes what is no object for one without fields', () => {
    const rules = rulesOf({ present: ['status'] });
    const verdicts = judgeWithPython([null, [], 'text', 3].map((object) => ({ rules, object })));
    expect(verdicts.map(({ message }) => message)).toEqual(['no', 'no', 'no', 'no']);
  });

  it('does not take an expression that it does not know for false', () => {
    const rules = rulesOf({ differs: ['a', 'b'] } as unknown as Expr);
    expect(() => judgeWithPython([{ rules, object: {} }])).toThrow('differs');
  });
});
