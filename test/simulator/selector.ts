import type { LabelSelector } from './kinds.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels hold all the wanted ones; nothing wanted always does. */
export function holdsAll(wanted: Labels | undefined, labels: Labels): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labels[key] === value);
}

/** A label selector; an empty one selects nothing, as in a MachineConfigPool. */
export function selects({ matchLabels, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  if (Object.keys(matchLabels ?? {}).length === 0 && matchExpressions.length === 0) return false;
  return (
    holdsAll(matchLabels, labels) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'In') return value !== undefined && values.includes(value);
      if (operator === 'NotIn') return value === undefined || !values.includes(value);
      return (value !== undefined) === (operator === 'Exists');
    })
  );
}
