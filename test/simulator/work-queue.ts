import type { Availability } from './availability.ts';
import type { Clock, Range, Timer } from './clock.ts';

export interface WorkQueueProps {
  readonly clock: Clock;
  readonly availability: Availability;
  readonly sync: (key: string) => void;
  /** Told when `sync` throws a {@link ReconcileError}. */
  readonly onError?: (message: string) => void;
  /** How long the controller takes to work again after the API was away. */
  readonly resume: Range;
}

/** A controller's own error: it tries again, later each time. */
export class ReconcileError extends Error {
  /** Seconds until the first retry. */
  readonly retry: number;

  constructor(message: string, retry = 1) {
    super(message);
    this.retry = retry;
  }
}

/** Longest pause between two tries (controller-runtime, pkg/controller: rate limiter of up to 1000 s). */
const LONGEST_RETRY = 1000;

/**
 * The queue of a controller. A key that waits already stays at the earlier of both times, as in client-go
 * (util/workqueue `AddAfter`): it is what makes the Machine Config Operator take up changes together.
 */
export class WorkQueue {
  private readonly props: WorkQueueProps;
  private readonly waiting = new Map<string, Timer>();
  private readonly failures = new Map<string, number>();

  constructor(props: WorkQueueProps) {
    this.props = props;
    props.availability.onUp(() => this.resume());
  }

  private readonly held = new Set<string>();

  add(key: string, delay = 0): void {
    const { clock } = this.props;
    const pending = this.waiting.get(key);
    if (pending !== undefined && pending.due <= clock.now + delay) return;
    pending?.cancel();
    const timer = clock.after(delay, () => this.fire(key));
    this.waiting.set(key, timer);
  }

  private fire(key: string): void {
    this.waiting.delete(key);
    if (!this.props.availability.up) {
      this.held.add(key);
      return;
    }
    try {
      this.props.sync(key);
      this.failures.delete(key);
    } catch (error) {
      if (!(error instanceof ReconcileError)) throw error;
      this.props.onError?.(error.message);
      const failures = this.failures.get(key) ?? 0;
      this.failures.set(key, failures + 1);
      this.add(key, Math.min(error.retry * 2 ** failures, LONGEST_RETRY));
    }
  }

  private resume(): void {
    const { clock, resume } = this.props;
    for (const key of this.held) this.add(key, clock.pick(resume));
    this.held.clear();
  }
}
