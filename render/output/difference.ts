import { memberPath } from './member-path.ts';

/** Path of the first member that differs between two JSON values; undefined when they are equal. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | undefined {
  if (a === b) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path;
  if (Array.isArray(a) !== Array.isArray(b)) return path;
  const left = new Map(Object.entries(a));
  const right = new Map(Object.entries(b));
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const member = memberPath(path, Array.isArray(a) ? Number(key) : key);
    if (!left.has(key) || !right.has(key)) return member;
    const difference = firstDifference(left.get(key), right.get(key), member);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
