import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE_NODE } from '../../rollout/gates/condition.ts';
import { gateDeadline, longestWait } from '../../rollout/gates/longest-wait.ts';
import { gatesOf } from '../../rollout/gates.ts';
import { rebootBudget } from '../../rollout/reboots.ts';
import { CLUSTERS, ofKind } from '../clusters/support/clusters.ts';
import { DATA, dataOf, SHAPES } from '../sync-hook/support/gate-data.ts';

const EVERY = [...SHAPES.map((shape) => dataOf(shape)), ...Object.values(DATA)].map(({ cluster }) => cluster);

describe('the deadline of a gate', () => {
  it('is longer than it may rightly wait, for every cluster and 1 to 250 nodes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVERY), fc.integer({ min: 1, max: 250 }), (cluster, expectedNodes) => {
        const { worst } = rebootBudget({
          ...cluster,
          sandboxedContainers: { kataConfig: { logLevel: 'debug' } },
        });
        for (const { code, conditions } of gatesOf({ ...cluster, expectedNodes })) {
          // Every condition comes true at the last moment, one after the other; of a node that is drained and boots, each.
          const seconds = conditions.map(({ patience }) =>
            patience >= ONE_NODE ? patience * expectedNodes * Math.max(worst, 1) : patience,
          );
          const together =
            Math.max(...seconds) + seconds.filter((one) => one < ONE_NODE).reduce((a, b) => a + b, 0);
          expect(gateDeadline(conditions, expectedNodes), code).toBeGreaterThan(together);
          expect(longestWait(conditions, expectedNodes + 1)).toBeGreaterThanOrEqual(
            longestWait(conditions, expectedNodes),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('counts the nodes for each condition that has the patience of a node', () => {
    const conditions = EVERY.flatMap((cluster) => gatesOf(cluster)).flatMap((gate) => gate.conditions);
    for (const { id, patience, oneByOne } of conditions)
      expect([id, oneByOne]).toEqual([id, patience >= ONE_NODE ? true : undefined]);
    expect(longestWait([{ patience: 60 }, { patience: ONE_NODE, oneByOne: true }], 2)).toBe(
      60 + 6 * ONE_NODE,
    );
    expect(longestWait([{ patience: 60 }], 2)).toBe(60);
  });

  it('is in every Job of Argo CD, and in none of Flux, where a failed one would stay', () => {
    for (const { cluster } of CLUSTERS) {
      const { gates, cluster: described } = cluster.gates.data;
      for (const { step, objects } of cluster.steps) {
        if (step.kind !== 'gate') continue;
        const conditions = gates.find(({ code }) => code === step.code)?.conditions ?? [];
        const [job] = ofKind(objects, 'Job').map((object) => object['spec']);
        expect(job).toMatchObject({
          activeDeadlineSeconds: gateDeadline(conditions, described.expectedNodes),
        });
      }
      const ofFlux = (cluster.flux?.gates ?? []).flatMap(({ objects }) => ofKind(objects, 'Job'));
      expect(ofFlux.length).toBeGreaterThan(4);
      for (const job of ofFlux) {
        expect(job['spec']).not.toHaveProperty('activeDeadlineSeconds');
        expect(job['spec']).not.toHaveProperty('podFailurePolicy');
        expect(job['spec']).toMatchObject({
          backoffLimit: 2147483647,
          template: { spec: { restartPolicy: 'OnFailure' } },
        });
      }
    }
  });
});
