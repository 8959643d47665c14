import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fill } from '../../output/support/contents.ts';
import { tempFolder } from '../../output/support/temp-folder.ts';

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

/** Runs the program as a process of its own, as from the command line. */
export function runProgram(args: readonly string[], options: RunOptions): Ended {
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
