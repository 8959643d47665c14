import { type MakeCondition, minutes } from './condition.ts';
import type { GateApplied, GateAppliedSubject } from './gate-cluster.ts';

/**
 * A gate rests on what a controller says of an object only while the cluster has that object as Git has it: a controller
 * that is done with other fields is done with something else (Kubernetes API conventions, spec and status).
 */
export function asInGit(subject: GateAppliedSubject): MakeCondition {
  return ({ applied }) => {
    const objects = applied[subject] ?? [];
    if (objects.length === 0) return undefined;
    const names = objects.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    return {
      id: `${subject}-as-in-git`,
      demand: `In the cluster, and not being deleted, with every field as Git has it: ${names}`,
      // As long as Argo CD or Flux may take to put back what a person has changed.
      patience: minutes(15),
      remedy: `${REMEDIES[subject] ?? 'sync the stage before this gate again, which puts the fields back that are named'}; what is meant to be so belongs into the profile`,
      check: commands(objects),
    };
  };
}

const REMEDIES: Partial<Record<GateAppliedSubject, string>> = {
  verification: 'a Job cannot be changed: delete it, and it is made again as Git has it',
  refusal: 'a Job cannot be changed: delete it, and it is made again as Git has it',
};

/** One for each namespace, with all kinds that are in it. */
function commands(objects: readonly GateApplied[]): string {
  const namespaces = [...new Set(objects.map(({ namespace }) => namespace))];
  return namespaces
    .map((namespace) => {
      const kinds = objects.filter((object) => object.namespace === namespace).map(kindOf);
      return `oc get ${[...new Set(kinds)].join(',')}${namespace === undefined ? '' : ` -n ${namespace}`} -o yaml`;
    })
    .join('; ');
}

/** With its group, since several have subscriptions. */
function kindOf({ apiVersion, resource }: GateApplied): string {
  return apiVersion.includes('/') ? `${resource}.${apiVersion.split('/')[0]}` : resource;
}
