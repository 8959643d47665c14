import { Random } from './random.ts';

/** Shortest and longest time that something takes, in seconds. */
export type Range = readonly [shortest: number, longest: number];

/** Something that is going to happen. */
export interface Timer {
  /** Seconds since 1970. */
  readonly due: number;
  cancel(): void;
}

interface Entry extends Timer {
  /** Orders what is due at the same moment. */
  readonly rank: number;
  action: (() => void) | undefined;
}

/** When every simulation begins: 2026-01-01T00:00:00Z. */
const BEGIN = 1_767_225_600;

/**
 * Virtual time: things happen in the order in which they are due, and no real time passes in between. The seed decides
 * how long each thing takes within its range, and what comes first of things that are due at the same moment.
 */
export class Clock {
  private readonly random: Random;
  private readonly heap: Entry[] = [];
  private time = BEGIN;
  /** Happenings so far; the same seed always gives the same number. */
  events = 0;

  constructor(seed = 1) {
    this.random = new Random(seed);
  }

  /** Seconds since 1970. */
  get now(): number {
    return this.time;
  }

  /** Seconds since the simulation began. */
  get elapsed(): number {
    return this.time - BEGIN;
  }

  /** The moment as Kubernetes writes it. */
  timestamp(): string {
    return `${new Date(this.time * 1000).toISOString().slice(0, 19)}Z`;
  }

  /** A time within a range. */
  pick([shortest, longest]: Range): number {
    return shortest === longest ? shortest : shortest + this.random.next() * (longest - shortest);
  }

  /** A number from 0 up to 1. */
  chance(): number {
    return this.random.next();
  }

  after(seconds: number, action: () => void): Timer {
    const entry: Entry = {
      due: this.time + Math.max(0, seconds),
      rank: this.random.next(),
      action,
      cancel() {
        entry.action = undefined;
      },
    };
    this.push(entry);
    return entry;
  }

  /** At a moment of the simulation, in seconds since it began. */
  at(elapsed: number, action: () => void): Timer {
    return this.after(BEGIN + elapsed - this.time, action);
  }

  /** Lets time pass, and everything happen that is due meanwhile. */
  advance(seconds: number): void {
    const until = this.time + seconds;
    for (let next = this.heap[0]; next !== undefined && next.due <= until; next = this.heap[0]) {
      this.pop();
      if (next.action === undefined) continue;
      this.time = next.due;
      this.events++;
      next.action();
    }
    this.time = until;
  }

  private push(entry: Entry): void {
    let index = this.heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isEarlier(index, parent)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private pop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const least = left + 1 < this.heap.length && this.isEarlier(left + 1, left) ? left + 1 : left;
      if (left >= this.heap.length || !this.isEarlier(least, index)) return;
      this.swap(index, least);
      index = least;
    }
  }

  private isEarlier(left: number, right: number): boolean {
    const [a, b] = [this.heap[left] as Entry, this.heap[right] as Entry];
    return a.due < b.due || (a.due === b.due && a.rank < b.rank);
  }

  private swap(left: number, right: number): void {
    const kept = this.heap[left] as Entry;
    this.heap[left] = this.heap[right] as Entry;
    this.heap[right] = kept;
  }
}
