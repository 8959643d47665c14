import { renderCluster } from '../../render/render-cluster.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { profileIn, profileText } from '../profiles/profile-text.ts';

/** Every combination of TEE, GPU and topology. */
export const SHAPES: readonly ClusterShape[] = (['tdx', 'snp'] as const).flatMap((tee) =>
  (['none', 'nvidia'] as const).flatMap((gpu) =>
    (['multi-node', 'compact', 'single-node'] as const).map((topology) => ({ tee, gpu, topology })),
  ),
);

export function nameOf({ tee, gpu, topology }: ClusterShape): string {
  return `${topology} ${tee}${gpu === 'nvidia' ? ' with GPUs' : ''}`;
}

/** Nodes that a cluster of a shape has for Kata. */
export function kataNodeCount({ topology }: ClusterShape): number {
  return topology === 'single-node' ? 1 : 3;
}

const rendered = new Map<string, RenderedCluster>();

/** A profile of a shape, rendered, with one workload for each runtime class. */
export function renderShape(
  shape: ClusterShape,
  changes: Readonly<Record<string, string>> = {},
): RenderedCluster {
  const key = JSON.stringify([shape, changes]);
  const there = rendered.get(key);
  if (there !== undefined) return there;
  const { tee, gpu, topology } = shape;
  const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
  const pods = [`{ name: plain, image: "${image}" }`, `{ name: accelerated, image: "${image}", gpus: 1 }`];
  const profile = profileIn(
    profileText({
      tee,
      topology,
      gpu,
      nodes: topology === 'multi-node' ? '{ expected: 3 }' : undefined,
      ...(tee === 'tdx' && topology !== 'single-node'
        ? { pccs: '{ node: control-plane-0.example.com }' }
        : {}),
      workloads: `[${pods.slice(0, gpu === 'nvidia' ? 2 : 1).join(', ')}]`,
      ...changes,
    }),
  );
  const made = renderCluster(profile);
  rendered.set(key, made);
  return made;
}
