import type { RE2JS } from 're2js';
import { compileRe2 } from '../../patterns/re2.ts';
import { type Budget, characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelList } from '../values.ts';
import { costlyOverload, type Functions } from './overload.ts';

/** cel-go common/cost.go, RegexStringLengthCostFactor. */
const PATTERN_COST = 0.25;

/** @throws CelError for a pattern that Go cannot compile */
function compile(pattern: string): RE2JS {
  const compiled = compileRe2(pattern);
  if (compiled === null) throw new CelError(`error parsing regexp: ${JSON.stringify(pattern)}`);
  return compiled;
}

function spendOn(budget: Budget, text: string, pattern: string): void {
  budget.spend(characterCost(text.length + 1) * Math.ceil(pattern.length * PATTERN_COST));
  // What is repeated takes its time for each repetition.
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (product, [, least, most]) => product * Math.max(1, Number(least), Number(most ?? 0)),
    1,
  );
  budget.labour(((text.length + 1) * pattern.length * Math.min(repeats, 1000)) / 2);
}

/** The matches in a text; of the empty ones only those that do not follow on another (Go regexp, All). */
function* findAll(budget: Budget, text: string, pattern: string): Generator<string> {
  const matcher = compile(pattern).matcher(text);
  let end = -1;
  while (matcher.find()) {
    // To find the next may take a look at all the rest.
    budget.labour((text.length - matcher.end()) / 3);
    const follows = matcher.start() === end && matcher.end() === end;
    end = matcher.end();
    if (!follows) yield matcher.group() ?? '';
  }
}

function findSome(budget: Budget, text: string, pattern: string, limit: bigint): CelList {
  spendOn(budget, text, pattern);
  const found: string[] = [];
  if (limit === 0n) return CelList.of(found);
  for (const match of findAll(budget, text, pattern)) {
    found.push(match);
    if (BigInt(found.length) === limit) break;
  }
  return CelList.of(found);
}

/** k8s.io/apiserver pkg/cel/library/regex.go, and `matches` of the standard library. */
export const REGEX: Functions = {
  matches: [
    costlyOverload(['string', 'string'], (budget, text, pattern) => {
      spendOn(budget, text, pattern);
      return compile(pattern).matcher(text).find();
    }),
  ],
  find: [
    costlyOverload(['string', 'string'], (budget, text, pattern) => {
      spendOn(budget, text, pattern);
      const [first = ''] = findAll(budget, text, pattern);
      return first;
    }),
  ],
  findAll: [
    costlyOverload(['string', 'string'], (budget, text, pattern) => findSome(budget, text, pattern, -1n)),
    costlyOverload(['string', 'string', 'int'], findSome),
  ],
};
