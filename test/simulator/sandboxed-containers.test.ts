import { describe, expect, it } from 'vitest';
import { ELIGIBLE_LABEL } from './controllers/osc-nodes.ts';
import { failingNode, furtherPool, labelledNode } from './failures.ts';
import { openGate } from './gate-runner.ts';
import { conditionOf } from './object.ts';
import { FEATURE_RULES, KATA_CONFIGS, NODES, POOLS, RUNTIME_CLASSES } from './resources.ts';
import { rolloutOf } from './rollout.ts';
import { waveOf } from './sync-engine/application.ts';

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const SNP = { ...TDX, tee: 'snp' } as const;
const HOUR = 3600;

describe('the sandboxed containers operator', () => {
  it('makes kata-cc before any node has rolled, where the TEE label is there already', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP);
    const early = objects.map((object) =>
      object.kind === 'ConfigMap' && object.metadata.name === 'osc-feature-gates'
        ? {
            ...object,
            metadata: { ...object.metadata, annotations: { 'argocd.argoproj.io/sync-wave': '-22' } },
          }
        : object,
    );
    await argo.sync(() => early.filter((object) => waveOf(object) < -15));
    cluster.advance(30);
    expect(cluster.store.get(RUNTIME_CLASSES, 'kata-cc')).toBeDefined();
    expect(cluster.store.get(RUNTIME_CLASSES, 'kata')).toBeUndefined();
    expect(Object.values(cluster.reboots()).every((count) => count === 0)).toBe(true);
  });

  it('goes through the states of the document while it installs', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP);
    await argo.sync(() => objects.filter((object) => waveOf(object) < -18));
    const seen: string[] = [];
    const note = () => {
      const { status } = cluster.store.list(KATA_CONFIGS)[0] ?? {};
      const { nodeCount = '-', readyNodeCount = '-' } = status?.kataNodes ?? {};
      const progress = conditionOf({ status }, 'InProgress');
      const line = `${progress?.status} ${progress?.reason} ${readyNodeCount}/${nodeCount} ${status?.waitingForMcoToStart}`;
      if (seen.at(-1) !== line) seen.push(line);
    };
    cluster.store.watch(KATA_CONFIGS, note);
    for (const object of objects) if (object.kind === 'KataConfig') cluster.api.apply(object);
    cluster.advance(2 * HOUR);
    expect(seen).toEqual([
      'undefined undefined -/- undefined',
      'True Installing 0/0 true',
      'True Installing 0/3 true',
      'True Installing 0/3 false',
      'True Installing 1/3 false',
      'True Installing 2/3 false',
      'True Installing 3/3 false',
      'False  3/3 false',
    ]);
  });

  it('does not look again for new labels of nodes, but for an annotation of KataConfig', async () => {
    const { cluster, argo, objects, oracle } = rolloutOf(TDX);
    const name = cluster.nodes('worker');
    await argo.sync(() => objects.filter((object) => object.kind !== 'Pod'));
    expect(oracle.holds('G5')).toBe(true);
    cluster.store.change(RUNTIME_CLASSES, 'kata-cc', undefined, (found) => ({
      ...found,
      metadata: { ...found.metadata, finalizers: [] },
    }));
    cluster.store.delete(RUNTIME_CLASSES, 'kata-cc');
    for (const node of name) labelledNode(node, { 'example.com/new': 'true' }, { from: 0 })(cluster);
    cluster.advance(HOUR);
    expect(cluster.store.get(RUNTIME_CLASSES, 'kata-cc')).toBeUndefined();
    cluster.api.patch('/apis/kataconfiguration.openshift.io/v1/kataconfigs/example-kataconfig', {
      metadata: { annotations: { poke: '1' } },
    });
    cluster.advance(10);
    expect(cluster.store.get(RUNTIME_CLASSES, 'kata-cc')).toBeDefined();
  });

  it('takes a node out of the pool when it is no longer eligible, and back in later: two reboots', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP);
    await argo.sync(() => objects);
    const [node = ''] = cluster.nodes('kata-oc');
    labelledNode(node, { [ELIGIBLE_LABEL]: undefined }, { from: 0 })(cluster);
    cluster.advance(300);
    expect(cluster.nodes('kata-oc')).not.toContain(node);
    cluster.advance(2 * HOUR);
    // Its boot makes Node Feature Discovery label it again.
    expect(cluster.nodes('kata-oc')).toContain(node);
    expect(cluster.machines.get(node)?.reboots).toBe(3);
  });

  it('loses its nodes one after the other when the rules of the labels are deleted', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP, { delays: { featureRule: [1, 60] } });
    await argo.sync(() => objects);
    for (const { metadata } of cluster.store.list(FEATURE_RULES))
      cluster.store.delete(FEATURE_RULES, metadata.name, metadata.namespace);
    cluster.advance(3 * HOUR);
    expect(Object.values(cluster.reboots()).filter((count) => count === 2).length).toBeGreaterThan(0);
    expect(cluster.nodes('kata-oc').length).toBeLessThan(3);
  });

  it('takes a cluster of one node for one of several when there is a third pool', async () => {
    const { cluster, argo, objects } = rolloutOf(
      { ...SNP, topology: 'single-node' },
      { failures: [furtherPool('infra', [], { from: 0 })], gates: openGate },
    );
    await argo.sync(() => objects.filter((object) => waveOf(object) < -30));
    cluster.advance(300);
    await argo.sync(() => objects.filter((object) => waveOf(object) < -20));
    cluster.advance(300);
    await argo.sync(() => objects.filter((object) => waveOf(object) < -15));
    cluster.advance(2 * HOUR);
    expect(cluster.store.get(POOLS, 'kata-oc')?.status?.machineCount).toBe(0);
    expect(Object.values(cluster.reboots())).toEqual([0]);
    expect(cluster.store.list(KATA_CONFIGS)[0]?.status?.waitingForMcoToStart).toBe(true);
  });

  it('tells of a node that fails', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP);
    failingNode('worker-1.example.com', 'pull failed', { from: 0, until: 2 * HOUR })(cluster);
    const sync = argo.sync(() => objects);
    await sync;
    const failed = cluster.log.length;
    expect(failed).toBeGreaterThan(0);
    const progress = conditionOf(cluster.store.list(KATA_CONFIGS)[0], 'InProgress');
    expect(progress?.status).toBe('False');
    expect(cluster.clock.elapsed).toBeGreaterThan(2 * HOUR);
  });

  it('waits for ever for a control plane node that its selector matches', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP, { schedulableControlPlane: true });
    const result = await argo.sync(() => objects, 12);
    expect(result.outcome).toBe('unfinished');
    expect(result.gates.at(-1)?.code).toBe('G2');
    expect(cluster.store.list(KATA_CONFIGS)[0]?.status?.kataNodes?.waitingToInstall).toHaveLength(3);
  });

  it('makes no kata-cc on an OpenShift that is too old, without a word', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP, { openshift: '4.20.5' });
    const result = await argo.sync(() => objects, 12);
    expect(result.gates.at(-1)?.code).toBe('G5');
    expect(cluster.store.list(RUNTIME_CLASSES).map(({ metadata }) => metadata.name)).toEqual(['kata']);
    expect(conditionOf(cluster.store.list(KATA_CONFIGS)[0], 'InProgress')?.reason).toBe('');
  });

  it('refuses two TEEs', async () => {
    const other = { 'amd.feature.node.kubernetes.io/snp': 'true' };
    const { cluster, argo, objects } = rolloutOf(TDX, {
      failures: [labelledNode('worker-0.example.com', other, { from: 0 })],
    });
    const result = await argo.sync(() => objects, 12);
    expect(result.gates.at(-1)?.code).toBe('G5');
    expect(cluster.log.some(({ message }) => message.includes('multiple TEE platforms'))).toBe(true);
  });

  it('costs up to one reboot more for another log level', async () => {
    const { cluster, argo, objects } = rolloutOf(SNP, {
      profile: { sandboxedContainers: '{ kataConfig: { logLevel: debug } }' },
    });
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
    const counts = cluster.nodes('kata-oc').map((name) => cluster.machines.get(name)?.reboots ?? 0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
    expect(cluster.store.list(NODES)).toHaveLength(6);
  });
});
