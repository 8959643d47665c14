import { VERIFIES_LABEL } from '../../../rollout/gates/verification-job.ts';
import type { Job, Pod } from '../kinds.ts';
import { type Condition, isTrue, labelsOf, withConditions } from '../object.ts';
import { JOBS, PODS } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';

const JOB_NAME = 'job-name';

/** Pause before pod number two, three and so on (kubernetes, pkg/controller/job: 10 s, doubled). */
const BACKOFF = 10;

/** Whether a Job has ended. Those of the gates are run by the engines of this simulation instead. */
export function hasEnded(job: Job): boolean {
  return isTrue(job, 'Complete') || isTrue(job, 'Failed');
}

/**
 * The Job controller for Jobs that verify attestation: one pod after the other until one succeeds, until a rule of
 * `podFailurePolicy` fits, until too many have failed, or until the time is over. A drained pod leaves nothing that
 * counts (rule `Ignore`). A deleted Job takes its pods along.
 */
export class Jobs {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('job-controller', (key) => this.sync(key));
    const { store } = world;
    store.watch(JOBS, ({ before, after }) => {
      const job = after ?? before;
      if (job === undefined || labelsOf(job)[VERIFIES_LABEL] === undefined) return;
      if (after === undefined) this.removePods(job);
      else if (before === undefined) this.add(job);
    });
    store.watch(PODS, ({ before, after }) => {
      const pod = after ?? before;
      const job = pod === undefined ? undefined : this.jobOf(pod);
      if (job !== undefined) this.add(job);
    });
  }

  private add({ metadata }: Job, delay = 1): void {
    this.queue.add(`${metadata.namespace}/${metadata.name}`, delay);
  }

  private jobOf({ metadata, ...pod }: Pod): Job | undefined {
    const name = labelsOf({ metadata, ...pod })[JOB_NAME];
    return name === undefined ? undefined : this.world.store.get(JOBS, name, metadata.namespace);
  }

  private podsOf({ metadata }: Job): readonly Pod[] {
    return this.world.store
      .list(PODS, metadata.namespace)
      .filter((pod) => labelsOf(pod)[JOB_NAME] === metadata.name);
  }

  private removePods(job: Job): void {
    for (const { metadata } of this.podsOf(job))
      this.world.store.delete(PODS, metadata.name, metadata.namespace);
  }

  private sync(key: string): void {
    const { store, clock } = this.world;
    const [namespace = '', name = ''] = key.split('/');
    const job = store.get(JOBS, name, namespace);
    if (job === undefined || hasEnded(job)) return;
    const startTime = job.status?.startTime ?? clock.timestamp();
    const ends = Date.parse(startTime) / 1000 + (job.spec.activeDeadlineSeconds ?? Number.POSITIVE_INFINITY);
    const pods = this.podsOf(job);
    const failed = pods.filter(({ status }) => status?.phase === 'Failed');
    const active = pods.length - failed.length;
    const verdict = this.verdictOn(job, pods, failed, clock.now >= ends);
    store.change(JOBS, name, namespace, (found) => ({
      ...found,
      status: {
        startTime,
        active: verdict === undefined ? active : 0,
        failed: failed.length,
        conditions: verdict === undefined ? [] : withConditions([], [verdict], clock.timestamp()),
      },
    }));
    if (verdict !== undefined) {
      for (const { metadata, status } of pods)
        if (status?.exitCode === undefined) store.delete(PODS, metadata.name, metadata.namespace);
      return;
    }
    if (Number.isFinite(ends)) this.add(job, ends - clock.now);
    if (active === 0) this.replace(job, failed);
  }

  private verdictOn(
    { spec }: Job,
    pods: readonly Pod[],
    failed: readonly Pod[],
    late: boolean,
  ): Omit<Condition, 'lastTransitionTime'> | undefined {
    const fails = (reason: string, message: string) =>
      ({ type: 'Failed', status: 'True', reason, message }) as const;
    if (pods.some(({ status }) => status?.phase === 'Succeeded'))
      return {
        type: 'Complete',
        status: 'True',
        reason: 'CompletionsReached',
        message: 'Reached expected number',
      };
    for (const { metadata, status } of failed) {
      const index = (spec.podFailurePolicy?.rules ?? []).findIndex(
        ({ action, onExitCodes }) =>
          action === 'FailJob' && onExitCodes?.values.includes(status?.exitCode ?? 0) === true,
      );
      if (index < 0) continue;
      const pod = `${metadata.namespace}/${metadata.name}`;
      return fails(
        'PodFailurePolicy',
        `Container verify for pod ${pod} failed with exit code ${status?.exitCode} matching FailJob rule at index ${index}`,
      );
    }
    if (failed.length > (spec.backoffLimit ?? 6))
      return fails('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
    return late ? fails('DeadlineExceeded', 'Job was active longer than specified deadline') : undefined;
  }

  /** After a pause, as soon as there has been one pod that failed. */
  private replace(job: Job, failed: readonly Pod[]): void {
    const { store, clock } = this.world;
    const last = Math.max(0, ...failed.map(({ status }) => status?.endedAt ?? 0));
    const due = failed.length === 0 ? 0 : last + BACKOFF * 2 ** (failed.length - 1);
    if (clock.now < due) {
      this.add(job, due - clock.now);
      return;
    }
    const { name, namespace } = job.metadata;
    const { metadata, spec } = job.spec.template;
    store.create(PODS, {
      metadata: {
        name: `${name}-${store.revision}`,
        ...(namespace === undefined ? {} : { namespace }),
        labels: { ...metadata?.labels, [JOB_NAME]: name },
        annotations: { ...metadata?.annotations },
      },
      spec,
    });
  }
}
