import { describe, expect, it } from 'vitest';
import {
  apiOutage,
  cordonedNode,
  downCatalog,
  downWebhook,
  type Failure,
  failedCsv,
  failingNode,
  gpusNotConfidential,
  notReadyNode,
  oddHardware,
  pausedPool,
} from './failures.ts';
import type { GateRunner } from './gate-runner.ts';
import { INSTALL_PLANS, PODS } from './resources.ts';
import { rolloutOf } from './rollout.ts';

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const GPU = { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' } as const;
const HOUR = 3600;
const LONG = { from: 0, until: 4 * HOUR };

/** Failures that pass, and the gate at which the rollout waits meanwhile. */
const PASSING: readonly [what: string, failure: Failure, gate: string][] = [
  ['a webhook that does not answer', downWebhook(LONG), 'G0'],
  ['a ClusterServiceVersion that fails', failedCsv('nfd', 'no image', LONG), 'G0'],
  ['a paused pool', pausedPool('worker', LONG), ''],
  [
    'a node that cannot apply its configuration',
    failingNode('worker-1.example.com', 'disk is full', LONG),
    'G2',
  ],
  ['a cordoned node', cordonedNode('worker-1.example.com', LONG), 'G2'],
  ['a node that is not ready', notReadyNode('worker-1.example.com', LONG), 'G1'],
  ['an API that is away before the rollout', apiOutage({ from: 1, until: 4 * HOUR }), ''],
  ['an API that is away during the roll', apiOutage({ from: 900, until: 4 * HOUR }), 'G2'],
];

describe('a rollout gets over', () => {
  it.each(PASSING)('%s', async (_what, failure, gate) => {
    const { cluster, argo, objects } = rolloutOf(TDX, { failures: [failure] });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(cluster.violations).toEqual([]);
    expect(cluster.nodes('kata-oc').map((name) => cluster.machines.get(name)?.reboots)).toEqual([1, 1, 1]);
    const over = result.gates.filter(({ startedAt, endedAt }) => startedAt < 4 * HOUR && endedAt >= 4 * HOUR);
    expect(over.map(({ code }) => code)).toEqual(gate === '' ? [] : [gate]);
  });

  it('GPUs that get into confidential mode late', async () => {
    const { argo, objects } = rolloutOf(GPU, { failures: [gpusNotConfidential(LONG)] });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.gates.find(({ endedAt }) => endedAt > 4 * HOUR)?.code).toBe('G4');
  });

  it('a catalog that is away, which fails operations until it is back', async () => {
    const { argo, objects } = rolloutOf(TDX, { failures: [downCatalog({ from: 0, until: 600 })] });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts.length).toBeGreaterThan(1);
    expect(result.attempts[0]?.failure).toMatch(/Subscription .* is Degraded/);
  });
});

describe('a rollout waits for ever', () => {
  it('at the TEE of a node whose firmware has it off', async () => {
    const { cluster, argo, objects } = rolloutOf(TDX, {
      failures: [oddHardware('worker-2.example.com', { tdx: false })],
    });
    const result = await argo.sync(() => objects, 12);
    expect(result).toMatchObject({ outcome: 'unfinished' });
    expect(result.gates.at(-1)).toMatchObject({ code: 'G3', outcome: 'unfinished' });
    expect(cluster.store.list(PODS)).toEqual([]);
  });

  it('at a pool that stays paused', async () => {
    const { argo, objects } = rolloutOf(
      { ...TDX, topology: 'compact' },
      { failures: [pausedPool('master', { from: 0 })] },
    );
    const result = await argo.sync(() => objects, 12);
    expect(result.gates.at(-1)).toMatchObject({ code: 'G2', outcome: 'unfinished' });
  });

  it('at attestation services whose Secrets nobody has made', async () => {
    const { argo, objects } = rolloutOf(TDX, { secrets: [] });
    const result = await argo.sync(() => objects, 12);
    expect(result.outcome).toBe('unfinished');
    expect(result.waves.has(20)).toBe(true);
    expect(result.waves.has(30)).toBe(false);
  });

  it('at an InstallPlan that nobody approves, until somebody does', async () => {
    const profile = { operators: '{ sandboxedContainers: { approval: Manual } }' };
    const { cluster, argo, objects } = rolloutOf(TDX, { profile });
    expect((await argo.sync(() => objects, 6)).outcome).toBe('unfinished');
    const [plan] = cluster.store.list(INSTALL_PLANS).filter(({ spec }) => !spec.approved);
    expect(plan?.spec.clusterServiceVersionNames).toEqual(['sandboxed-containers-operator.v1.12.0']);
    cluster.api.patch(
      `/apis/operators.coreos.com/v1alpha1/namespaces/${plan?.metadata.namespace}/installplans/${plan?.metadata.name}`,
      { spec: { approved: true } },
    );
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
  });
});

describe('the pod of a gate', () => {
  const SNO = { ...TDX, topology: 'single-node' } as const;

  it('is lost in the reboot of its node, and another one takes over', async () => {
    const { argo, objects } = rolloutOf(SNO);
    const result = await argo.sync(() => objects);
    const [gate] = result.gates.filter(({ code }) => code === 'G2');
    expect(gate).toMatchObject({ killed: 1, outcome: 'succeeded', exitCode: 0 });
    expect(result.attempts).toHaveLength(1);
  });

  it('finds everything as it should be when an outage costs the operation, and the whole sync runs again', async () => {
    const { cluster, argo, objects } = rolloutOf(SNO, { losesOperation: true });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts.map(({ failure }) => failure?.split(':')[0])).toEqual([
      'ComparisonError',
      undefined,
    ]);
    expect(Object.values(cluster.reboots())).toEqual([1]);
  });

  it.each([1, 42])(
    'fails the operation with exit status %i, and the whole sync runs again',
    async (status) => {
      const codes: string[] = [];
      const gates: GateRunner = {
        async run(code, io) {
          codes.push(code);
          if (codes.filter((seen) => seen === 'G1').length === 1 && code === 'G1') return status;
          for (;;)
            if (oracle.holds(code)) return 0;
            else if ('kill' in io.sleep(10)) return 0;
        },
      };
      const { argo, objects, oracle } = rolloutOf(TDX, { gates });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      expect(result.attempts[0]?.failure).toBe(`gate G1 failed with ${status}`);
      expect(codes.slice(0, 4)).toEqual(['G0', 'G1', 'G0', 'G1']);
    },
  );

  it('is replaced after an exit status that its Job does not call final', async () => {
    let crashes = 0;
    const gates: GateRunner = {
      async run(code, io) {
        if (code === 'G0' && crashes++ < 3) return 137;
        for (;;)
          if (oracle.holds(code)) return 0;
          else if ('kill' in io.sleep(10)) return 0;
      },
    };
    const { argo, objects, oracle } = rolloutOf(TDX, { gates });
    const result = await argo.sync(() => objects);
    expect(result.attempts).toHaveLength(1);
    expect(crashes).toBe(4);
  });
});
