import type { RenderedCluster } from '../../../render/rendered-cluster.ts';
import { fluxStatus } from '../../health/support/flux.ts';
import type { JsonObject } from '../../health/support/recorded.ts';
import type { KubeObject } from '../../simulator/object.ts';
import type { HealthReference, Kustomization } from '../../simulator/sync-engine/flux.ts';
import type { ChainKustomization, FluxCommit } from '../../simulator/sync-engine/flux-chain.ts';

interface Spec {
  readonly path: string;
  readonly prune: boolean;
  readonly dependsOn?: readonly { readonly name: string }[];
  readonly healthChecks?: readonly HealthReference[];
  readonly healthCheckExprs?: readonly (Expression & {
    readonly apiVersion: string;
    readonly kind: string;
  })[];
  readonly timeout: string;
  readonly retryInterval: string;
}

interface Expression {
  readonly inProgress?: string;
  readonly failed?: string;
  readonly current: string;
}

/** The Kustomizations of a rendered cluster, each with the objects of its folder, and the health that they declare. */
export function fluxOf(rendered: RenderedCluster): { readonly kustomizations: readonly Kustomization[] } {
  const folders = foldersOf(rendered);
  const kustomizations = chainOf(rendered).map((one): Kustomization => {
    const objects = folders.get(one.path);
    if (objects === undefined) throw new Error(`${one.name} names no folder: ${one.path}`);
    return { ...one, objects };
  });
  return { kustomizations };
}

/** What Git holds of a rendered cluster. */
export function commitOf(rendered: RenderedCluster, revision: string): FluxCommit {
  return { revision, folders: foldersOf(rendered), chain: chainOf(rendered) };
}

function foldersOf({ flux, steps, profile }: RenderedCluster): Map<string, readonly KubeObject[]> {
  const { path } = profile.gitops;
  return new Map<string, readonly KubeObject[]>([
    ...steps.map(({ step, objects }) => [`./${path}/${step.folder}`, objects] as const),
    ...(flux?.gates ?? []).map(({ folder, objects }) => [`./${path}/flux/gates/${folder}`, objects] as const),
  ]);
}

/** All Kustomizations but the root, which waits for nothing. */
function chainOf({ flux, profile }: RenderedCluster): ChainKustomization[] {
  if (flux === undefined) throw new Error('Flux is not among the engines');
  return flux.objects.flatMap((object): ChainKustomization[] => {
    if (object.kind !== 'Kustomization') return [];
    const spec = object['spec'] as Spec;
    if (spec.path === `./${profile.gitops.path}/flux`) return [];
    const expressions = new Map(
      (spec.healthCheckExprs ?? []).map(({ apiVersion, kind, ...one }) => [`${apiVersion} ${kind}`, one]),
    );
    return [
      {
        name: object.metadata.name,
        path: spec.path,
        prune: spec.prune,
        dependsOn: (spec.dependsOn ?? []).map(({ name }) => name),
        healthChecks: spec.healthChecks ?? [],
        status: (found) => {
          const expression = expressions.get(`${found.apiVersion} ${found.kind}`);
          return expression === undefined ? undefined : fluxStatus(expression, found as JsonObject);
        },
        timeout: seconds(spec.timeout),
        retryInterval: seconds(spec.retryInterval),
      },
    ];
  });
}

/** A duration such as `270m0s`. */
function seconds(duration: string): number {
  const [, minutes, rest] = /^(\d+)m(\d+)s$/.exec(duration) ?? [];
  if (minutes === undefined) throw new Error(`no duration in minutes: ${duration}`);
  return Number(minutes) * 60 + Number(rest);
}
