import { CostExceeded, WorkExceeded } from './errors.ts';

/** What one rule may cost, and all rules of an object together (k8s.io/apiserver pkg/apis/cel/config.go). */
const RULE_COST = 1_000_000;
const OBJECT_COST = 10_000_000;
/** Steps of less than a microsecond: a few seconds. */
const OBJECT_WORK = 6_000_000;
/** Of characters a tenth is a unit (cel-go common/cost.go, StringTraversalCostFactor). */
const CHARACTER_COST = 0.1;

/**
 * What may still be spent on the rules of an object. Cost is counted as the server counts it (cel-go
 * interpreter/runtimecost.go, apiserver pkg/cel/library/cost.go); work is what the server takes for free, but takes time.
 */
export class Budget {
  private ruleCost = 0;
  private cost = 0;
  private work = 0;

  /** Starts a rule, which has a limit of its own. */
  startRule(): void {
    this.ruleCost = 0;
  }

  /** @throws CostExceeded, WorkExceeded */
  spend(cost: number): void {
    this.ruleCost += cost;
    this.cost += cost;
    if (this.ruleCost > RULE_COST || this.cost > OBJECT_COST) throw new CostExceeded();
    this.labour(1 + cost / 10);
  }

  /** @throws WorkExceeded */
  labour(steps: number): void {
    this.work += steps;
    if (this.work > OBJECT_WORK) throw new WorkExceeded();
  }
}

/** The cost of going through a number of characters. */
export function characterCost(characters: number): number {
  return Math.ceil(characters * CHARACTER_COST);
}
