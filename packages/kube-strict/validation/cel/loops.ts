import type { Budget } from './budget.ts';
import { asBool, asCelError } from './coerce.ts';
import { CelError, noSuchOverload } from './errors.ts';
import type { Expression, LoopExpression } from './expression.ts';
import { sortByKeys } from './library/order.ts';
import { CelList, CelMap, type CelValue, EntryMap } from './values.ts';

/** Evaluates a part of a loop with its variables set. */
type Run = (part: Expression, variables: readonly (readonly [name: string, value: CelValue])[]) => CelValue;

/** One turn of a loop. */
interface Turn {
  /** The index of an item, or the key of a value. */
  readonly key: CelValue;
  readonly item: CelValue;
  /** Evaluates a part of the loop in this turn. */
  run(part: Expression): CelValue;
}

/** What a turn costs beside its parts: the condition, and joining the result (cel-go parser/macro.go, evalFold). */
const TURN_COST: Readonly<Record<LoopExpression['macro'], number>> = {
  all: 3,
  exists: 4,
  existsOne: 2,
  filter: 13,
  map: 12,
  sortBy: 12,
  transformList: 12,
  transformMap: 2,
  transformMapEntry: 2,
};

/** Evaluates a macro that goes through a list or a map (cel-go parser/macro.go, ext/comprehensions.go, ext/lists.go). */
export function runLoop(loop: LoopExpression, over: CelValue, budget: Budget, run: Run): CelValue {
  const turns = turnsOf(loop, over, budget, run);
  const { macro, filter, body } = loop;
  switch (macro) {
    case 'all':
    case 'exists':
      return quantify(turns, body, macro === 'exists');
    case 'existsOne':
      return [...kept(turns, body)].length === 1;
    case 'filter':
      return CelList.of(Array.from(kept(turns, body), ({ item }) => item));
    case 'map':
    case 'transformList':
      return CelList.of(Array.from(kept(turns, filter), (turn) => turn.run(body)));
    case 'sortBy': {
      const all = [...turns];
      const keys = all.map((turn) => turn.run(body));
      budget.spend(all.length * Math.ceil(Math.log2(all.length + 1)));
      return sortByKeys(
        all.map(({ item }) => item),
        keys,
      );
    }
    case 'transformMap':
    case 'transformMapEntry':
      return makeMap(kept(turns, filter), body, macro === 'transformMapEntry');
  }
}

function* turnsOf(loop: LoopExpression, over: CelValue, budget: Budget, run: Run): Generator<Turn> {
  const [first = '', second] = loop.variables;
  for (const [key, item] of pairsOf(over, second !== undefined)) {
    budget.spend(TURN_COST[loop.macro]);
    const variables: [string, CelValue][] =
      second === undefined
        ? [[first, item]]
        : [
            [first, key],
            [second, item],
          ];
    yield { key, item, run: (part) => run(part, variables) };
  }
}

/** @param both whether the values of a map are wanted; if not, its keys are */
function* pairsOf(over: CelValue, both: boolean): Generator<readonly [key: CelValue, item: CelValue]> {
  if (over instanceof CelList) {
    for (const [index, item] of over.items.entries()) yield [BigInt(index), item];
  } else if (over instanceof CelMap) {
    for (const key of over.keys()) yield [key, both ? (over.get(key) ?? null) : key];
  } else {
    throw noSuchOverload('a macro on what is neither a list nor a map');
  }
}

/** Turns that a condition holds in. */
function* kept(turns: Iterable<Turn>, condition: Expression | undefined): Generator<Turn> {
  for (const turn of turns) if (condition === undefined || asBool(turn.run(condition))) yield turn;
}

/** One turn that decides makes up for the errors of others. */
function quantify(turns: Iterable<Turn>, condition: Expression, decisive: boolean): boolean {
  let failure: CelError | undefined;
  for (const turn of turns) {
    try {
      if (asBool(turn.run(condition)) === decisive) return decisive;
    } catch (error) {
      failure ??= asCelError(error);
    }
  }
  if (failure !== undefined) throw failure;
  return !decisive;
}

function makeMap(turns: Iterable<Turn>, body: Expression, entries: boolean): EntryMap {
  const made = new EntryMap();
  for (const turn of turns) {
    const value = turn.run(body);
    if (!entries) made.add(turn.key, value);
    else if (!(value instanceof CelMap)) throw new CelError('transformMapEntry makes a map of each entry');
    else for (const key of value.keys()) made.add(key, value.get(key) ?? null);
  }
  return made;
}
