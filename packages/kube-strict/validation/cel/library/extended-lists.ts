import { type Budget, characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelList, type CelValue, equals } from '../values.ts';
import { sortByKeys } from './order.ts';
import { costlyOverload, type Functions, overload } from './overload.ts';

/** cel-go ext/lists.go, maxRangeSize. */
const LONGEST_RANGE = 10_000_000n;

function traversal(list: CelList): number {
  return 1 + list.size;
}

function slice(list: CelList, start: bigint, end: bigint): CelList {
  if (start < 0n || end < 0n || start > end || end > BigInt(list.size)) {
    throw new CelError(`cannot slice(${start}, ${end}) of a list of length ${list.size}`);
  }
  return CelList.of(list.items.slice(Number(start), Number(end)));
}

function flatten(budget: Budget, list: CelList, depth: bigint): CelList {
  if (depth < 0n) throw new CelError('level must be non-negative');
  const flat = (of: CelList, level: bigint): CelValue[] => {
    budget.spend(of.size);
    return of.items.flatMap((item) =>
      item instanceof CelList && level > 0n ? flat(item, level - 1n) : [item],
    );
  };
  return CelList.of(flat(list, depth));
}

function distinct(budget: Budget, list: CelList): CelList {
  const kept: CelValue[] = [];
  for (const item of list.items) {
    budget.spend(kept.length);
    if (!kept.some((one) => equals(one, item, budget))) kept.push(item);
  }
  return CelList.of(kept);
}

function range(budget: Budget, length: bigint): CelList {
  if (length < 0n || length > LONGEST_RANGE) throw new CelError(`lists.range: size ${length} is not allowed`);
  budget.spend(1 + Number(length));
  return CelList.of(Array.from({ length: Number(length) }, (_, index) => BigInt(index)));
}

/** cel-go ext/lists.go, version 3, but for the macro sortBy. */
export const EXTENDED_LISTS: Functions = {
  distinct: [costlyOverload(['list'], distinct)],
  flatten: [
    costlyOverload(['list'], (budget, list) => flatten(budget, list, 1n)),
    costlyOverload(['list', 'int'], flatten),
  ],
  'lists.range': [costlyOverload(['int'], range)],
  reverse: [overload(['list'], (list) => CelList.of(list.items.toReversed()), traversal)],
  slice: [
    overload(
      ['list', 'int', 'int'],
      slice,
      (_list, start, end) => 1 + characterCost(Number(end - start) * 10),
    ),
  ],
  sort: [
    overload(
      ['list'],
      (list) => sortByKeys(list.items, list.items),
      (list) => list.size * Math.ceil(Math.log2(list.size + 2)),
    ),
  ],
};
