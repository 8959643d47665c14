import { describe, expect, it } from 'vitest';
import { Cluster } from './cluster.ts';
import { ROLE_LABEL } from './controllers/mco-pools.ts';
import { failingNode, furtherPool, pausedPool, unrenderable } from './failures.ts';
import type { MachineConfigSpec } from './kinds.ts';
import { conditionOf, isTrue } from './object.ts';
import { MACHINE_CONFIGS, NODES, POOLS } from './resources.ts';

const SHAPE = { tee: 'snp', gpu: 'none', topology: 'multi-node', workers: 2 } as const;

function add(cluster: Cluster, name: string, spec: MachineConfigSpec, role = 'worker'): void {
  cluster.store.create(MACHINE_CONFIGS, { metadata: { name, labels: { [ROLE_LABEL]: role } }, spec });
}

function worker(cluster: Cluster) {
  const pool = cluster.store.get(POOLS, 'worker');
  if (pool === undefined) throw new Error('no pool worker');
  return pool;
}

function reboots(cluster: Cluster): number[] {
  return Object.entries(cluster.reboots()).flatMap(([name, count]) =>
    name.startsWith('worker') ? [count] : [],
  );
}

const HOUR = 3600;

describe('the Machine Config Operator', () => {
  it('says Updated, with equal counts, for ten seconds after a MachineConfig has been made', () => {
    const cluster = new Cluster(SHAPE);
    cluster.advance(60);
    add(cluster, '99-a', { kernelArguments: ['a'] });
    const seen: string[] = [];
    for (let second = 0; second < 12; second++) {
      const { spec, status, metadata } = worker(cluster);
      const rendered = spec.configuration?.source.some(({ name }) => name === '99-a')
        ? 'rendered'
        : 'not rendered';
      const observed = metadata.generation === status?.observedGeneration ? 'observed' : 'not observed';
      seen.push(`${isTrue(worker(cluster), 'Updated')} ${rendered} ${observed}`);
      cluster.advance(1);
    }
    expect(seen).toEqual([
      ...Array(5).fill('true not rendered observed'),
      ...Array(5).fill('true rendered not observed'),
      ...Array(2).fill('false rendered observed'),
    ]);
  });

  it('rolls one node after the other, and tells the reached configuration only when all have it', () => {
    const cluster = new Cluster(SHAPE);
    const before = worker(cluster).status?.configuration?.name;
    add(cluster, '99-a', { kernelArguments: ['a'] });
    const counts = new Set<number | undefined>();
    const names = new Set<string | undefined>();
    for (let second = 0; second < HOUR; second++) {
      cluster.advance(1);
      const { spec, status } = worker(cluster);
      counts.add(status?.updatedMachineCount);
      if (status?.updatedMachineCount !== 2) names.add(status?.configuration?.name);
      expect([...cluster.machines.values()].filter(({ up }) => !up).length).toBeLessThanOrEqual(1);
      expect(status?.machineCount).toBe(2);
      expect(spec.configuration?.name).toBeDefined();
    }
    expect([...counts]).toEqual([2, 0, 1]);
    expect([...names]).toEqual([before]);
    expect(worker(cluster).status?.configuration).toEqual(worker(cluster).spec.configuration);
    expect(reboots(cluster)).toEqual([1, 1]);
    expect(cluster.violations).toEqual([]);
  });

  it('reboots once for changes that come within five seconds, and twice otherwise', () => {
    const counts = [4, 60].map((pause) => {
      const cluster = new Cluster({ ...SHAPE, workers: 1 });
      add(cluster, '99-a', { kernelArguments: ['a'] });
      cluster.advance(pause);
      add(cluster, '99-b', { kernelArguments: ['b'] });
      cluster.advance(HOUR);
      return reboots(cluster);
    });
    expect(counts).toEqual([[1], [2]]);
  });

  it('reboots once more for an edited MachineConfig, whose name was in the pool already', () => {
    const cluster = new Cluster(SHAPE);
    add(cluster, '99-a', { kernelArguments: ['a'] });
    cluster.advance(HOUR);
    const sources = worker(cluster).spec.configuration?.source;
    cluster.store.change(MACHINE_CONFIGS, '99-a', undefined, (found) => ({
      ...found,
      spec: { ...found.spec, kernelArguments: ['b'] },
    }));
    cluster.advance(HOUR);
    expect(worker(cluster).spec.configuration?.source).toEqual(sources);
    expect(reboots(cluster)).toEqual([2, 2]);
  });

  it('reboots for a renamed MachineConfig, since kernel arguments change their order', () => {
    const cluster = new Cluster(SHAPE);
    add(cluster, '98-a', { kernelArguments: ['a'] });
    add(cluster, '99-b', { kernelArguments: ['b'] });
    cluster.advance(HOUR);
    cluster.store.delete(MACHINE_CONFIGS, '98-a');
    add(cluster, '99-c', { kernelArguments: ['a'] });
    cluster.advance(HOUR);
    expect(reboots(cluster)).toEqual([2, 2]);
  });

  it('changes the sources alone, and reboots nothing, for a MachineConfig without content', () => {
    const cluster = new Cluster(SHAPE);
    const before = worker(cluster).spec.configuration?.name;
    add(cluster, '99-marker', {});
    cluster.advance(HOUR);
    expect(worker(cluster).status?.configuration?.source.map(({ name }) => name)).toEqual([
      '00-worker',
      '99-marker',
    ]);
    expect(worker(cluster).spec.configuration?.name).toBe(before);
    expect(reboots(cluster)).toEqual([0, 0]);
  });

  it('does not know a role that no pool selects', () => {
    const cluster = new Cluster(SHAPE);
    const before = cluster.store.list(POOLS);
    add(cluster, '99-a', { kernelArguments: ['a'] }, 'kata-oc');
    cluster.advance(HOUR);
    expect(cluster.store.list(POOLS)).toEqual(before);
  });

  it('holds a paused pool, which is neither updated nor updating, and is updated with nothing to do', () => {
    const cluster = new Cluster(SHAPE);
    pausedPool('worker', { from: 0, until: HOUR })(cluster);
    cluster.advance(60);
    expect(isTrue(worker(cluster), 'Updated')).toBe(true);
    add(cluster, '99-a', { kernelArguments: ['a'] });
    cluster.advance(HOUR / 2);
    expect(conditionOf(worker(cluster), 'Updating')?.message).toMatch(
      /^Pool is paused; will not update to rendered-worker-/,
    );
    expect([isTrue(worker(cluster), 'Updated'), isTrue(worker(cluster), 'Updating')]).toEqual([false, false]);
    expect(reboots(cluster)).toEqual([0, 0]);
    cluster.advance(2 * HOUR);
    expect(reboots(cluster)).toEqual([1, 1]);
  });

  it('is degraded by a node that fails, which holds the others, until it no longer does', () => {
    const cluster = new Cluster(SHAPE);
    const [first = '', second = ''] = cluster.nodes('worker');
    failingNode(first, 'disk is full', { from: 0, until: HOUR })(cluster);
    add(cluster, '99-a', { kernelArguments: ['a'] });
    cluster.advance(HOUR / 2);
    expect(isTrue(worker(cluster), 'Degraded')).toBe(true);
    expect(conditionOf(worker(cluster), 'NodeDegraded')?.message).toContain('disk is full');
    expect(worker(cluster).status?.degradedMachineCount).toBe(1);
    expect(cluster.machines.get(second)?.reboots).toBe(0);
    cluster.advance(2 * HOUR);
    expect(isTrue(worker(cluster), 'Degraded')).toBe(false);
    expect(reboots(cluster)).toEqual([1, 1]);
  });

  it('is degraded by what it cannot render, and keeps its last configuration', () => {
    const cluster = new Cluster(SHAPE);
    const before = worker(cluster).spec.configuration;
    unrenderable('worker', { from: 1, until: HOUR })(cluster);
    cluster.advance(60);
    expect(isTrue(worker(cluster), 'RenderDegraded')).toBe(true);
    expect(isTrue(worker(cluster), 'Degraded')).toBe(true);
    expect(worker(cluster).spec.configuration).toEqual(before);
    cluster.advance(HOUR);
    expect(isTrue(worker(cluster), 'Degraded')).toBe(false);
  });

  it('moves a labelled worker to its custom pool, and never a control plane node', () => {
    const cluster = new Cluster(SHAPE);
    const [node = ''] = cluster.nodes('worker');
    furtherPool('infra', [node, 'control-plane-0.example.com'], { from: 0 })(cluster);
    cluster.advance(HOUR);
    const machines = cluster.store
      .list(POOLS)
      .map(({ metadata, status }) => [metadata.name, status?.machineCount]);
    expect(Object.fromEntries(machines)).toEqual({ master: 3, worker: 1, infra: 1 });
    // The same content under another name.
    expect(reboots(cluster)).toEqual([0, 0]);
  });

  it('leaves a node in two custom pools alone, with no more than an error in its log', () => {
    const cluster = new Cluster(SHAPE);
    const [node = ''] = cluster.nodes('worker');
    for (const pool of ['infra', 'storage']) furtherPool(pool, [node], { from: 0 })(cluster);
    cluster.advance(60);
    add(cluster, '99-a', { kernelArguments: ['a'] });
    cluster.advance(HOUR);
    expect(cluster.machines.get(node)?.reboots).toBe(0);
    expect(worker(cluster).status?.machineCount).toBe(1);
    expect(cluster.log.some(({ message }) => message.includes(`${node} belongs to 2 custom roles`))).toBe(
      true,
    );
  });

  it('takes the API of a single node away while it reboots', () => {
    const cluster = new Cluster({ tee: 'snp', gpu: 'none', topology: 'single-node' });
    add(cluster, '99-a', { kernelArguments: ['a'] }, 'master');
    let away = 0;
    for (let second = 0; second < HOUR; second++) {
      cluster.advance(1);
      if (cluster.availability.up) continue;
      away++;
      expect(() => cluster.api.read('/api/v1/nodes')).toThrow('connection refused');
    }
    expect(away).toBeGreaterThan(400);
    expect(Object.values(cluster.reboots())).toEqual([1]);
    expect(cluster.store.list(NODES)[0]?.spec.unschedulable).toBeUndefined();
  });
});
