import type { Part } from './part.ts';

const MOST_VALUE = 1_000_000_000;
const PREFIX = 'system-';
/** What Kubernetes itself has. */
const SYSTEM: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** Which pods come first (k8s.io/kubernetes pkg/apis/scheduling/validation, ValidatePriorityClass). */
export function checkPriorityClass(priorityClass: Part): void {
  const [name, value] = [priorityClass.at('metadata', 'name'), priorityClass.at('value')];
  if (name.text.startsWith(PREFIX)) {
    const own = SYSTEM[name.text];
    if (own === undefined)
      name.add(
        'api/metadata-name',
        `Expected no name that starts with "${PREFIX}", which Kubernetes keeps for itself.`,
      );
    else if (value.number !== own) value.invalid(`Expected ${own}, as it is in every cluster.`);
    else if (priorityClass.at('globalDefault').flag)
      priorityClass.at('globalDefault').forbid('for this class');
  } else value.between(Number.NEGATIVE_INFINITY, MOST_VALUE);
  priorityClass.at('preemptionPolicy').oneOfIfSet(['Never', 'PreemptLowerPriority']);
}
