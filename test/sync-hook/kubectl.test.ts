import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasKubectl } from '../render/output/support/kubectl.ts';
import { DATA } from './support/gate-data.ts';
import { hasPython } from './support/gate-driver.ts';
import { ended, InstalledProgram, kubectlEnv } from './support/installed-program.ts';

/** A request that changes something. */
interface Write {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly body: unknown;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json =
  (code: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const status = (code: number, reason: string, message: string) =>
  json(code, { apiVersion: 'v1', kind: 'Status', status: 'Failure', code, reason, message });

const OLM = '/apis/operators.coreos.com/v1alpha1';
const PLAN = `${OLM}/namespaces/osc/installplans/install-a`;
const group = {
  name: 'operators.coreos.com',
  versions: [{ groupVersion: 'operators.coreos.com/v1alpha1', version: 'v1alpha1' }],
};

const ANSWERS: Readonly<Record<string, Answer>> = {
  '/there': json(200, { kind: 'Thing' }),
  '/gone': status(404, 'NotFound', 'things "gone" not found'),
  '/forbidden': status(403, 'Forbidden', 'nodes is forbidden: User "gate" cannot list resource "nodes"'),
  '/broken': status(500, 'InternalError', 'etcdserver: leader changed'),
  '/starting': status(503, 'ServiceUnavailable', 'the server is starting'),
  '/unknown': status(401, 'Unauthorized', 'Unauthorized'),
  '/busy': status(429, 'TooManyRequests', 'too many requests'),
  '/plain': (_request, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  '/cut': (_request, response) =>
    response.writeHead(200, { 'content-length': '50' }).write('{"items":[', () => response.destroy()),
  '/api': json(200, { kind: 'APIVersions', versions: ['v1'] }),
  '/api/v1': json(200, { kind: 'APIResourceList', groupVersion: 'v1', resources: [] }),
  '/apis': json(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [group] }),
  [OLM]: json(200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'operators.coreos.com/v1alpha1',
    resources: [
      {
        name: 'installplans',
        singularName: 'installplan',
        namespaced: true,
        kind: 'InstallPlan',
        verbs: ['get', 'patch'],
      },
    ],
  }),
  [PLAN]: json(200, {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'InstallPlan',
    metadata: { name: 'install-a', namespace: 'osc' },
  }),
};

/** A server that answers as the API does, and the program with a client that talks to it. */
async function withServer() {
  const writes: Write[] = [];
  const server = createServer((request, response) => {
    const url = (request.url ?? '').split('?')[0] ?? '';
    let text = '';
    request.on('data', (part) => {
      text += String(part);
    });
    request.on('end', () => {
      const { method = '', headers } = request;
      if (method !== 'GET')
        writes.push({ method, url, type: headers['content-type'] ?? '', body: JSON.parse(text) });
      (ANSWERS[url] ?? status(404, 'NotFound', 'the server could not find the requested resource'))(
        request,
        response,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const installed = new InstalledProgram(DATA.tdx);
  const env = kubectlEnv(installed.folder, `http://127.0.0.1:${port}`);
  const python = (script: string) =>
    ended(
      installed.python(
        ['-B', '-c', `import sys; sys.path.insert(0, ${JSON.stringify(installed.folder)})\n${script}`],
        env,
      ),
    );
  return { writes, python, server };
}

const READ = (paths: readonly string[]) => `
import cluster, json
for path in ${JSON.stringify(paths)}:
    try:
        print(json.dumps(cluster.Cluster().read([path])[path]))
    except cluster.Unavailable as error:
        print('%s: %s' % (type(error).__name__, error))
`;

describe.skipIf(!hasPython || !hasKubectl)(
  'kubectl as the client of a gate (skipped without python3 or kubectl)',
  () => {
    it('tells what is there, what is not, what is forbidden, and all else as no answer', async () => {
      const { python } = await withServer();
      const { stdout, stderr } = await python(
        READ([
          '/there',
          '/gone',
          '/no/such/api',
          '/forbidden',
          '/broken',
          '/starting',
          '/unknown',
          '/busy',
          '/plain',
          '/cut',
        ]),
      );
      expect(stderr).toBe('');
      const lines = stdout.trim().split('\n');
      expect(lines.slice(0, 4)).toEqual([
        '{"kind": "Thing"}',
        'null',
        'null',
        'Forbidden: nodes is forbidden: User "gate" cannot list resource "nodes"',
      ]);
      expect(lines).toHaveLength(10);
      for (const line of lines.slice(4)) expect(line).toMatch(/^Unavailable: \/[a-z]+: /);
    });

    it('tells a server that is not there as no answer', async () => {
      const { python, server } = await withServer();
      await new Promise((resolve) => server.close(resolve));
      const { stdout } = await python(READ(['/there']));
      expect(stdout).toMatch(/^Unavailable: \/there: .*refused/);
    });

    it('sends a merge patch to the very path', async () => {
      const { python, writes } = await withServer();
      const script = `import cluster\ncluster.Cluster().patch('${PLAN}', {'spec': {'approved': True}})`;
      const { code, stderr } = await python(script);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(writes).toEqual([
        {
          method: 'PATCH',
          url: PLAN,
          type: 'application/merge-patch+json',
          body: { spec: { approved: true } },
        },
      ]);
    });
  },
);
