import type { Rule } from './rule.ts';

/** Refuses two pods of one name in one namespace. */
export const workloadNames: Rule = ({ workloads }) => {
  const first = new Map<string, number>();
  return workloads.flatMap(({ name, namespace }, index) => {
    const key = `${namespace}/${name}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      {
        path: ['workloads', index, 'name'],
        message: `workloads[${earlier}] is already called ${name} in namespace ${namespace}`,
        fix: 'give one of them another name or namespace',
      },
    ];
  });
};
