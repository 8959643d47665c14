import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { hasKubectl } from '../render/output/support/kubectl.ts';
import { Cluster } from './cluster.ts';
import { HttpApi } from './http-api.ts';
import { INSTALL_PLANS } from './resources.ts';

const run = promisify(execFile);
const closing: (() => Promise<void>)[] = [];

async function serve(cluster: Cluster, factor = 0) {
  const api = new HttpApi({ cluster, factor });
  const url = await api.listen();
  const home = await mkdtemp(join(tmpdir(), 'simulator-'));
  closing.push(
    () => api.close(),
    () => rm(home, { recursive: true }),
  );
  const kubectl = (...words: string[]) =>
    run('kubectl', ['--server', url, ...words], { env: { ...process.env, HOME: home, KUBECONFIG: '' } });
  return { url, kubectl };
}

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const make = () => new Cluster({ tee: 'snp', gpu: 'none', topology: 'single-node' });

describe('the API over HTTP', () => {
  it('answers raw paths, and 404 with the words of an API server', async () => {
    const { url } = await serve(make());
    const nodes = await (await fetch(`${url}/api/v1/nodes`)).json();
    expect(nodes).toMatchObject({ kind: 'NodeList', items: [{ kind: 'Node' }] });
    const missing = await fetch(`${url}/apis/node.k8s.io/v1/runtimeclasses/kata`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      reason: 'NotFound',
      message: 'runtimeclasses.node.k8s.io "kata" not found',
    });
  });

  it('lets time pass by its factor', async () => {
    const cluster = make();
    const { url } = await serve(cluster, 10_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch(`${url}/api/v1/nodes`);
    expect(cluster.clock.elapsed).toBeGreaterThan(400);
  });

  it('closes the connection in an outage', async () => {
    const cluster = make();
    const { url } = await serve(cluster);
    cluster.availability.down('outage');
    await expect(fetch(`${url}/api/v1/nodes`)).rejects.toThrow('fetch failed');
  });

  it.skipIf(!hasKubectl)(
    'answers a real kubectl (needs kubectl): raw paths, NotFound, and a merge patch',
    async () => {
      const cluster = make();
      cluster.store.create(INSTALL_PLANS, {
        metadata: { name: 'install-a', namespace: 'default' },
        spec: { approval: 'Manual', approved: false, clusterServiceVersionNames: [] },
      });
      const { kubectl } = await serve(cluster);
      const nodes = await kubectl('get', '--raw', '/api/v1/nodes');
      expect(JSON.parse(nodes.stdout)).toMatchObject({ kind: 'NodeList' });
      await expect(kubectl('get', '--raw', '/api/v1/nodes/none')).rejects.toMatchObject({
        stderr: expect.stringMatching(/^Error from server \(NotFound\)/),
      });
      await expect(kubectl('get', '--raw', '/apis/nvidia.com/v1/clusterpolicies')).rejects.toMatchObject({
        stderr: expect.stringMatching(/^Error from server \(NotFound\)/),
      });
      const patch = ['--type', 'merge', '-p', '{"spec":{"approved":true}}'];
      await kubectl('patch', 'installplan', 'install-a', '-n', 'default', ...patch);
      expect(cluster.store.get(INSTALL_PLANS, 'install-a', 'default')?.spec.approved).toBe(true);
      await kubectl('patch', 'machineconfigpools.v1.machineconfiguration.openshift.io', 'master', ...patch);
      expect(
        cluster.api.read('/apis/machineconfiguration.openshift.io/v1/machineconfigpools/master'),
      ).toMatchObject({ spec: { approved: true } });
    },
  );
});
