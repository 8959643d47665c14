import type { KubeObject, ObjectList } from './object.ts';

/** What a reading gives: by path, null for what is not there; or why the API does not answer. */
export type Reading =
  | { readonly objects: Readonly<Record<string, KubeObject | ObjectList | null>> }
  | { readonly unavailable: string };

/** A merge patch of the object at a raw API path. */
export interface Patch {
  readonly path: string;
  readonly body: unknown;
}

/**
 * What a gate program can do. Time passes in `sleep` alone; when that answers `kill`, the pod of the gate is gone, and
 * whatever the program still returns does not count.
 */
export interface GateIo {
  read(paths: readonly string[]): Reading;
  patch(patch: Patch): { readonly ok: true } | { readonly unavailable: string };
  /** Takes away the object at a path, which need not be there. */
  delete(path: string): { readonly ok: true } | { readonly unavailable: string };
  sleep(seconds: number): { readonly now: number } | { readonly kill: true };
  log(line: string): void;
  /** Seconds since 1970. */
  now(): number;
  /** Changes whenever anything that a reading could show has changed. */
  revision(): number;
}

/** Holds a rollout: the gate program, or something that stands in for it. */
export interface GateRunner {
  /** @returns the exit status of the program: 0 when the gate is passed */
  run(code: string, io: GateIo): Promise<number>;
}

/** A gate that looks at what is really true, every ten seconds, and never gives up. */
export function oracleGate(holds: (code: string) => boolean): GateRunner {
  return {
    async run(code, io) {
      for (;;) {
        if (holds(code)) return 0;
        if ('kill' in io.sleep(10)) return -1;
      }
    },
  };
}

/** A gate that holds nothing. */
export const openGate: GateRunner = { run: async () => 0 };
