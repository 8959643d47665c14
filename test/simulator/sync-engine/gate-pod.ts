import { Unavailable } from '../api-server.ts';
import type { Cluster } from '../cluster.ts';
import { hasRole } from '../controllers/mco-pools.ts';
import type { GateIo, GateRunner, Patch } from '../gate-runner.ts';
import type { Job } from '../kinds.ts';
import { isTrue, type KubeObject, type ObjectList } from '../object.ts';
import { NODES } from '../resources.ts';

/** How a hook Job ended: succeeded, failed, or still running when the time that was given to it was over. */
export type JobOutcome = 'succeeded' | 'failed' | 'unfinished';

export interface GateRun {
  readonly code: string;
  /** Seconds since the simulation began. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Exit status of the last pod that ended by itself. */
  readonly exitCode: number | undefined;
  /** Pods that were drained, or lost in a reboot. */
  readonly killed: number;
  readonly outcome: JobOutcome;
  readonly log: readonly string[];
}

export interface GatePodProps {
  readonly cluster: Cluster;
  readonly runner: GateRunner;
  readonly code: string;
  readonly spec: Job['spec'];
  /** When to stop waiting, in seconds since the simulation began. */
  readonly deadline: number;
}

/** Pause of the Job controller before pod number two, three and so on (kubernetes, pkg/controller/job: 10 s, doubled). */
const BACKOFF = 10;
const LONGEST_BACKOFF = 360;

/**
 * A hook Job of a gate: runs its pod on a control plane node, and another when that node is drained or reboots, or when
 * the program fails and the Job's failure policy and `backoffLimit` allow one.
 */
export async function runGateJob(props: GatePodProps): Promise<GateRun> {
  const { cluster, runner, code, spec } = props;
  const startedAt = cluster.clock.elapsed;
  // The Job controller fails it then, whatever its pods do (kubernetes, pkg/controller/job `pastActiveDeadline`).
  const failsAt = startedAt + (spec.activeDeadlineSeconds ?? Number.POSITIVE_INFINITY);
  const deadline = Math.min(props.deadline, failsAt);
  const overdue = (): JobOutcome => (cluster.clock.elapsed >= failsAt ? 'failed' : 'unfinished');
  const log: string[] = [];
  let failures = 0;
  let killed = 0;
  let exitCode: number | undefined;
  const end = (outcome: JobOutcome): GateRun => {
    return { code, startedAt, endedAt: cluster.clock.elapsed, exitCode, killed, outcome, log };
  };
  for (;;) {
    const node = place(cluster, spec, deadline);
    if (node === undefined) return end(overdue());
    const pod = new GatePod(cluster, node, deadline, log);
    const code_ = await runner.run(code, pod);
    if (pod.fate === 'deadline') return end(overdue());
    if (pod.fate !== undefined) {
      killed++;
      // A node that resets marks no pod as disrupted.
      if (pod.fate === 'drained' && ignoresDisruption(spec)) continue;
    } else {
      exitCode = code_;
      if (code_ === 0) return end('succeeded');
      if (isFinal(spec, code_)) return end('failed');
    }
    failures++;
    if (failures > (spec.backoffLimit ?? 6)) return end('failed');
    cluster.advance(Math.min(BACKOFF * 2 ** (failures - 1), LONGEST_BACKOFF));
  }
}

function ignoresDisruption({ podFailurePolicy }: Job['spec']): boolean {
  return (
    podFailurePolicy?.rules.some(
      ({ action, onPodConditions = [] }) =>
        action === 'Ignore' && onPodConditions.some(({ type }) => type === 'DisruptionTarget'),
    ) ?? false
  );
}

function isFinal({ podFailurePolicy }: Job['spec'], exitCode: number): boolean {
  return (
    podFailurePolicy?.rules.some(
      ({ action, onExitCodes }) => action === 'FailJob' && onExitCodes?.values.includes(exitCode) === true,
    ) ?? false
  );
}

/** Waits until the pod is let in, a control plane node takes it, its image is there, and it runs. */
function place(cluster: Cluster, { template }: Job['spec'], deadline: number): string | undefined {
  const { missingImages } = cluster.conduct;
  const images = (template.spec.containers ?? []).map(({ image = '' }) => image);
  const isHeld = () => cluster.conduct.podsRefused || images.some((image) => missingImages.has(image));
  while (cluster.clock.elapsed < deadline) {
    const node = cluster.store
      .list(NODES)
      .find(
        (found) => hasRole(found, 'master') && isTrue(found, 'Ready') && found.spec.unschedulable !== true,
      );
    if (node !== undefined && cluster.availability.up && !isHeld()) {
      cluster.advance(cluster.pick('podStart'));
      return node.metadata.name;
    }
    cluster.advance(10);
    if (cluster.availability.up) continue;
    // The scheduler has to get its lease again once the API is back.
    while (!cluster.availability.up && cluster.clock.elapsed < deadline) cluster.advance(10);
    cluster.advance(cluster.pick('resume'));
  }
  return undefined;
}

/** One pod of a gate, and why it was stopped from outside. */
class GatePod implements GateIo {
  fate: 'drained' | 'rebooted' | 'deadline' | undefined;
  private readonly cluster: Cluster;
  private readonly deadline: number;
  private readonly lines: string[];

  constructor(cluster: Cluster, node: string, deadline: number, lines: string[]) {
    this.cluster = cluster;
    this.deadline = deadline;
    this.lines = lines;
    cluster.onNode((event) => {
      if (event.node === node && event.what !== 'booted')
        this.fate ??= event.what === 'drained' ? 'drained' : 'rebooted';
    });
  }

  read(paths: readonly string[]) {
    try {
      const objects: Record<string, KubeObject | ObjectList | null> = {};
      for (const path of paths) objects[path] = this.cluster.api.read(path);
      return { objects };
    } catch (error) {
      return unavailable(error);
    }
  }

  patch({ path, body }: Patch) {
    try {
      this.cluster.api.patch(path, body);
      return { ok: true } as const;
    } catch (error) {
      return unavailable(error);
    }
  }

  delete(path: string) {
    try {
      this.cluster.api.deleteAt(path);
      return { ok: true } as const;
    } catch (error) {
      return unavailable(error);
    }
  }

  sleep(seconds: number) {
    this.cluster.advance(seconds);
    if (this.cluster.clock.elapsed >= this.deadline) this.fate ??= 'deadline';
    return this.fate === undefined ? { now: this.now() } : ({ kill: true } as const);
  }

  log(line: string): void {
    this.lines.push(line);
  }

  now(): number {
    return this.cluster.clock.now;
  }

  /** The API going away is a change as well. */
  revision(): number {
    return this.cluster.availability.up ? this.cluster.store.revision : -1;
  }
}

function unavailable(error: unknown): { readonly unavailable: string } {
  if (error instanceof Unavailable || error instanceof Error) return { unavailable: error.message };
  throw error;
}
