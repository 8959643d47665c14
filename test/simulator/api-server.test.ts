import { describe, expect, it } from 'vitest';
import { NoMatch, Refused, Unavailable } from './api-server.ts';
import { Cluster } from './cluster.ts';
import { withConditions } from './object.ts';
import { CONFIG_MAPS, CUSTOM_RESOURCES, NAMESPACES, PODS, RUNTIME_CLASSES, SECRETS } from './resources.ts';

const make = () => new Cluster({ tee: 'snp', gpu: 'none', topology: 'single-node' });
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } };
const KATA_CONFIG = {
  apiVersion: 'kataconfiguration.openshift.io/v1',
  kind: 'KataConfig',
  metadata: { name: 'a' },
  spec: { logLevel: 'info' },
};

function establish(cluster: Cluster, name: string): void {
  const condition = { type: 'Established', status: 'True', reason: '', message: '' } as const;
  cluster.store.create(CUSTOM_RESOURCES, {
    metadata: { name },
    spec: {},
    status: { conditions: withConditions([], [condition], cluster.clock.timestamp()) },
  });
}

describe('the API server', () => {
  it('gives objects and lists by raw path, and nothing where there is none', () => {
    const { api } = make();
    expect(api.read('/api/v1/nodes/control-plane-0.example.com')).toMatchObject({ kind: 'Node' });
    expect(api.read('/api/v1/nodes')).toMatchObject({ kind: 'NodeList', items: [{ kind: 'Node' }] });
    expect(api.read('/api/v1/namespaces/default')).toMatchObject({ kind: 'Namespace' });
    expect(api.read('/api/v1/namespaces/default/pods')).toMatchObject({ kind: 'PodList', items: [] });
    expect(api.read('/api/v1/namespaces/default/nodes/control-plane-0.example.com')).toBeNull();
    expect(api.read('/api/v1/nodes/none')).toBeNull();
    expect(api.read('/apis/none.example.com/v1/things')).toBeNull();
    expect(api.read('/metrics')).toBeNull();
  });

  it('serves a custom kind only once its definition is established', () => {
    const cluster = make();
    const path = '/apis/nvidia.com/v1/clusterpolicies';
    cluster.store.create(CUSTOM_RESOURCES, { metadata: { name: 'clusterpolicies.nvidia.com' }, spec: {} });
    expect(cluster.api.read(path)).toBeNull();
    expect(() =>
      cluster.api.apply({ apiVersion: 'nvidia.com/v1', kind: 'ClusterPolicy', metadata: { name: 'a' } }),
    ).toThrow(NoMatch);
    cluster.store.delete(CUSTOM_RESOURCES, 'clusterpolicies.nvidia.com');
    establish(cluster, 'clusterpolicies.nvidia.com');
    expect(cluster.api.read(path)).toMatchObject({ items: [] });
  });

  it('applies: labels and annotations of others stay, fields become those of the manifest', () => {
    const { api, store } = make();
    api.apply({ ...CONFIG_MAP, data: { a: '1', b: '2' } });
    store.change(CONFIG_MAPS, 'a', 'default', (found) => ({
      ...found,
      metadata: { ...found.metadata, labels: { theirs: 'x' } },
    }));
    api.apply({
      ...CONFIG_MAP,
      metadata: { ...CONFIG_MAP.metadata, labels: { ours: 'y' } },
      data: { a: '3' },
    });
    expect(store.get(CONFIG_MAPS, 'a', 'default')).toMatchObject({
      metadata: { labels: { theirs: 'x', ours: 'y' } },
      data: { a: '3' },
    });
    expect(store.get(CONFIG_MAPS, 'a', 'default')?.data).not.toHaveProperty('b');
  });

  it('counts generations by the spec, and nothing at all when an object is applied unchanged', () => {
    const cluster = make();
    establish(cluster, 'sgxdeviceplugins.deviceplugin.intel.com');
    const plugin = {
      apiVersion: 'deviceplugin.intel.com/v1',
      kind: 'SgxDevicePlugin',
      metadata: { name: 'a' },
      spec: { enclaveLimit: 1 },
    };
    cluster.api.apply(plugin);
    const { revision } = cluster.store;
    cluster.api.apply(plugin);
    expect(cluster.store.revision).toBe(revision);
    expect(cluster.api.find(plugin)?.metadata.generation).toBe(1);
    cluster.api.apply({ ...plugin, metadata: { name: 'a', labels: { a: 'b' } } });
    expect(cluster.api.find(plugin)?.metadata.generation).toBe(1);
    cluster.api.apply({ ...plugin, spec: { enclaveLimit: 2 } });
    expect(cluster.api.find(plugin)?.metadata.generation).toBe(2);
  });

  it('merges a patch, in which null removes', () => {
    const { api } = make();
    api.apply({ ...CONFIG_MAP, data: { a: '1', b: '2' } });
    const path = '/api/v1/namespaces/default/configmaps/a';
    expect(api.patch(path, { data: { a: null, c: '3' } })).toMatchObject({ data: { b: '2', c: '3' } });
    expect(() => api.patch(`${path}b`, {})).toThrow(Refused);
  });

  it('keeps what is deleted until its finalizers are gone', () => {
    const { api, store } = make();
    store.create(RUNTIME_CLASSES, { metadata: { name: 'a', finalizers: ['x'] }, handler: 'a' });
    api.delete({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'a' } });
    expect(store.get(RUNTIME_CLASSES, 'a')?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:00Z');
    store.change(RUNTIME_CLASSES, 'a', undefined, (found) => ({
      ...found,
      metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' },
    }));
    expect(store.get(RUNTIME_CLASSES, 'a')).toBeUndefined();
  });

  it('deletes what is in a namespace along with it', () => {
    const { store } = make();
    store.create(NAMESPACES, { metadata: { name: 'n' } });
    store.create(SECRETS, { metadata: { name: 's', namespace: 'n' } });
    store.delete(NAMESPACES, 'n');
    expect(store.list(SECRETS, 'n')).toEqual([]);
  });

  it('refuses an object in a namespace that is not there', () => {
    const { api } = make();
    const object = { ...CONFIG_MAP, metadata: { name: 'a', namespace: 'none' } };
    expect(() => api.apply(object)).toThrow('namespaces "none" not found');
  });

  it('refuses a KataConfig while the webhook does not answer, which fails closed', () => {
    const cluster = make();
    establish(cluster, 'kataconfigs.kataconfiguration.openshift.io');
    expect(() => cluster.api.apply(KATA_CONFIG)).toThrow('failed calling webhook');
  });

  it('refuses a pod whose runtime class is not there, and notes that it came too early', () => {
    const cluster = make();
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'default' },
      spec: { runtimeClassName: 'kata-cc' },
    };
    expect(() => cluster.api.apply(pod)).toThrow('RuntimeClass "kata-cc" not found');
    expect(cluster.violations.map(({ rule }) => rule)).toEqual(['workload-before-usable']);
    // With the class, but no node for it, it is taken, and noted again.
    cluster.store.create(RUNTIME_CLASSES, { metadata: { name: 'kata-cc' }, handler: 'kata-snp' });
    cluster.api.apply(pod);
    expect(cluster.violations).toHaveLength(2);
    cluster.advance(600);
    expect(cluster.store.get(PODS, 'p', 'default')?.status?.phase).toBe('Pending');
  });

  it('answers nothing in an outage', () => {
    const cluster = make();
    cluster.availability.down('outage');
    expect(() => cluster.api.read('/api/v1/nodes')).toThrow(Unavailable);
    expect(() => cluster.api.apply(CONFIG_MAP)).toThrow(Unavailable);
    cluster.availability.restore('outage');
    expect(cluster.api.read('/api/v1/nodes')).not.toBeNull();
  });
});
