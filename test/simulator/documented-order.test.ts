import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { Cluster } from './cluster.ts';
import { Oracle } from './oracle.ts';
import { KATA_CONFIGS, POOLS, RUNTIME_CLASSES } from './resources.ts';
import { kataNodeCount, nameOf, renderShape, SHAPES } from './shapes.ts';
import { applicationOf } from './sync-engine/application.ts';
import { documentedSteps, followDocument } from './sync-engine/documented.ts';

function follow(shape: ClusterShape) {
  const cluster = new Cluster(shape);
  const rendered = renderShape(shape);
  const oracle = new Oracle(cluster, applicationOf(rendered), kataNodeCount(shape));
  const result = followDocument(
    cluster,
    documentedSteps(cluster, rendered, (code) => oracle.holds(code)),
  );
  return { cluster, result };
}

/** Reboots of each Kata node, and of each other worker, in the order of the document. */
const REBOOTS: Readonly<Record<string, number>> = {
  'multi-node snp': 1,
  'multi-node snp with GPUs': 2,
  'compact tdx': 2,
  'single-node tdx': 2,
  'compact tdx with GPUs': 3,
  'single-node tdx with GPUs': 3,
  'compact snp': 1,
  'single-node snp': 1,
  'compact snp with GPUs': 2,
  'single-node snp with GPUs': 2,
};

const isDeadlocked = ({ tee, topology }: ClusterShape) => tee === 'tdx' && topology === 'multi-node';

describe('the order of the document', () => {
  it.each(SHAPES.filter(isDeadlocked).map((shape) => ({ name: nameOf(shape), shape })))(
    '$name never gets on with KataConfig: no status, no finalizer, no pool',
    ({ shape }) => {
      const { cluster, result } = follow(shape);
      expect(result.stuckAt).toBe('3.5 KataConfig');
      const [kata] = cluster.store.list(KATA_CONFIGS);
      expect(kata?.status).toBeUndefined();
      expect(kata?.metadata.finalizers).toBeUndefined();
      expect(cluster.store.list(POOLS).map(({ metadata }) => metadata.name)).toEqual(['master', 'worker']);
      expect(cluster.store.list(RUNTIME_CLASSES)).toEqual([]);
      expect(cluster.log.map(({ message }) => message)).toContain('error: no TEE platform labels found');
      expect(Object.values(cluster.reboots())).toEqual([0, 0, 0, 0, 0, 0]);
    },
  );

  it.each(SHAPES.filter((shape) => !isDeadlocked(shape)).map((shape) => ({ name: nameOf(shape), shape })))(
    '$name comes to its end, with the reboots that it costs',
    ({ shape }) => {
      const { cluster, result } = follow(shape);
      expect(result.stuckAt).toBeUndefined();
      const wanted = REBOOTS[nameOf(shape)];
      const workers = Object.entries(cluster.reboots()).filter(
        ([name]) => shape.topology !== 'multi-node' || name.startsWith('worker-'),
      );
      expect(workers.map(([, count]) => count)).toEqual(workers.map(() => wanted));
      expect(cluster.store.get(RUNTIME_CLASSES, 'kata-cc')?.handler).toBe(`kata-${shape.tee}`);
    },
  );
});
