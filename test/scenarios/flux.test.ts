import { afterAll, describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { rebootBudget } from '../../rollout/reboots.ts';
import { Cluster } from '../simulator/cluster.ts';
import { apiOutage, failingNode, kbsThatAllows, pausedPool } from '../simulator/failures.ts';
import { isTrue } from '../simulator/object.ts';
import { Oracle } from '../simulator/oracle.ts';
import { JOBS, PODS } from '../simulator/resources.ts';
import { allowInitdataOf } from '../simulator/rollout.ts';
import { kataNodeCount, renderShape } from '../simulator/shapes.ts';
import { applicationOf } from '../simulator/sync-engine/application.ts';
import { syncFlux } from '../simulator/sync-engine/flux.ts';
import { GateDriver } from '../sync-hook/support/gate-driver.ts';
import { fluxOf } from './support/flux-kustomizations.ts';
import { RealGates } from './support/real-gates.ts';
import { EVERY_SHAPE, hasPython, NEEDS_PYTHON, rebootsOf } from './support/scenario.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

/** What Flux finds in Git for a cluster, and the gate program as its Jobs run it: it never gives up. */
function fluxRollout(shape: ClusterShape, seed: number, profile: Readonly<Record<string, string>> = {}) {
  if (driver === undefined) throw new Error('there is no Python');
  const rendered = renderShape(shape, profile);
  const cluster = new Cluster({ ...shape, seed });
  allowInitdataOf(cluster, applicationOf(rendered));
  const gates = new RealGates(driver, rendered.gates.data, true);
  gates.oracle = new Oracle(cluster, applicationOf(rendered), kataNodeCount(shape));
  return { cluster, gates, ...fluxOf(rendered) };
}

describe.skipIf(!hasPython)(
  `a rollout by Flux, with its own health checks and the gate program ${NEEDS_PYTHON}`,
  () => {
    it.each(EVERY_SHAPE)('$name: in order, with the fewest reboots', async ({ shape }) => {
      const rollout = fluxRollout(shape, 21);
      const { cluster, gates } = rollout;
      const result = await syncFlux(rollout);
      expect(result).toMatchObject({ outcome: 'Ready', failures: {} });
      expect(gates.falsePasses).toEqual([]);
      expect(cluster.violations).toEqual([]);
      const { kata, others } = rebootsOf(shape, cluster.reboots());
      expect(Math.max(...kata)).toBeLessThanOrEqual(rebootBudget(shape).worst);
      expect(Math.min(...kata)).toBeGreaterThanOrEqual(1);
      expect(others).toEqual(others.map(() => 0));
      cluster.advance(120);
      expect(cluster.pods().map(({ phase }) => phase)).toEqual(cluster.pods().map(() => 'Running'));
      // Once more: nothing reboots, and every gate that stands for another commit passes.
      const before = cluster.reboots();
      expect((await syncFlux(rollout)).outcome).toBe('Ready');
      cluster.advance(3600);
      expect(cluster.reboots()).toEqual(before);
    });

    it.each([
      ['a pool that is paused for hours', pausedPool('kata-oc', { from: 300, until: 6 * 3600 })],
      [
        'a node that is degraded for hours',
        failingNode('worker-1.example.com', 'disk is full', { from: 0, until: 6 * 3600 }),
      ],
      ['an API that is away', apiOutage({ from: 700, until: 2500 })],
    ])('goes on by itself after %s', async (_what, failure) => {
      const rollout = fluxRollout({ tee: 'tdx', gpu: 'none', topology: 'multi-node' }, 22);
      failure(rollout.cluster);
      const result = await syncFlux(rollout);
      expect(result.outcome).toBe('Ready');
      expect(rollout.gates.falsePasses).toEqual([]);
      expect(rollout.cluster.violations).toEqual([]);
      expect(rebootsOf({ topology: 'multi-node' }, rollout.cluster.reboots()).kata).toEqual([1, 1, 1]);
    });

    it.each([
      ['several nodes', { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' }],
      ['a single node', { tee: 'tdx', gpu: 'none', topology: 'single-node' }],
    ] as const)(
      'of %s starts workloads once attestation and its refusal are verified',
      async (_name, shape) => {
        const rollout = fluxRollout(shape, 23, { verification: '{}' });
        const { cluster, gates } = rollout;
        expect(await syncFlux(rollout)).toMatchObject({ outcome: 'Ready', failures: {} });
        expect(gates.falsePasses).toEqual([]);
        expect(cluster.violations).toEqual([]);
        const jobs = cluster.store.list(JOBS, 'coco-verification');
        expect(jobs.map((job) => isTrue(job, 'Complete'))).toEqual(jobs.map(() => true));
        expect(jobs).toHaveLength(shape.gpu === 'nvidia' ? 3 : 2);
        const before = cluster.store.list(PODS).map(({ metadata }) => metadata.uid);
        expect((await syncFlux(rollout)).outcome).toBe('Ready');
        cluster.advance(3600);
        expect(cluster.store.list(PODS).map(({ metadata }) => metadata.uid)).toEqual(before);
      },
    );

    it.each([
      ['refuses', false, 'attestation', '77-gate-attestation-verified'],
      ['releases to other initdata', true, 'refusal', '79-gate-refusal-verified'],
    ] as const)(
      'stops where the KBS %s, and goes on when a person has mended that',
      async (_what, all, verifies, folder) => {
        const rollout = fluxRollout({ tee: 'tdx', gpu: 'none', topology: 'single-node' }, 24, {
          verification: '{}',
        });
        const { cluster, gates } = rollout;
        kbsThatAllows(all, { until: 9 * 3600 })(cluster);
        const failing = await syncFlux(rollout, 8);
        expect(failing.outcome).toBe('unfinished');
        expect(Object.keys(failing.failures)).toEqual([
          expect.stringMatching(`^coco-p-${folder.slice(0, 2)}-gate-`),
        ]);
        const job = cluster.store
          .list(JOBS, 'coco-verification')
          .find(({ metadata }) => metadata.name.startsWith(`verify-${verifies}-`));
        expect(isTrue(job, 'Failed')).toBe(true);
        expect(cluster.store.list(PODS, 'confidential-workloads')).toEqual([]);
        cluster.advance(2 * 3600);
        for (const job of cluster.store.list(JOBS, 'coco-verification'))
          if (isTrue(job, 'Failed')) cluster.store.delete(JOBS, job.metadata.name, 'coco-verification');
        expect((await syncFlux(rollout)).outcome).toBe('Ready');
        expect(gates.falsePasses).toEqual([]);
        expect(cluster.store.list(PODS, 'confidential-workloads')).toHaveLength(1);
      },
    );
  },
);
