import { describe, expect, it } from 'vitest';
import { withMachineConfigs } from '../simulator/edited.ts';
import {
  apiOutage,
  cordonedNode,
  downCatalog,
  downWebhook,
  failedCsv,
  failingNode,
  furtherPool,
  gpusNotConfidential,
  labelledNode,
  notReadyNode,
  oddHardware,
  pausedPool,
  unrenderable,
} from '../simulator/failures.ts';
import type { KubeObject } from '../simulator/object.ts';
import { CONFIG_MAPS, RUNTIME_CLASSES } from '../simulator/resources.ts';
import type { RolloutProps } from '../simulator/rollout.ts';
import { hasPython, NEEDS_PYTHON, rebootsOf, type Scenario, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const GPU = { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' } as const;
const COMPACT = { ...TDX, topology: 'compact' } as const;
const SNO = { ...TDX, topology: 'single-node' } as const;
const HOUR = 3600;
const NODE = 'worker-1.example.com';
/** Begins when the operators are there, and passes. */
const A_WHILE = { from: 130, until: 5 * HOUR };

interface Row {
  readonly what: string;
  readonly shape: typeof TDX | typeof GPU | typeof COMPACT | typeof SNO;
  readonly props: RolloutProps;
  /** The gate that speaks of it, and words of what it says. */
  readonly gate: string;
  readonly says: readonly string[];
}

/** What passes: the gate waits, gives up after its patience, and the sync that is tried again goes on from there. */
const PASSING: readonly Row[] = [
  {
    what: 'a pool that is paused',
    shape: COMPACT,
    props: { failures: [pausedPool('master', A_WHILE)] },
    gate: 'G0',
    says: ['at most 60 min', 'paused: master', 'oc patch mcp'],
  },
  {
    what: 'a node that is degraded',
    shape: TDX,
    props: { failures: [failingNode(NODE, 'disk is full', A_WHILE)] },
    gate: 'G2',
    says: ['at most 15 min', 'disk is full', 'gives up', 'oc describe mcp'],
  },
  {
    what: 'a node that an administrator cordoned',
    shape: TDX,
    props: { failures: [cordonedNode(NODE, { ...A_WHILE, from: 300 })] },
    gate: 'G2',
    says: [NODE, 'cordoned', 'oc adm uncordon', 'gives up'],
  },
  {
    what: 'a node that is not ready',
    shape: TDX,
    props: { failures: [notReadyNode(NODE, { ...A_WHILE, from: 300 })] },
    gate: 'G2',
    says: [NODE, 'Ready', 'gives up'],
  },
  {
    what: 'a configuration that cannot be rendered',
    shape: TDX,
    props: { failures: [unrenderable('worker', { ...A_WHILE, from: 100 })] },
    gate: 'G0',
    says: ['at most 15 min', 'MachineConfigPool worker is degraded', 'gives up', 'a commit'],
  },
  {
    what: 'an operator that does not install',
    shape: TDX,
    props: { failures: [failedCsv('nfd', 'no image', { from: 0, until: 5 * HOUR })] },
    gate: 'G0',
    says: ['nfd.v4.21.0', 'no image', 'gives up', 'oc get subscriptions'],
  },
  {
    what: 'a webhook that does not answer',
    shape: TDX,
    props: { failures: [downWebhook({ from: 0, until: 5 * HOUR })] },
    gate: 'G0',
    says: ['webhook', 'no ready endpoint', 'gives up'],
  },
  {
    what: 'GPUs that do not get into confidential mode',
    shape: GPU,
    props: { failures: [gpusNotConfidential({ from: 0, until: 5 * HOUR })] },
    gate: 'G4',
    says: ['cc.ready.state', 'gives up'],
  },
];

/** What does not pass: the sync ends, again and again, each time with words that help, and no workload comes. */
const LASTING: readonly (Row & { readonly exit: 1 | 42 })[] = [
  {
    what: 'an OpenShift that is too old',
    shape: TDX,
    props: { openshift: '4.20.2' },
    gate: 'G0',
    says: ['4.20.2', '4.20.18'],
    exit: 42,
  },
  {
    what: 'a node with two TEEs',
    shape: TDX,
    props: {
      failures: [labelledNode(NODE, { 'amd.feature.node.kubernetes.io/snp': 'true' }, { from: 130 })],
    },
    gate: 'G1',
    says: [NODE, 'amd.feature.node.kubernetes.io/snp'],
    exit: 42,
  },
  {
    what: 'a TEE that the firmware has off',
    shape: TDX,
    props: { failures: [oddHardware('worker-2.example.com', { tdx: false })] },
    gate: 'G3',
    says: ['worker-2.example.com', 'kvm_intel.tdx', 'firmware'],
    exit: 1,
  },
  {
    what: 'a third pool on a single node',
    shape: SNO,
    props: { failures: [furtherPool('infra', [], { from: 0 })] },
    gate: 'G0',
    says: ['further MachineConfigPools: infra'],
    exit: 42,
  },
  {
    what: 'control plane nodes that KataConfig selects',
    shape: TDX,
    props: { schedulableControlPlane: true },
    gate: 'G0',
    says: ['control-plane-0.example.com', 'nodes.selector'],
    exit: 42,
  },
  {
    what: 'a node that another custom pool has',
    shape: TDX,
    props: { failures: [furtherPool('infra', [NODE], { from: 0 })] },
    gate: 'G0',
    says: [`${NODE} in infra`],
    exit: 42,
  },
  {
    what: 'fewer nodes than are expected',
    shape: TDX,
    props: { workers: 2 },
    gate: 'G1',
    says: ['2 of 3 nodes', 'runtime.kata'],
    exit: 1,
  },
];

const rows = <T extends Row>(all: readonly T[]) => all.map((row) => [row.what, row] as const);

describe.skipIf(!hasPython)(`the gate program and what goes wrong ${NEEDS_PYTHON}`, () => {
  it.each(rows(PASSING))(
    '%s holds the rollout up, with words that help, until it passes',
    async (_what, row) => {
      const { cluster, argo, objects, gates } = scenario(row.shape, { seed: 3, ...row.props });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      expect(cluster.clock.elapsed).toBeGreaterThan(5 * HOUR);
      expect(result.attempts[0]?.failure).toBe(`gate ${row.gate} failed with 1`);
      const log = result.gates
        .find(({ code, exitCode }) => code === row.gate && exitCode === 1)
        ?.log.join('\n');
      for (const words of row.says) expect(log).toContain(words);
      expect(gates.falsePasses).toEqual([]);
      expect(cluster.violations).toEqual([]);
      expect(Math.max(...rebootsOf(row.shape, cluster.reboots()).kata)).toBe(1);
    },
  );

  it.each(rows(LASTING))('%s ends every sync, with words that help', async (_what, row) => {
    const { cluster, argo, objects, gates } = scenario(row.shape, { seed: 3, ...row.props });
    const result = await argo.sync(() => objects, 8);
    expect(result.outcome).toBe('unfinished');
    const failures = result.attempts.flatMap(({ failure }) => failure ?? []);
    expect(failures.length).toBeGreaterThan(5);
    expect(new Set(failures.slice(0, -1))).toEqual(new Set([`gate ${row.gate} failed with ${row.exit}`]));
    const last = result.gates.find(({ code, exitCode }) => code === row.gate && exitCode === row.exit)?.log;
    for (const words of row.says) expect(last?.join('\n')).toContain(words);
    expect(last?.at(-1)).toMatch(/seen: .*; since \d{4}-.*; look: .*; help: /);
    expect(gates.falsePasses).toEqual([]);
    expect(cluster.pods()).toEqual([]);
    expect(cluster.violations).toEqual([]);
  });

  it('an API that is away, before, during and after the roll, costs no attempt of a gate', async () => {
    for (const from of [60, 400, 1500, 2600]) {
      const failures = [apiOutage({ from, until: from + 1200 })];
      const { cluster, argo, objects, gates } = scenario(TDX, { seed: 3, failures });
      const result = await argo.sync(() => objects);
      expect(result.outcome).toBe('Succeeded');
      expect(result.gates.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
      expect(gates.falsePasses).toEqual([]);
      expect(cluster.violations).toEqual([]);
    }
  });

  it('a catalog that is away fails the operation, not the rollout', async () => {
    const { argo, objects } = scenario(TDX, { failures: [downCatalog({ from: 0, until: 900 })] });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts[0]?.failure).toMatch(/Subscription .* is Degraded/);
  });

  it('a pod of a gate that its node takes along is replaced, and the operation may be lost as well', async () => {
    const { cluster, argo, objects, gates } = scenario(SNO, { seed: 3, losesOperation: true });
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(result.gates.some(({ killed }) => killed > 0)).toBe(true);
    expect(gates.falsePasses).toEqual([]);
    expect(Object.values(cluster.reboots())).toEqual([1]);
  });

  it('a pool that is paused with nothing to do holds nothing up', async () => {
    const { cluster, argo, objects } = scenario(TDX, { seed: 3 });
    await argo.sync(() => objects);
    cluster.advance(600);
    pausedPool('kata-oc', { from: cluster.clock.elapsed + 1 })(cluster);
    cluster.advance(60);
    const result = await argo.sync(() => objects, 4);
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts).toHaveLength(1);
  });

  it('confidential containers that somebody has enabled before there is a pool are to be disabled first', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 3 });
    const namespace = 'openshift-sandboxed-containers-operator';
    const early = { metadata: { name: 'osc-feature-gates', namespace }, data: { confidential: 'true' } };
    cluster.clock.at(20, () => cluster.store.create(CONFIG_MAPS, early));
    cluster.clock.at(5 * HOUR, () => cluster.store.delete(CONFIG_MAPS, 'osc-feature-gates', namespace));
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(cluster.clock.elapsed).toBeGreaterThan(5 * HOUR);
    expect(result.attempts[0]?.failure).toMatch(/^gate G0 failed with/);
    expect(result.gates[0]?.log.at(-1)).toMatch(/osc-feature-gates.* help: .*delete/);
    expect(gates.falsePasses).toEqual([]);
    expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual([1, 1, 1]);
  });

  it('a runtime class that the operator has not made is asked for, by an annotation of KataConfig', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 3 });
    await argo.sync(() => objects);
    cluster.advance(600);
    await argo.delete(objects.filter(({ kind }) => kind === 'Pod'));
    cluster.store.delete(RUNTIME_CLASSES, 'kata-cc');
    cluster.advance(60);
    expect(patchesOf(gates)).toEqual([]);
    const result = await argo.sync(() => objects, 6);
    expect(result).toMatchObject({ outcome: 'Succeeded', attempts: [{ failure: undefined }] });
    expect(patchesOf(gates)).toEqual([
      'patch /apis/kataconfiguration.openshift.io/v1/kataconfigs/example-kataconfig',
    ]);
    expect(gates.falsePasses).toEqual([]);
  });

  it('a MachineConfig of ours that cannot be rendered is mended by a commit', async () => {
    const { cluster, argo, objects, gates } = scenario(TDX, { seed: 3 });
    await argo.sync(() => objects);
    cluster.advance(600);
    const broken = withMachineConfigs(objects, unreadable);
    const committed = cluster.clock.elapsed + 2 * HOUR;
    const result = await argo.sync(() => (cluster.clock.elapsed < committed ? broken : objects));
    expect(result.outcome).toBe('Succeeded');
    expect(result.attempts[0]?.failure).toBe('gate G2 failed with 1');
    expect(gates.falsePasses).toEqual([]);
    expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual([1, 1, 1]);
  });
});

function unreadable(object: KubeObject): KubeObject {
  return { ...object, spec: { ...(object['spec'] as object), config: { ignition: { version: '9.9.9' } } } };
}

function patchesOf({ requests }: Scenario['gates']): string[] {
  return [...requests.values()].flatMap((all) => [...all].filter((one) => one.startsWith('patch ')));
}
