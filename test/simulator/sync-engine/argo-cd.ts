import { compareObjects } from '../../../render/output/kind-order.ts';
import { NoMatch, Refused, Unavailable } from '../api-server.ts';
import type { Cluster } from '../cluster.ts';
import type { GateRunner } from '../gate-runner.ts';
import type { Job } from '../kinds.ts';
import { annotationsOf, type KubeObject } from '../object.ts';
import { gateOf, hookOf, waveOf } from './application.ts';
import { type GateRun, runGateJob } from './gate-pod.ts';
import { builtInHealth, type HealthCheck } from './health.ts';
import { deleteHooks, isPlainHook, makeHook } from './plain-hooks.ts';

export interface ArgoCdProps {
  readonly cluster: Cluster;
  readonly gates: GateRunner;
  /**
   * Health of kinds that Argo CD has been taught; undefined for the others.
   * @default - only what is built in
   */
  readonly health?: HealthCheck;
  /**
   * Retries after a failed operation; Infinity for `limit: -1`.
   * @default Infinity
   */
  readonly retries?: number;
  /**
   * Whether an operation fails when it is resumed after an outage, as it does while its comparison finds repository
   * server or aggregated APIs away (controller/appcontroller.go). It costs a retry, and everything is synced again.
   * @default false
   */
  readonly losesOperation?: boolean;
}

/** One operation: an attempt to sync everything. */
export interface Attempt {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why it failed. */
  readonly failure: string | undefined;
}

export interface SyncResult {
  /** `unfinished`: the time was over. */
  readonly outcome: 'Succeeded' | 'Failed' | 'unfinished';
  readonly attempts: readonly Attempt[];
  readonly gates: readonly GateRun[];
  /** When each wave had been applied for the first time, in seconds since the simulation began. */
  readonly waves: ReadonlyMap<number, number>;
}

export interface DeleteResult {
  /** `stuck`: objects were left when the time was over. */
  readonly outcome: 'Deleted' | 'stuck';
  readonly left: readonly string[];
  readonly gates: readonly GateRun[];
}

class OperationFailed extends Error {}
/** It leaves its hooks as they are: its comparison failed, or somebody has terminated it. */
class OperationLost extends OperationFailed {}
class OperationTerminated extends OperationLost {}
class TimeIsOver extends Error {}

/** Pause between waves (argo-cd, controller/sync.go: ARGOCD_SYNC_WAVE_DELAY). */
const WAVE_DELAY = 2;
const HEALTH_POLL = 3;
/** `retry.backoff` of our Application. */
const RETRY = { first: 30, factor: 2, longest: 300 };

/** Objects whose deletion Argo CD waits for; longer than any finalizer should take. */
const DELETE_POLL = 5;

/**
 * Argo CD as far as order goes: waves one after the other, each waiting for the health of its objects, hooks, retries of
 * the whole operation, and deletion in reverse waves (argo-cd, gitops-engine/pkg/sync; controller/appcontroller.go,
 * controller/sort_delete.go).
 */
export class ArgoCd {
  private readonly cluster: Cluster;
  private readonly gates: GateRunner;
  private readonly health: HealthCheck;
  private readonly retries: number;
  /** The operation that is under way has been resumed, and does not survive it. */
  private lost = false;
  private terminateAt = Number.POSITIVE_INFINITY;

  constructor(props: ArgoCdProps) {
    const { cluster, gates, health, retries = Number.POSITIVE_INFINITY, losesOperation = false } = props;
    this.cluster = cluster;
    this.gates = gates;
    this.health = (object) => health?.(object) ?? builtInHealth(object);
    this.retries = retries;
    cluster.availability.onUp(() => {
      this.lost = losesOperation;
    });
  }

  /**
   * Syncs, and retries, until an operation succeeds or the time is over.
   *
   * @param source what Git holds at the moment of each attempt, as with `retry.refresh`
   * @param hours how long to go on at most
   * @param terminateAfter seconds after which somebody terminates the operation, which is not tried again
   */
  async sync(
    source: () => readonly KubeObject[],
    hours = 48,
    terminateAfter = Number.POSITIVE_INFINITY,
  ): Promise<SyncResult> {
    this.terminateAt = this.cluster.clock.elapsed + terminateAfter;
    const deadline = this.cluster.clock.elapsed + hours * 3600;
    const attempts: Attempt[] = [];
    const gates: GateRun[] = [];
    const waves = new Map<number, number>();
    for (let retry = 0; ; retry++) {
      const startedAt = this.cluster.clock.elapsed;
      const failure = await this.operation(source(), deadline, gates, waves);
      attempts.push({ startedAt, endedAt: this.cluster.clock.elapsed, failure: failure?.message });
      if (failure === undefined) return { outcome: 'Succeeded', attempts, gates, waves };
      if (failure instanceof TimeIsOver) return { outcome: 'unfinished', attempts, gates, waves };
      if (failure instanceof OperationTerminated || retry >= this.retries)
        return { outcome: 'Failed', attempts, gates, waves };
      this.cluster.advance(Math.min(RETRY.first * RETRY.factor ** Math.min(retry, 10), RETRY.longest));
    }
  }

  /** Deletes what was synced, in reverse waves, after the PreDelete hooks. */
  async delete(objects: readonly KubeObject[], hours = 12): Promise<DeleteResult> {
    this.terminateAt = Number.POSITIVE_INFINITY;
    const deadline = this.cluster.clock.elapsed + hours * 3600;
    const gates: GateRun[] = [];
    try {
      for (const hook of objects.filter((object) => hookOf(object) === 'PreDelete')) {
        await this.hook(hook, deadline, gates);
      }
      const managed = objects.filter((object) => hookOf(object) === undefined);
      for (const wave of [...new Set(managed.map(waveOf))].sort((a, b) => b - a)) {
        await this.deleteWave(
          managed.filter((object) => waveOf(object) === wave),
          deadline,
        );
      }
      return { outcome: 'Deleted', left: [], gates };
    } catch (error) {
      if (!(error instanceof TimeIsOver || error instanceof OperationFailed)) throw error;
      const left = objects.filter((object) => hookOf(object) === undefined && this.isThere(object));
      return { outcome: 'stuck', left: left.map(({ kind, metadata }) => `${kind} ${metadata.name}`), gates };
    }
  }

  private async operation(
    objects: readonly KubeObject[],
    deadline: number,
    gates: GateRun[],
    waves: Map<number, number>,
  ): Promise<Error | undefined> {
    const synced = objects.filter((object) => [undefined, 'Sync'].includes(hookOf(object)));
    const order = [...new Set(synced.map(waveOf))].sort((a, b) => a - b);
    const made: KubeObject[] = [];
    this.lost = false;
    try {
      this.dryRun(synced);
      for (const wave of order) {
        const tasks = synced.filter((object) => waveOf(object) === wave);
        this.applyWave(
          tasks.filter((object) => hookOf(object) === undefined),
          deadline,
        );
        if (!waves.has(wave)) waves.set(wave, this.cluster.clock.elapsed);
        for (const task of tasks.filter((object) => hookOf(object) === 'Sync')) {
          if (!isPlainHook(task)) {
            await this.hook(task, deadline, gates);
            continue;
          }
          this.ask(() => makeHook(this.cluster, task, () => this.pass(1, deadline)));
          made.push(task);
        }
        // Objects of the last wave are not waited for.
        if (wave !== order.at(-1)) this.awaitHealth(tasks, deadline);
        this.goOn(WAVE_DELAY, deadline);
      }
      this.whileUp(() => deleteHooks(this.cluster, made, 'HookSucceeded'));
      return undefined;
    } catch (error) {
      if (error instanceof OperationFailed && !(error instanceof OperationLost))
        this.whileUp(() => deleteHooks(this.cluster, made, 'HookFailed'));
      if (error instanceof OperationFailed || error instanceof TimeIsOver) return error;
      throw error;
    }
  }

  /** All objects are tried first; a kind that is not served fails the operation unless the object says otherwise. */
  private dryRun(objects: readonly KubeObject[]): void {
    this.ask(() => {
      for (const object of objects) {
        const skips = annotationsOf(object)['argocd.argoproj.io/sync-options']?.includes(
          'SkipDryRunOnMissingResource=true',
        );
        if (skips !== true && !this.cluster.api.serves(object))
          throw new OperationFailed(`the Kubernetes API could not find ${object.apiVersion} ${object.kind}`);
      }
    });
  }

  private applyWave(objects: readonly KubeObject[], deadline: number): void {
    // By kind, the namespaces first, and then by name (argo-cd, gitops-engine/pkg/sync/sync_tasks.go).
    for (const object of [...objects].sort(compareObjects)) {
      this.ask(() => this.cluster.api.apply(object));
      this.pass(0.1, deadline);
    }
  }

  private awaitHealth(objects: readonly KubeObject[], deadline: number): void {
    const waiting = objects.filter((object) => hookOf(object) === undefined);
    for (;;) {
      const states = this.whileUp(() => waiting.map((object) => this.healthOf(object)));
      const bad = states?.indexOf('Degraded') ?? -1;
      if (bad >= 0)
        throw new OperationFailed(`${waiting[bad]?.kind} ${waiting[bad]?.metadata.name} is Degraded`);
      if (states?.every((state) => state === 'Healthy') === true) return;
      this.goOn(HEALTH_POLL, deadline);
    }
  }

  private healthOf(object: KubeObject): string {
    const found = this.cluster.api.find(object);
    if (found === undefined || found.metadata.deletionTimestamp !== undefined) return 'Progressing';
    return this.health(found) ?? 'Healthy';
  }

  private async hook(job: KubeObject, deadline: number, gates: GateRun[]): Promise<void> {
    const code = gateOf(job);
    if (code === undefined) throw new Error(`the simulation cannot run Job ${job.metadata.name}`);
    const { cluster, gates: runner } = this;
    const until = Math.min(deadline, this.terminateAt);
    const run = await runGateJob({ cluster, runner, code, spec: (job as Job).spec, deadline: until });
    gates.push(run);
    if (cluster.clock.elapsed >= this.terminateAt) throw new OperationTerminated('Operation terminated');
    if (run.outcome === 'unfinished') throw new TimeIsOver(`gate ${code} still waits`);
    if (run.outcome === 'failed') throw new OperationFailed(`gate ${code} failed with ${run.exitCode}`);
  }

  private async deleteWave(objects: readonly KubeObject[], deadline: number): Promise<void> {
    for (;;) {
      const left = this.whileUp(() => {
        for (const object of objects) this.cluster.api.delete(object);
        return objects.filter((object) => this.isThere(object)).length;
      });
      this.pass(DELETE_POLL, deadline);
      if (left === 0) return;
    }
  }

  private isThere(object: KubeObject): boolean {
    return (
      this.whileUp(() => this.cluster.api.serves(object) && this.cluster.api.find(object) !== undefined) ??
      true
    );
  }

  private pass(seconds: number, deadline: number): void {
    this.cluster.advance(seconds);
    if (this.cluster.clock.elapsed >= this.terminateAt) throw new OperationTerminated('Operation terminated');
    if (this.cluster.clock.elapsed >= deadline) throw new TimeIsOver('the time is over');
  }

  private goOn(seconds: number, deadline: number): void {
    this.pass(seconds, deadline);
    if (this.lost) throw new OperationLost('ComparisonError: failed to load live state after an outage');
  }

  /** A request that fails the operation when the API does not answer or refuses. */
  private ask(request: () => void): void {
    try {
      request();
    } catch (error) {
      if (error instanceof Unavailable || error instanceof Refused || error instanceof NoMatch)
        throw new OperationFailed(error.message);
      throw error;
    }
  }

  /** A question that is put again later when the API does not answer: the operation is resumed after an outage. */
  private whileUp<T>(question: () => T): T | undefined {
    try {
      return question();
    } catch (error) {
      if (error instanceof Unavailable) return undefined;
      throw error;
    }
  }
}
