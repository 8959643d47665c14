import type { GateWorld, ObjectsByPath, Patch } from './gate-driver.ts';

interface Pool {
  readonly spec?: { readonly configuration?: { readonly source?: unknown } };
}

type Reading = ReturnType<GateWorld['read']>;

/** What happens at a time, in seconds since the gate began. */
export interface Story {
  /** Objects, or why there are none; an exception for a test that asks for what does not exist. */
  readonly objects: (second: number, world: VirtualWorld) => ObjectsByPath | Failure;
  /** What becomes of a patch. */
  readonly patch?: (patch: Patch, second: number) => Failure | undefined;
  /** What becomes of a deletion. */
  readonly delete?: (path: string, second: number) => Failure | undefined;
  /** Second at which the pod is gone. */
  readonly killAt?: number;
}

/** Why the API gives no answer. */
export class Failure {
  readonly answer: { readonly unavailable: string } | { readonly forbidden: string };

  constructor(answer: Failure['answer']) {
    this.answer = answer;
  }
}

/** The API is down. */
export const DOWN = new Failure({ unavailable: 'The connection to the server was refused' });

/** 2026-01-02T00:00:00Z */
const BEGIN = Date.UTC(2026, 0, 2) / 1000;

/** A cluster in virtual time: hours pass in milliseconds. Ends a gate that would wait for ever. */
export class VirtualWorld implements GateWorld {
  /** Seconds since the gate began. */
  second = 0;
  /** Seconds at which something was read. */
  readonly readings: number[] = [];
  readonly patches: { readonly second: number; readonly patch: Patch }[] = [];
  readonly deleted: string[] = [];
  /** The renderer sees nothing of what is taken away. */
  keepsDeleted = false;
  readonly #story: Story;
  #readAt = -1;

  constructor(story: Story) {
    this.#story = story;
  }

  now(): number {
    return BEGIN + this.second;
  }

  read(paths: readonly string[]): Reading {
    if (this.#readAt !== this.second) this.readings.push(this.second);
    this.#readAt = this.second;
    const found = this.#story.objects(this.second, this);
    if (found instanceof Failure) return found.answer;
    return { objects: Object.fromEntries(paths.map((path) => [path, this.#rendered(found[path] ?? null)])) };
  }

  sleep(seconds: number): { readonly now: number } | { readonly kill: true } {
    this.second += seconds;
    const end = this.#story.killAt ?? 7 * 24 * 3600;
    return this.second >= end ? { kill: true } : { now: this.now() };
  }

  /** A MachineConfig that was taken away is rendered no more. */
  #rendered(object: unknown): unknown {
    const source = (object as Pool | null)?.spec?.configuration?.source;
    if (this.keepsDeleted || this.deleted.length === 0 || !Array.isArray(source)) return object;
    const changed = structuredClone(object) as { spec: { configuration: { source: unknown } } };
    changed.spec.configuration.source = source.filter(
      (entry) => !this.deleted.some((path) => path.endsWith(`/machineconfigs/${entry?.name}`)),
    );
    return changed;
  }

  patch(patch: Patch) {
    this.patches.push({ second: this.second, patch });
    return this.#story.patch?.(patch, this.second)?.answer ?? { ok: true as const };
  }

  delete(path: string) {
    const failure = this.#story.delete?.(path, this.second)?.answer;
    if (failure === undefined) this.deleted.push(path);
    return failure ?? { ok: true as const };
  }
}
