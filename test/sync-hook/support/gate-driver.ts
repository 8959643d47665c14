import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { GateCode, GateProgramData } from '../../../rollout/gates.ts';

/** The Python to test with; `PYTHON` names another one, such as the 3.9 of the image. */
export const python = process.env['PYTHON'] ?? 'python3';

/** Whether there is a Python; the tests that need it are skipped, and say so, when there is none. */
export const hasPython = spawnSync(python, ['--version']).status === 0;

/** Objects by API path; what is not named does not exist. */
export type ObjectsByPath = Readonly<Record<string, unknown>>;

/** What was found of a condition. */
export interface Verdict {
  readonly state: 'ok' | 'wait' | 'fatal';
  readonly seen: string;
  readonly since: string;
  /** The clause that decided. */
  readonly clause: string;
}

/** A merge patch that a gate sends. */
export interface Patch {
  readonly path: string;
  readonly body: unknown;
}

type Failure = { readonly unavailable: string } | { readonly forbidden: string };

/** The cluster that a gate runs against, in virtual time: seconds since 1970. */
export interface GateWorld {
  /** Time at which the run begins. */
  now(): number;
  /** `changed` leaves out what is as it was when this run last read it. */
  read(
    paths: readonly string[],
  ): { readonly objects: ObjectsByPath } | { readonly changed: ObjectsByPath } | Failure;
  /** Lets the time pass; `same`: nothing has changed since the last reading. `kill` ends the pod of the gate without a word. */
  sleep(seconds: number): { readonly now: number; readonly same?: boolean } | { readonly kill: true };
  patch(patch: Patch): { readonly ok: true } | Failure;
  /** Takes away an object, which need not be there. */
  delete(path: string): { readonly ok: true } | Failure;
}

/** How a run of a gate ended. */
export interface GateRun {
  /** Undefined when it was killed. */
  readonly exit?: number;
  readonly log: readonly string[];
}

/** The clauses of a condition, by name. */
export interface ConditionNames {
  readonly clauses: readonly string[];
  readonly acts: Readonly<Record<string, readonly string[]>>;
  readonly after: readonly string[];
}

/** A recorded verdict, or the changes that an act asks for. */
export type RecordedCase = {
  readonly id: string;
  readonly data: GateProgramData;
  readonly objects: ObjectsByPath;
} & (
  | { readonly expect: { readonly state: Verdict['state']; readonly seen: readonly string[] } }
  | { readonly act: string; readonly now: number; readonly changes: readonly Patch[] }
);

/** A cluster that differs in a few places, and the condition that is asked. */
export interface Variant {
  readonly id: string;
  readonly edits: readonly {
    readonly path: string;
    readonly keys: readonly (string | number)[];
    /** Left out: the key is taken away. */
    readonly value?: unknown;
  }[];
}

type Message = Record<string, unknown>;

/** One Python process with the gate program, which runs and judges as often as asked. Commands follow each other. */
export class GateDriver {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const script = fileURLToPath(new URL('../driver.py', import.meta.url));
    this.#process = spawn(python, ['-W', 'error', '-B', script]);
    this.#process.stderr.on('data', (text) => {
      this.#stderr += String(text);
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Ends the process. */
  close(): void {
    this.#process.stdin.end();
  }

  /** Runs a gate to its end. */
  run(code: GateCode, data: GateProgramData, world: GateWorld, neverFails = false): Promise<GateRun> {
    return this.#inTurn(async () => {
      this.#send({ run: code, data, now: world.now(), never_fails: neverFails });
      const log: string[] = [];
      for (;;) {
        const message = await this.#receive();
        if ('exit' in message) return { exit: message['exit'] as number, log };
        if ('killed' in message) return { log };
        if ('log' in message) log.push(message['log'] as string);
        else this.#send(answer(message, world));
      }
    });
  }

  async judge(ids: readonly string[], data: GateProgramData, objects: ObjectsByPath) {
    // Without the gates, of which it is not asked.
    const { cluster, health } = data;
    const { verdicts } = await this.#ask({ judge: ids, data: { cluster, health }, objects });
    return verdicts as Readonly<Record<string, Verdict>>;
  }

  /** What a condition would change, without a look at how long it has been open. */
  async changes(id: string, data: GateProgramData, objects: ObjectsByPath, now = 0) {
    const { changes } = await this.#ask({ changes: id, data, objects, now });
    return changes as readonly Patch[];
  }

  /** API paths that a gate reads. */
  async paths(code: GateCode, data: GateProgramData, objects: ObjectsByPath) {
    const { paths } = await this.#ask({ paths: code, data, objects });
    return paths as readonly string[];
  }

  /** API paths of what a gate takes away before it looks. */
  async removes(code: GateCode, data: GateProgramData) {
    return (await this.#ask({ removes: code, data }))['paths'] as readonly string[];
  }

  async health(kind: string, rules: unknown, object: unknown) {
    return (await this.#ask({ health: kind, rules, object })) as unknown as {
      readonly status: string;
      readonly message: string;
    };
  }

  async table() {
    return (await this.#ask({ table: true }))['table'] as Readonly<Record<string, ConditionNames>>;
  }

  /** Whether a condition holds a rollout up in each of many clusters, which differ from one in a few places. */
  async variants(data: GateProgramData, objects: ObjectsByPath, variants: readonly Variant[]) {
    const { cluster, health } = data;
    const { held } = await this.#ask({ variants, data: { cluster, health }, objects });
    return held as readonly boolean[];
  }

  /** Changes of clauses that none of the cases notices. */
  async survivors(cases: readonly RecordedCase[]) {
    return (await this.#ask({ survivors: cases })) as unknown as {
      readonly mutants: number;
      readonly survivors: readonly string[];
    };
  }

  #ask(command: Message): Promise<Message> {
    return this.#inTurn(() => {
      this.#send(command);
      return this.#receive();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #send(message: unknown): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async #receive(): Promise<Message> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the gate program has ended:\n${this.#stderr}`);
    return JSON.parse(value) as Message;
  }
}

function answer(message: Message, world: GateWorld): unknown {
  if ('read' in message) return world.read(message['read'] as string[]);
  if ('sleep' in message) return world.sleep(message['sleep'] as number);
  if ('patch' in message) return world.patch(message['patch'] as Patch);
  if ('delete' in message) return world.delete(message['delete'] as string);
  throw new Error(`the gate program asks ${JSON.stringify(message)}`);
}
