import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { VERIFIES_LABEL } from '../../rollout/gates/verification-job.ts';
import { Cluster, type ClusterProps } from './cluster.ts';
import type { Failure } from './failures.ts';
import { type GateRunner, oracleGate } from './gate-runner.ts';
import type { Job } from './kinds.ts';
import { annotationsOf, type KubeObject, labelsOf } from './object.ts';
import { Oracle } from './oracle.ts';
import { kataNodeCount, renderShape } from './shapes.ts';
import { applicationOf } from './sync-engine/application.ts';
import { ArgoCd } from './sync-engine/argo-cd.ts';
import type { HealthCheck } from './sync-engine/health.ts';

/** What differs from a rollout in which all goes well. */
export interface RolloutProps extends Partial<Omit<ClusterProps, keyof ClusterShape>> {
  readonly failures?: readonly Failure[];
  /** @default - gates that see what is really true */
  readonly gates?: GateRunner;
  readonly health?: HealthCheck;
  /** See `ArgoCdProps`. */
  readonly losesOperation?: boolean;
  /** Lines of the profile that differ. */
  readonly profile?: Readonly<Record<string, string>>;
}

export interface Rollout {
  readonly cluster: Cluster;
  /** What Git holds. */
  readonly objects: readonly KubeObject[];
  readonly oracle: Oracle;
  readonly argo: ArgoCd;
}

/** The owner of the KBS allows the initdata of a rendered cluster, and no other. */
export function allowInitdataOf({ conduct }: Cluster, objects: readonly KubeObject[]): void {
  const allowed = objects
    .filter((object) => labelsOf(object)[VERIFIES_LABEL] === 'attestation')
    .map((object) => annotationsOf({ metadata: { name: '', ...(object as Job).spec.template.metadata } }))
    .map((annotations) => annotations[INITDATA_ANNOTATION]);
  conduct.kbs.allows = (initdata) => allowed.includes(initdata);
}

/** A cluster of a shape, and the Argo CD that syncs what the shape's profile renders. */
export function rolloutOf(shape: ClusterShape, props: RolloutProps = {}): Rollout {
  const { failures = [], gates, health, losesOperation = false, profile, ...rest } = props;
  const cluster = new Cluster({ ...rest, ...shape });
  const objects = applicationOf(renderShape(shape, profile));
  allowInitdataOf(cluster, objects);
  const oracle = new Oracle(cluster, objects, kataNodeCount(shape));
  for (const failure of failures) failure(cluster);
  const argo = new ArgoCd({
    cluster,
    gates: gates ?? oracleGate((code) => oracle.holds(code)),
    losesOperation,
    ...(health === undefined ? {} : { health }),
  });
  return { cluster, objects, oracle, argo };
}
