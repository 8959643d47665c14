import type { RenderedCluster } from '../../../render/rendered-cluster.ts';
import { fluxStatus } from '../../health/support/flux.ts';
import type { JsonObject } from '../../health/support/recorded.ts';
import type { KubeObject } from '../../simulator/object.ts';
import type { FluxStatus, HealthReference, Kustomization } from '../../simulator/sync-engine/flux.ts';

interface Spec {
  readonly path: string;
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
export function fluxOf(rendered: RenderedCluster) {
  const { flux, steps, profile } = rendered;
  if (flux === undefined) throw new Error('Flux is not among the engines');
  const folders = new Map<string, readonly KubeObject[]>([
    ...steps.map(({ step, objects }) => [`./${profile.gitops.path}/${step.folder}`, objects] as const),
    ...flux.gates.map(
      ({ folder, objects }) => [`./${profile.gitops.path}/flux/gates/${folder}`, objects] as const,
    ),
  ]);
  const expressions = new Map<string, Expression>();
  const kustomizations = flux.objects.flatMap((object): Kustomization[] => {
    if (object.kind !== 'Kustomization') return [];
    const spec = object['spec'] as Spec;
    const objects = folders.get(spec.path);
    if (objects === undefined) throw new Error(`${object.metadata.name} names no folder: ${spec.path}`);
    for (const { apiVersion, kind, ...expression } of spec.healthCheckExprs ?? [])
      expressions.set(`${apiVersion} ${kind}`, expression);
    return [
      {
        name: object.metadata.name,
        dependsOn: (spec.dependsOn ?? []).map(({ name }) => name),
        objects,
        healthChecks: spec.healthChecks ?? [],
        timeout: seconds(spec.timeout),
        retryInterval: seconds(spec.retryInterval),
      },
    ];
  });
  const status = (object: KubeObject): FluxStatus | undefined => {
    const expression = expressions.get(`${object.apiVersion} ${object.kind}`);
    return expression === undefined ? undefined : fluxStatus(expression, object as JsonObject);
  };
  return { kustomizations, status };
}

/** A duration such as `270m0s`. */
function seconds(duration: string): number {
  const [, minutes, rest] = /^(\d+)m(\d+)s$/.exec(duration) ?? [];
  if (minutes === undefined) throw new Error(`no duration in minutes: ${duration}`);
  return Number(minutes) * 60 + Number(rest);
}
