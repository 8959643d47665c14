import { describe, expect, it } from 'vitest';
import { CSVS, INSTALL_PLANS } from '../simulator/resources.ts';
import { hasPython, NEEDS_PYTHON, scenarios, withOurSubscriptions } from './support/scenario.ts';

const scenario = scenarios();
const SHAPE = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
const PINNED = 'sandboxed-containers-operator.v1.12.0';
const LATER = 'sandboxed-containers-operator.v1.12.1';
const profile = { operators: `{ sandboxedContainers: { approval: Manual, startingCSV: ${PINNED} } }` };
const catalog = { nfd: ['nfd.v4.21.0'], 'sandboxed-containers-operator': [PINNED, LATER] };

describe.skipIf(!hasPython)(`manual approval ${NEEDS_PYTHON}`, () => {
  it('is given by the gate to the pinned version alone, and a later one holds no sync up', async () => {
    const { cluster, argo, objects } = scenario(SHAPE, { profile, catalog, health: withOurSubscriptions });
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
    cluster.advance(3600);
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
    const approved = cluster.store
      .list(INSTALL_PLANS)
      .filter(({ spec }) => spec.approval === 'Manual' && spec.approved);
    expect(approved.map(({ spec }) => spec.clusterServiceVersionNames)).toEqual([[PINNED]]);
    expect(cluster.store.list(CSVS).map(({ metadata }) => metadata.name)).not.toContain(LATER);
  });

  it('is never given where Argo CD has its own check of Subscriptions, which is why the runbook asks for ours', async () => {
    const { argo, objects } = scenario(SHAPE, { profile, catalog });
    const result = await argo.sync(() => objects, 6);
    expect(result.outcome).toBe('unfinished');
    expect(result.gates).toEqual([]);
  });
});
