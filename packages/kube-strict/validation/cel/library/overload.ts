import type { Budget } from '../budget.ts';
import type { CelValue } from '../values.ts';
import type { CelTypes, TypeName } from './types.ts';

/** One way to call a function. */
export interface Overload {
  /** Types of the arguments; the receiver of a method is the first. */
  readonly takes: readonly TypeName[];
  readonly run: (args: readonly CelValue[], budget: Budget) => CelValue;
}

/** Functions by name. */
export type Functions = Readonly<Record<string, readonly Overload[]>>;

type Values<T extends readonly TypeName[]> = { [K in keyof T]: CelTypes[T[K]] };

/**
 * Declares one way to call a function.
 *
 * @param run is only called with values of the types
 * @param cost of a call, when it is not 1
 */
export function overload<const T extends readonly TypeName[]>(
  takes: T,
  run: (...args: Values<T>) => CelValue,
  cost?: (...args: Values<T>) => number,
): Overload {
  return {
    takes,
    run: (args, budget) => {
      const values = args as unknown as Values<T>;
      budget.spend(cost === undefined ? 1 : cost(...values));
      return run(...values);
    },
  };
}

/** Declares one way to call a function that compares values, or works on as many as there are. */
export function costlyOverload<const T extends readonly TypeName[]>(
  takes: T,
  run: (budget: Budget, ...args: Values<T>) => CelValue,
): Overload {
  return { takes, run: (args, budget) => run(budget, ...(args as unknown as Values<T>)) };
}
