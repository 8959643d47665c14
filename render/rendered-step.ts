import type { KubernetesObject } from '../constructs/kubernetes-object.ts';
import type { Step } from '../rollout/steps.ts';

/** The objects of one step of the rollout. */
export interface RenderedStep {
  readonly step: Step;
  readonly objects: readonly KubernetesObject[];
}
