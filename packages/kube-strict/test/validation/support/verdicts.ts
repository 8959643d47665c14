import { expect, it } from 'vitest';
import { kubernetesProblems } from './judge.ts';

/** One test for each object, by what it has: the server accepts it. */
export function accepts(objects: Readonly<Record<string, object>>): void {
  it.each(Object.entries(objects))('may have %s', (_what, object) => {
    expect(kubernetesProblems(object)).toEqual([]);
  });
}

/** One test for each object, by what it has: the server refuses it for exactly these problems. */
export function refuses(
  objects: Readonly<Record<string, readonly [object: object, ...problems: string[]]>>,
): void {
  it.each(Object.entries(objects))('may not have %s', (_what, [object, ...problems]) => {
    expect(problems.length).toBeGreaterThan(0);
    expect(kubernetesProblems(object).sort()).toEqual([...problems].sort());
  });
}

/** An object of a kind. */
export function made(apiVersion: string, kind: string, rest: object, metadata: object = {}): object {
  return { apiVersion, kind, metadata: { name: 'x', ...metadata }, ...rest };
}
