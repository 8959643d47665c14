import { asInGit } from './as-in-git.ts';
import { type MakeCondition, minutes } from './condition.ts';
import { poolConditions } from './pool.ts';

/**
 * G5: all of G2, and then the runtime classes. The gate also annotates KataConfig every five minutes while one is
 * missing, since only then the operator looks again.
 */
export const runtimeClassConditions: readonly MakeCondition[] = [
  ...poolConditions,
  ({ runtimeClasses, operatorNamespace }) => {
    const names = runtimeClasses.map(({ name }) => name);
    const handlers = runtimeClasses.map(({ name, handler }) => `${name} (${handler})`);
    return {
      id: 'runtime-classes',
      demand: `The operator has made the runtime classes ${handlers.join(', ')}, and for each there is a node that takes its pods`,
      patience: minutes(30),
      remedy: `does one node have all labels and devices that it needs (oc get nodes --show-labels; scheduling and overhead of the class), and what does the operator say: oc logs -n ${operatorNamespace} deployment/controller-manager? One with the wrong handler is never corrected: delete it, and the operator makes it again`,
      check: `oc get runtimeclass ${names.join(' ')} -o yaml`,
    };
  },
  asInGit('feature-gates'),
];
