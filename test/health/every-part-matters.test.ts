import { describe, expect, it } from 'vitest';
import { HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import type { Expr, HealthRule, HealthRules, KindHealth } from '../../rollout/health/rules.ts';
import { toLua } from '../../rollout/health/to-lua.ts';
import { judgeWithWasmoon } from './support/lua.ts';
import { RECORDED } from './support/recorded.ts';

/** Rules with one change, and what was changed. */
interface Mutant {
  readonly change: string;
  readonly health: HealthRules;
}

function mutantsOf({ health }: KindHealth): Mutant[] {
  return health.rules.flatMap((rule, index) => {
    const withRule = (change: string, ...replaced: HealthRule[]) => ({
      change: `rule ${index + 1} (${rule.status}): ${change}`,
      health: { ...health, rules: health.rules.toSpliced(index, 1, ...replaced) },
    });
    return [
      withRule('dropped'),
      ...variantsOf(rule.when).map(([change, when]) => withRule(change, { ...rule, when })),
      ...rule.message.map((part, at) =>
        withRule(`message without ${JSON.stringify(part)}`, {
          ...rule,
          message: ['', ...rule.message.toSpliced(at, 1)],
        }),
      ),
    ];
  });
}

/** The expression negated, and with each part of it dropped or negated. */
function variantsOf(expr: Expr): [change: string, variant: Expr][] {
  const text = JSON.stringify(expr);
  const variants: [string, Expr][] = [[`not ${text}`, { not: expr }]];
  if ('not' in expr) {
    variants.push(...variantsOf(expr.not).map(([change, not]): [string, Expr] => [change, { not }]));
  }
  if ('in' in expr) {
    const [path, texts] = expr.in;
    for (const [index, dropped] of texts.entries()) {
      variants.push([`in without ${dropped}`, { in: [path, texts.toSpliced(index, 1)] }]);
    }
  }
  if ('all' in expr) {
    for (const [index, part] of expr.all.entries()) {
      variants.push([`without ${JSON.stringify(part)}`, { all: expr.all.toSpliced(index, 1) }]);
      for (const [change, variant] of variantsOf(part)) {
        variants.push([change, { all: expr.all.toSpliced(index, 1, variant) }]);
      }
    }
  }
  return variants;
}

describe.each(HEALTH_KINDS)('the health of $kind', (kind) => {
  const cases = RECORDED.filter((recorded) => recorded.kind === kind);
  const mutants = mutantsOf(kind);

  it('changes for some recorded status when any part of the rules is dropped or negated', async () => {
    expect(mutants.length).toBeGreaterThan(kind.health.rules.length);
    const luaCases = mutants.flatMap(({ health }) => {
      const lua = toLua(health);
      return cases.map(({ object }) => ({ lua, object }));
    });
    const verdicts = await judgeWithWasmoon(luaCases);
    expect(verdicts.filter(({ status }) => status === 'error')).toEqual([]);
    const survivors = mutants.filter((_, mutant) =>
      cases.every(({ status, message }, index) => {
        const verdict = verdicts[mutant * cases.length + index];
        return verdict?.status === status && verdict.message === message;
      }),
    );
    expect(survivors.map(({ change }) => change)).toEqual([]);
  });
});
