import type { KubernetesObject } from '../constructs/kubernetes-object.ts';
import type { Profile } from '../profiles/profile.ts';
import type { RenderedFlux } from './flux.ts';
import type { ClusterGates } from './gates.ts';
import type { RenderedStep } from './rendered-step.ts';

/** Everything that a profile renders to. */
export interface RenderedCluster {
  readonly profile: Profile;
  /** In the order of the rollout. */
  readonly steps: readonly RenderedStep[];
  readonly gates: ClusterGates;
  /** What an administrator applies once for Argo CD; empty when it is not among the engines. */
  readonly argocd: readonly KubernetesObject[];
  /** Only when Flux is among the engines. */
  readonly flux?: RenderedFlux;
}

/**
 * Every object that reaches the cluster by one way or the other; once where the same one does by both, as the marker of
 * the MachineConfigs, which for Argo CD is a hook.
 */
export function allObjects({
  steps,
  argocd,
  flux,
}: Pick<RenderedCluster, 'steps' | 'argocd' | 'flux'>): KubernetesObject[] {
  const synced = steps.flatMap(({ objects }) => objects);
  const same = new Set(synced.map((object) => JSON.stringify(object)));
  const markers = new Set(synced.filter(isMachineConfig).map(({ metadata }) => metadata.name));
  const others = [
    ...argocd,
    ...(flux?.objects ?? []),
    ...(flux?.access ?? []),
    ...(flux?.gates.flatMap(({ objects }) => objects) ?? []),
  ];
  const isThere = (object: KubernetesObject) =>
    same.has(JSON.stringify(object)) || (isMachineConfig(object) && markers.has(object.metadata.name));
  return [...synced, ...others.filter((object) => !isThere(object))];
}

function isMachineConfig({ kind }: KubernetesObject): boolean {
  return kind === 'MachineConfig';
}
