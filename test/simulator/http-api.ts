import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refused, Unavailable } from './api-server.ts';
import type { Cluster } from './cluster.ts';
import { groupOf } from './object.ts';
import { parsePath, RESOURCES, type Resource } from './resources.ts';

export interface HttpApiProps {
  readonly cluster: Cluster;
  /** Seconds of the simulation that pass in one real second. */
  readonly factor: number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The API of a simulated cluster over HTTP, for a real `oc` or `kubectl`: raw paths, and merge patches with the discovery
 * that they need. Time passes in the simulation as it does outside, a given number of times faster, and only when
 * somebody asks. In an outage the connection is closed without an answer.
 */
export class HttpApi {
  private readonly cluster: Cluster;
  private readonly factor: number;
  private readonly server: Server;
  private seen = Date.now();

  constructor({ cluster, factor }: HttpApiProps) {
    this.cluster = cluster;
    this.factor = factor;
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** @returns the URL, on the loopback interface */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.seen = Date.now();
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const now = Date.now();
    this.cluster.advance(((now - this.seen) / 1000) * this.factor);
    this.seen = now;
    if (!this.cluster.availability.up) {
      request.socket.destroy();
      return;
    }
    const path = request.url?.split('?')[0] ?? '/';
    try {
      const found = request.method === 'PATCH' ? this.patch(path, body) : this.get(path);
      if (found === undefined) send(response, 404, notFound(path));
      else send(response, 200, found);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unavailable || error instanceof SyntaxError))
        throw error;
      send(response, error instanceof SyntaxError ? 400 : 404, failure(404, 'NotFound', error.message));
    }
  }

  private get(path: string): unknown {
    return (
      discovery(path, (resource) => this.cluster.store.isServed(resource)) ??
      this.cluster.api.read(path) ??
      undefined
    );
  }

  private patch(path: string, body: string): unknown {
    return this.cluster.api.patch(path, JSON.parse(body));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function failure(code: number, reason: string, message: string): Json {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

/** What the API server says; a client tells the two apart by the message alone. */
function notFound(path: string): Json {
  const found = parsePath(path);
  if (found?.name === undefined)
    return failure(404, 'NotFound', 'the server could not find the requested resource');
  const { resource, name } = found;
  const group = groupOf(resource.apiVersion);
  return failure(404, 'NotFound', `${resource.plural}${group === '' ? '' : `.${group}`} "${name}" not found`);
}

/** The discovery documents (kubernetes, apimachinery APIGroupList and APIResourceList). */
function discovery(path: string, isServed: (resource: Resource) => boolean): Json | undefined {
  const served = RESOURCES.filter(isServed);
  const versions = [...new Set(served.map(({ apiVersion }) => apiVersion))];
  if (path === '/version') return { major: '1', minor: '34', gitVersion: 'v1.34.0' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = [...new Set(versions.filter((version) => version.includes('/')).map(groupOf))];
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((name) => {
        const own = versions
          .filter((groupVersion) => groupOf(groupVersion) === name)
          .map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] }));
        return { name, versions: own, preferredVersion: own[0] };
      }),
    };
  }
  const groupVersion = path.replace(/^\/apis?\//, '');
  if (!versions.includes(groupVersion)) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: served
      .filter(({ apiVersion }) => apiVersion === groupVersion)
      .map(({ plural, kind, namespaced }) => ({
        name: plural,
        singularName: kind.toLowerCase(),
        namespaced,
        kind,
        verbs: ['get', 'list', 'patch'],
      })),
  };
}
