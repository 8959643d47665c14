import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** writer.ts in one piece, so that node starts it in a few milliseconds. */
const [WRITER] = buildSync({
  entryPoints: [fileURLToPath(new URL('writer.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
}).outputFiles;

const NODE_ARGUMENTS = ['--input-type=module', '-'];

interface Ended {
  readonly stdout: string;
  readonly signal: string | null;
}

/** Runs the writer to its end. */
export function runWriter(...args: string[]): Ended {
  return runWriterAs({}, ...args);
}

/** Runs the writer to its end as another user. */
export function runWriterAs(
  user: { readonly uid?: number; readonly gid?: number },
  ...args: string[]
): Ended {
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, [...NODE_ARGUMENTS, ...args], {
    encoding: 'utf8',
    input: WRITER?.text ?? '',
    ...user,
  });
  if (signal === null && status !== 0) throw new Error(`the writer failed: ${stderr}`);
  return { stdout, signal };
}

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(WRITER?.text);
  return child;
}

/** Starts a writer that loops, and waits for its first tree. */
export async function startWriter(output: string, first: number): Promise<ChildProcess> {
  const child = start('loop', output, String(first));
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}

/** Kills a writer, and waits until it is gone. Fails when it had ended before. */
export async function killWriter(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`the writer ended by itself with ${child.exitCode}`);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Starts a writer that comes to an end; resolves to its exit status. */
export async function waitForWriter(...args: string[]): Promise<number | null> {
  const child = start(...args);
  await once(child, 'exit');
  return child.exitCode;
}
