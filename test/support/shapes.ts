import type { ClusterShape } from '../../rollout/cluster-shape.ts';

/** Every combination of TEE, GPU and topology. */
export const SHAPES: readonly ClusterShape[] = (['tdx', 'snp'] as const).flatMap((tee) =>
  (['none', 'nvidia'] as const).flatMap((gpu) =>
    (['multi-node', 'compact', 'single-node'] as const).map((topology) => ({ tee, gpu, topology })),
  ),
);

/** A shape in words, as the key of a table. */
export function shapeName({ tee, gpu, topology }: ClusterShape): string {
  return `${tee} ${gpu} ${topology}`;
}
