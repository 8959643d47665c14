import { describe, expect, it } from 'vitest';
import { Budget } from '../../../../validation/cel/budget.ts';
import { CelError } from '../../../../validation/cel/errors.ts';
import { evaluate, type Scope } from '../../../../validation/cel/evaluate.ts';
import { parseExpression } from '../../../../validation/cel/parse.ts';
import type { CelValue } from '../../../../validation/cel/values.ts';

/** The value of an expression that refers to nothing but `self`, if that is given. */
export function resultOf(source: string, self?: CelValue, budget = new Budget()): CelValue {
  const expression = parseExpression(source, self === undefined ? [] : ['self']);
  // Expressions that ship are stored as JSON, which must change nothing.
  const stored = JSON.parse(JSON.stringify(expression)) as typeof expression;
  const scope: Scope | undefined = self === undefined ? undefined : { name: 'self', value: self };
  return evaluate(stored, scope, budget);
}

/** What an expression gives: its value as text, or `error: ` and why it has none. */
export function outcome(source: string): string {
  try {
    return String(resultOf(source));
  } catch (error) {
    if (error instanceof CelError) return `error: ${error.message}`;
    throw error;
  }
}

/** Expressions by what they give. */
export interface Expressions {
  readonly holds: readonly string[];
  readonly fails?: readonly string[];
  readonly errs?: readonly string[];
}

/** Tests that expressions are true, false, or have no value. */
export function describeExpressions(subject: string, { holds, fails = [], errs = [] }: Expressions): void {
  describe(subject, () => {
    it.each(holds)('%s holds', (source) => {
      expect(outcome(source)).toBe('true');
    });
    if (fails.length > 0) {
      it.each(fails)('%s does not hold', (source) => {
        expect(outcome(source)).toBe('false');
      });
    }
    if (errs.length > 0) {
      it.each(errs)('%s has no value', (source) => {
        expect(outcome(source)).toMatch(/^error: /);
      });
    }
  });
}
