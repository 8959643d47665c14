import type { ClusterShape } from '../../rollout/cluster-shape.ts';

/** What the command line of `new profile` says. */
export interface NewProfileOptions extends ClusterShape {
  readonly profiles: string;
}
