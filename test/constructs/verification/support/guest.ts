import { spawn, spawnSync } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whether the programs of the container are here too. */
export const hasShell = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);

/** What answers at an address: nothing (the connection is refused), or in turn, the last one for ever. */
export type Answers = 'nothing' | readonly RequestListener[];

/** A script in a guest whose data hub and whose KBS answer so. Seconds are short. */
export interface GuestProps {
  readonly script: string;
  readonly hub: Answers;
  readonly kbs: Answers;
  readonly env?: Readonly<Record<string, string>>;
}

export interface GuestRun {
  readonly exit: number | null;
  readonly output: string;
  /** Paths that the data hub was asked for. */
  readonly asked: readonly string[];
}

/** Runs a script as the container does, against servers of this process. */
export async function runInGuest({ script, hub, kbs, env = {} }: GuestProps): Promise<GuestRun> {
  const asked: string[] = [];
  const servers = [await serve(hub, (path) => asked.push(path)), await serve(kbs, () => {})];
  try {
    const [hubPort, kbsPort] = servers.map(({ port }) => port);
    const child = spawn('bash', ['-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        RESOURCE_URL: `http://127.0.0.1:${hubPort}/cdh/resource/default/attestation-status/status`,
        KBS_URL: `http://127.0.0.1:${kbsPort}`,
        EXPECTED: 'success',
        PAUSE: '0.05',
        WITHIN: '2',
        PATIENCE: '1',
        // What a proxy would answer is no answer of the guest.
        http_proxy: `http://127.0.0.1:${kbsPort}`,
        no_proxy: '',
        ...env,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exit, output, asked };
  } finally {
    for (const { server } of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** A server on a free port; one that answers nothing is closed again, and its port refuses. */
async function serve(
  answers: Answers,
  note: (path: string) => void,
): Promise<{ server: Server; port: number }> {
  let count = 0;
  const server = createServer((request, response) => {
    note(request.url ?? '');
    const answer = answers === 'nothing' ? undefined : answers[Math.min(count, answers.length - 1)];
    count++;
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (answers === 'nothing') await new Promise((resolve) => server.close(resolve));
  return { server, port };
}

/** A status and a body, of a length that is said. */
export function answer(status: number, body: string | Buffer = ''): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/octet-stream' });
    response.end(body);
  };
}

/** Never an answer. */
export const silence: RequestListener = () => {};

/** The beginning of an answer, and never its end. */
export function beginning(body: string): RequestListener {
  return (_request, response) => {
    response.writeHead(200);
    response.write(body);
  };
}

/** An answer without end, as fast as it is read; counts what was written. */
export function flood(body: string, written: { bytes: number }): RequestListener {
  return (_request, response) => {
    response.writeHead(200);
    response.write(body);
    const block = Buffer.alloc(65_536, 'x');
    const more = (): void => {
      if (response.destroyed) return;
      written.bytes += block.length;
      if (response.write(block)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };
}
