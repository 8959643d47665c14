import type { Range } from './clock.ts';

/** How long things take, in seconds. Shortest and longest; the seed decides in between. */
export interface Delays {
  /** The renderer waits after a change (machine-config-operator, pkg/controller/render `renderDelay`). */
  readonly renderer: Range;
  /** The node controller waits after a change (pkg/controller/node `updateDelay`). */
  readonly nodeController: Range;
  /** From the wanted configuration to the daemon's first step. */
  readonly daemon: Range;
  readonly drain: Range;
  /** Files, kernel arguments and packages, before the reboot. */
  readonly apply: Range;
  /** From the reboot to a kubelet that is ready. */
  readonly reboot: Range;
  /** From a ready kubelet to a node that is done and schedulable. */
  readonly settle: Range;
  /** From a change to a reconcile of the sandboxed containers operator. */
  readonly sandboxedContainers: Range;
  /** From a NodeFeatureDiscovery to its running workers. */
  readonly featureDiscovery: Range;
  /** From a changed rule to changed labels. */
  readonly featureRule: Range;
  /** From a booted node to its new labels; the workers look every 60 s. */
  readonly featureBoot: Range;
  readonly resolve: Range;
  /** Each phase of a ClusterServiceVersion. */
  readonly install: Range;
  /** From an operator that is called Succeeded to a webhook that answers. */
  readonly webhook: Range;
  /** Each step of the GPU operator on a node. */
  readonly gpu: Range;
  readonly podStart: Range;
  /** Until a controller works again after the API was away. */
  readonly resume: Range;
}

export const DELAYS: Delays = {
  renderer: [5, 5],
  nodeController: [5, 5],
  daemon: [1, 5],
  drain: [20, 120],
  apply: [40, 180],
  reboot: [420, 900],
  settle: [20, 60],
  sandboxedContainers: [0.5, 1.5],
  featureDiscovery: [15, 60],
  featureRule: [1, 10],
  featureBoot: [5, 60],
  resolve: [5, 20],
  install: [5, 20],
  webhook: [0, 15],
  gpu: [20, 90],
  podStart: [5, 20],
  resume: [20, 90],
};
