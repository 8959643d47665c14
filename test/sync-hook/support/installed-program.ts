import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GateProgramData } from '../../../rollout/gates.ts';
import { tempFolder } from '../../render/output/support/temp-folder.ts';
import { python } from './gate-driver.ts';

const SOURCE = fileURLToPath(new URL('../../../sync-hook/', import.meta.url));
const FAKE_OC = fileURLToPath(new URL('./fake-oc.py', import.meta.url));

/** The files of the program, in order. */
export const MODULES = readdirSync(SOURCE)
  .filter((file) => file.endsWith('.py'))
  .sort();

/** Absolute path of a file of the program. */
export function modulePath(file: string): string {
  return join(SOURCE, file);
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program in a folder of its own, as a ConfigMap is mounted: each file is a link to a link. */
export class InstalledProgram {
  readonly folder = tempFolder();

  constructor(data: GateProgramData) {
    const data1 = join(this.folder, '..2026_01_02');
    mkdirSync(data1);
    symlinkSync('..2026_01_02', join(this.folder, '..data'));
    for (const file of MODULES) copyFileSync(modulePath(file), join(data1, file));
    writeFileSync(join(data1, 'gates.json'), JSON.stringify(data));
    for (const file of [...MODULES, 'gates.json']) symlinkSync(join('..data', file), join(this.folder, file));
    this.answer({});
  }

  /** What the client answers, by API path, or `*` for any other. */
  answer(answers: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.folder, 'answers.json'), JSON.stringify(answers));
  }

  /** The arguments of each call of the client. */
  get calls(): string[][] {
    const lines = readFileSync(join(this.folder, 'calls'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as string[]);
  }

  /** Starts the command of the Job. */
  start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    return this.python(['-B', join(this.folder, 'gate.py'), ...args], env);
  }

  python(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    return spawn(python, ['-W', 'error', ...args], {
      cwd: '/',
      env: { PATH: process.env['PATH'], OC: FAKE_OC, FAKE_OC: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

/** Environment by which a program talks to a server with the real client. */
export function kubectlEnv(folder: string, server: string): Record<string, string> {
  const config = join(folder, 'kubeconfig');
  const clusters = [{ name: 'c', cluster: { server } }];
  const contexts = [{ name: 'c', context: { cluster: 'c', user: '' } }];
  writeFileSync(
    config,
    JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters, contexts, 'current-context': 'c' }),
  );
  return { OC: 'kubectl', KUBECONFIG: config, HOME: folder };
}

/** Waits for a process to end. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => {
    stdout += String(text);
  });
  child.stderr?.on('data', (text) => {
    stderr += String(text);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
