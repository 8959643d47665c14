import { NoMatch, Refused, Unavailable } from '../api-server.ts';
import type { Cluster } from '../cluster.ts';
import type { GateRunner } from '../gate-runner.ts';
import type { Job } from '../kinds.ts';
import { isTrue, type KubeObject } from '../object.ts';
import { JOBS } from '../resources.ts';
import { gateOf } from './application.ts';
import { runGateJob } from './gate-pod.ts';
import { builtInHealth } from './health.ts';

/** An object that a Kustomization waits for; it need not be one of its own. */
export interface HealthReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** What decides the order, of a Kustomization of Flux. */
export interface Kustomization {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly objects: readonly KubeObject[];
  /** Folder in Git. */
  readonly path: string;
  readonly prune: boolean;
  /** Status of an object by `healthCheckExprs`; undefined for kinds that have none. */
  readonly status: (object: KubeObject) => FluxStatus | undefined;
  readonly healthChecks: readonly HealthReference[];
  /** Seconds that it waits for its health checks. */
  readonly timeout: number;
  /** Seconds until the next attempt after a failed one. */
  readonly retryInterval: number;
}

/** Status as Flux sees it (fluxcd/pkg, runtime/cel). `Unknown`, as after an error of an expression, is waited for. */
export type FluxStatus = 'Current' | 'InProgress' | 'Failed' | 'Unknown';

export interface FluxProps {
  readonly cluster: Cluster;
  readonly kustomizations: readonly Kustomization[];
  /** Runs the Jobs of gates. Each has completed, or has failed its Kustomization, when its health is first looked at. */
  readonly gates?: GateRunner;
}

export interface FluxResult {
  readonly outcome: 'Ready' | 'unfinished';
  /** When each became ready, in seconds since the simulation began. */
  readonly readyAt: Readonly<Record<string, number>>;
  /** Failed attempts, by name. */
  readonly failures: Readonly<Record<string, readonly string[]>>;
}

/** How often the controller looks at what it waits for, or at dependencies that are not ready. */
const POLL = 5;
const DEPENDENCY_REQUEUE = 30;

interface State {
  ready: boolean;
  /** When the next attempt begins; undefined while one is under way. */
  next: number | undefined;
  until: number;
}

/**
 * Flux as far as order goes: Kustomizations each after those that they depend on, health checks, and attempts without end
 * (fluxcd/kustomize-controller). It knows no operation that could be lost: an outage is a failed attempt.
 */
export async function syncFlux(
  { cluster, kustomizations, gates }: FluxProps,
  hours = 48,
): Promise<FluxResult> {
  const began = cluster.clock.elapsed;
  const states = new Map(
    kustomizations.map(({ name }) => [name, { ready: false, next: began, until: 0 } as State]),
  );
  const readyAt: Record<string, number> = {};
  const failures: Record<string, string[]> = {};
  const stateOf = (name: string): State => {
    const state = states.get(name);
    if (state === undefined) throw new Error(`there is no Kustomization ${name}`);
    return state;
  };
  const fail = (kustomization: Kustomization, message: string): void => {
    failures[kustomization.name] = [...(failures[kustomization.name] ?? []), message];
    stateOf(kustomization.name).next = cluster.clock.elapsed + kustomization.retryInterval;
  };
  const runJobs = async (kustomization: Kustomization): Promise<string | undefined> => {
    for (const job of kustomization.objects) {
      const code = job.kind === 'Job' ? gateOf(job) : undefined;
      // A Job that has completed stays so: another one has another name.
      if (gates === undefined || code === undefined || hasCompleted(cluster, job)) continue;
      const deadline = began + hours * 3600;
      const run = await runGateJob({ cluster, runner: gates, code, spec: (job as Job).spec, deadline });
      if (run.outcome !== 'succeeded') return `health check failed: Job ${job.metadata.name}`;
      setComplete(cluster, job);
    }
    return undefined;
  };
  const step = async (kustomization: Kustomization): Promise<void> => {
    const state = stateOf(kustomization.name);
    const now = cluster.clock.elapsed;
    try {
      if (state.next !== undefined) {
        if (now < state.next) return;
        if (!kustomization.dependsOn.every((name) => stateOf(name).ready)) {
          state.next = now + DEPENDENCY_REQUEUE;
          return;
        }
        for (const object of kustomization.objects) cluster.api.apply(object);
        state.next = undefined;
        state.until = now + kustomization.timeout;
        const failure = await runJobs(kustomization);
        if (failure !== undefined) {
          fail(kustomization, failure);
          return;
        }
      }
      const found = kustomization.healthChecks.map((reference) =>
        statusOf(cluster, reference, kustomization.status),
      );
      const failed = found.indexOf('Failed');
      if (failed >= 0)
        fail(kustomization, `health check failed: ${kustomization.healthChecks[failed]?.name}`);
      else if (found.every((one) => one === 'Current')) {
        state.ready = true;
        readyAt[kustomization.name] = now;
      } else if (now >= state.until) fail(kustomization, 'timeout waiting for health checks');
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof Refused || error instanceof NoMatch))
        throw error;
      fail(kustomization, error.message);
    }
  };
  while (cluster.clock.elapsed < began + hours * 3600) {
    for (const kustomization of kustomizations)
      if (!stateOf(kustomization.name).ready) await step(kustomization);
    if ([...states.values()].every(({ ready }) => ready)) return { outcome: 'Ready', readyAt, failures };
    cluster.advance(POLL);
  }
  return { outcome: 'unfinished', readyAt, failures };
}

export function hasCompleted({ store }: Cluster, { metadata }: KubeObject): boolean {
  return isTrue(store.get(JOBS, metadata.name, metadata.namespace), 'Complete');
}

export function setComplete({ store, clock }: Cluster, { metadata }: KubeObject): void {
  const complete = { type: 'Complete', status: 'True', reason: 'CompletionsReached', message: '' } as const;
  store.change(JOBS, metadata.name, metadata.namespace, (job) => ({
    ...job,
    status: { conditions: [{ ...complete, lastTransitionTime: clock.timestamp() }] },
  }));
}

/** What is not there is waited for; a kind without expressions or known health is Current as soon as it is there. */
export function statusOf(
  cluster: Cluster,
  { apiVersion, kind, name, namespace }: HealthReference,
  status: Kustomization['status'],
): FluxStatus {
  const reference = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  };
  const found = cluster.api.serves(reference) ? cluster.api.find(reference) : undefined;
  if (found === undefined || found.metadata.deletionTimestamp !== undefined) return 'InProgress';
  const own = status(found);
  if (own !== undefined) return own;
  return { Healthy: 'Current', Progressing: 'InProgress', Degraded: 'Failed' }[
    builtInHealth(found) ?? 'Healthy'
  ] as FluxStatus;
}
