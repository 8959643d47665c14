import type { ClusterShape } from './cluster-shape.ts';

/** Major, minor and patch. */
export type OpenshiftVersion = readonly [number, number, number];

/** At least one of them. */
type OpenshiftVersions = readonly [OpenshiftVersion, ...OpenshiftVersion[]];

/** First supported version of each minor release (document Table 1.2, bare metal). Later ones need no entry. */
const FIRST_OF_MINOR: OpenshiftVersions = [
  [4, 19, 28],
  [4, 20, 18],
  [4, 21, 9],
];

/** With GPUs the kubelet feature KubeletPodResourcesGet is needed, which 4.21 is the first to have on. */
const FIRST_WITH_GPUS: OpenshiftVersions = [[4, 21, 9]];

/**
 * The oldest versions that the document supports, ascending, one for each minor release that has its own. Any other
 * minor release has to be at least as new as the first of them.
 */
export function minimumOpenshift({ gpu }: Pick<ClusterShape, 'gpu'>): OpenshiftVersions {
  return gpu === 'nvidia' ? FIRST_WITH_GPUS : FIRST_OF_MINOR;
}
