import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fill } from '../../render/output/support/contents.ts';
import { tempFolder } from '../../render/output/support/temp-folder.ts';

/** The folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How a process ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** For the standard input, which is empty without. */
  readonly input?: string | Buffer;
}

/**
 * Runs the program, as `spawnProgram` does, but in a process that has loaded it before: most of the time of a short run is
 * the start. There is one such process for each worker of the tests.
 */
export function runProgram(args: readonly string[], { cwd, env, input = '' }: RunOptions): Ended {
  const { worker, port, flag } = warm();
  const { CDK8S_OUTDIR: _, ...inherited } = process.env;
  const text = Buffer.from(input).toString('base64');
  Atomics.store(flag, 0, 0);
  worker.postMessage({ args, cwd, env: { ...inherited, ...env }, input: text });
  if (Atomics.wait(flag, 0, 0, LONGEST) === 'timed-out') {
    worker.postMessage({ restart: true });
    throw new Error(`no end after ${LONGEST / 1000} s: ${args.join(' ')}`);
  }
  const { error, ...ended } = (receiveMessageOnPort(port)?.message ?? NO_ANSWER) as Answer;
  if (error !== undefined) throw new Error(error);
  return ended;
}

type Answer = Ended & { readonly error?: string };
const NO_ANSWER = { error: 'the program gave no answer' };

/** Milliseconds. */
const LONGEST = 120_000;

let warmed: ReturnType<typeof warmUp> | undefined;
const warm = () => {
  warmed ??= warmUp();
  return warmed;
};

function warmUp() {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const options = { workerData: { flag, port: port2 }, transferList: [port2] };
  const worker = new Worker(`${ROOT}test/cli/support/ask-program.mjs`, options);
  worker.unref();
  port1.unref();
  return { worker, port: port1, flag };
}

/** Runs the program as a process of its own, as from the command line: where the process is what is tested. */
export function spawnProgram(args: readonly string[], options: RunOptions): Ended {
  return run(process.execPath, [`${ROOT}bin/coco-gitops.js`, ...args], options);
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], options: RunOptions): Ended {
  const { CDK8S_OUTDIR: _, ...inherited } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...options,
    env: { ...inherited, ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** A new folder, removed after the test, with files in it by path. */
export function workspace(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  fill(folder, files);
  return folder;
}
