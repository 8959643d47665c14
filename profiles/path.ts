import { shorten } from './words.ts';

/** Where a value is inside a profile: keys of mappings, indexes (from 0) of lists. */
export type Path = readonly (string | number)[];

/** As a person writes it: `workloads[0].image`, `nodes.selector["node-role.kubernetes.io/worker"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]{1,60}$/.test(step)) return `${text}[${JSON.stringify(shorten(step))}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, step) => {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    return (current as Record<string | number, unknown>)[step];
  }, value);
}
