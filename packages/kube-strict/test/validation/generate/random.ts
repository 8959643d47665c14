import fc from 'fast-check';

/** Random choices, repeatable from the seed that fast-check prints. */
export class Choices {
  constructor(private readonly random: fc.Random) {}

  below(limit: number): number {
    return this.random.nextInt(0, Math.max(limit, 1) - 1);
  }

  chance(probability: number): boolean {
    return this.random.nextDouble() < probability;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  from<T>(arbitrary: fc.Arbitrary<T>): T {
    return arbitrary.generate(this.random, undefined).value;
  }
}

/** An arbitrary that makes values by random choices. Values do not shrink: each is small, and comes with its seed. */
export function arbitraryBy<T>(make: (choices: Choices) => T): fc.Arbitrary<T> {
  class Made extends fc.Arbitrary<T> {
    override generate(random: fc.Random): fc.Value<T> {
      return new fc.Value(make(new Choices(random)), undefined);
    }

    override canShrinkWithoutContext(_value: unknown): _value is T {
      return false;
    }

    override shrink(): fc.Stream<fc.Value<T>> {
      return fc.Stream.nil();
    }
  }
  return new Made();
}
