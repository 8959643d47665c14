import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

describe('virtual time', () => {
  it('lets everything happen in the order in which it is due, at its moment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 60 }),
        fc.integer(),
        (delays, seed) => {
          const clock = new Clock(seed);
          const happened: number[] = [];
          for (const delay of delays) clock.after(delay, () => happened.push(clock.elapsed));
          clock.advance(1000);
          expect(happened).toEqual([...delays].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('decides by the seed what comes first at the same moment', () => {
    const orderOf = (seed: number) => {
      const clock = new Clock(seed);
      const happened: number[] = [];
      for (let index = 0; index < 8; index++) clock.after(5, () => happened.push(index));
      clock.advance(5);
      return happened.join();
    };
    expect(orderOf(1)).toBe(orderOf(1));
    expect(new Set([1, 2, 3, 4, 5].map(orderOf)).size).toBeGreaterThan(1);
  });

  it('lets what happens make more happen, also at the same moment', () => {
    const clock = new Clock();
    const happened: number[] = [];
    clock.after(1, () => clock.after(0, () => happened.push(clock.elapsed)));
    clock.after(2, () => clock.after(5, () => happened.push(clock.elapsed)));
    clock.advance(6);
    expect(happened).toEqual([1]);
    clock.advance(1);
    expect(happened).toEqual([1, 7]);
  });

  it('drops what is cancelled', () => {
    const clock = new Clock();
    const happened: string[] = [];
    clock.after(1, () => happened.push('kept'));
    clock.after(1, () => happened.push('cancelled')).cancel();
    clock.advance(2);
    expect(happened).toEqual(['kept']);
  });

  it('writes moments as Kubernetes does', () => {
    const clock = new Clock();
    clock.advance(61.5);
    expect(clock.timestamp()).toBe('2026-01-01T00:01:01Z');
  });
});
