import type { Budget } from '../budget.ts';
import type { CelList } from '../values.ts';
import { costlyOverload, type Functions } from './overload.ts';

function contains(budget: Budget, list: CelList, part: CelList): boolean {
  budget.spend(1 + list.size * part.size);
  return part.items.every((item) => list.has(item, budget));
}

/** cel-go ext/sets.go. */
export const SETS: Functions = {
  'sets.contains': [costlyOverload(['list', 'list'], contains)],
  'sets.equivalent': [
    costlyOverload(
      ['list', 'list'],
      (budget, left, right) => contains(budget, left, right) && contains(budget, right, left),
    ),
  ],
  'sets.intersects': [
    costlyOverload(['list', 'list'], (budget, left, right) => {
      budget.spend(1 + left.size * right.size);
      return left.items.some((item) => right.has(item, budget));
    }),
  ],
};
