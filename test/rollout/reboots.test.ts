import { describe, expect, it } from 'vitest';
import { type RebootCluster, rebootBudget, rebootCauses, removalReboots } from '../../rollout/reboots.ts';
import { SHAPES, shapeName } from '../support/shapes.ts';

/** Reboots of a node from nothing to the end state: usually, and in the worst case. */
const REBOOTS: Readonly<Record<string, readonly [usual: number, worst: number]>> = {
  'tdx none multi-node': [1, 1],
  'tdx none compact': [1, 2],
  'tdx none single-node': [1, 2],
  'tdx nvidia multi-node': [1, 1],
  'tdx nvidia compact': [1, 2],
  'tdx nvidia single-node': [1, 2],
  'snp none multi-node': [1, 1],
  'snp none compact': [1, 1],
  'snp none single-node': [1, 1],
  'snp nvidia multi-node': [1, 1],
  'snp nvidia compact': [1, 2],
  'snp nvidia single-node': [1, 2],
};

describe('the reboots of a node in the first rollout', () => {
  it.each(SHAPES)('of $tee, gpu $gpu, $topology', (shape) => {
    const { usual, worst } = rebootBudget(shape);
    expect([usual, worst]).toEqual(REBOOTS[shapeName(shape)]);
  });

  it.each(SHAPES)('may be one more with another log level: $tee, gpu $gpu, $topology', (shape) => {
    const { usual, worst } = rebootBudget(shape);
    const withLevel = (logLevel: string) =>
      rebootBudget({ ...shape, sandboxedContainers: { kataConfig: { logLevel } } });
    expect(withLevel('info')).toMatchObject({ usual, worst });
    expect(withLevel('debug')).toMatchObject({ usual, worst: worst + 1 });
  });

  it.each(SHAPES.filter(({ tee, gpu }) => tee === 'snp' && gpu === 'nvidia'))(
    'are those without GPUs where their kernel arguments are left out: $topology',
    (shape) => {
      const nodes = { iommuKernelArguments: false };
      expect(rebootBudget({ ...shape, nodes })).toEqual(rebootBudget({ ...shape, gpu: 'none' }));
    },
  );

  it('are none where the operator makes no MachineConfig', () => {
    const shape = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
    const sandboxedContainers = { deploymentMode: 'DaemonSet' };
    expect(rebootBudget({ ...shape, sandboxedContainers })).toMatchObject({ usual: 0, worst: 0 });
  });

  it('are of the nodes that run Kata alone, one after the other', () => {
    const nodesOf = (topology: 'multi-node' | 'compact' | 'single-node') =>
      rebootBudget({ tee: 'tdx', gpu: 'none', topology }).nodes;
    expect(nodesOf('multi-node')).toBe('every node of pool kata-oc, one at a time');
    expect(nodesOf('compact')).toBe('every control plane node, one at a time');
    expect(nodesOf('single-node')).toBe('every control plane node, one at a time');
  });
});

describe('the causes of reboots', () => {
  const whens = (cluster: RebootCluster) => rebootCauses(cluster).map(({ when }) => when);
  const multiNode = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;

  it.each(SHAPES)('are each there once, with nodes and a number: $tee, gpu $gpu, $topology', (shape) => {
    const causes = rebootCauses(shape);
    expect(new Set(whens(shape)).size).toBe(causes.length);
    for (const { nodes, times } of causes) {
      expect(nodes).toMatch(/^(every|those)/);
      expect(times).toMatch(/^(once|twice)/);
    }
    // What a node of another pool has to fear from this repository: nothing but an update of OpenShift.
    const other = shape.topology === 'multi-node' ? /kata-oc|every node of every pool/ : /master|every pool/;
    expect(causes.filter(({ nodes }) => !other.test(nodes))).toEqual([]);
  });

  it('are of MachineConfigs only where there are some', () => {
    const ours = (cluster: RebootCluster) =>
      whens(cluster).some((when) => when.includes('MachineConfig of these'));
    for (const shape of SHAPES) expect(ours(shape)).toBe(shape.tee === 'tdx' || shape.gpu === 'nvidia');
    const without = { nodes: { iommuKernelArguments: false } };
    expect(ours({ tee: 'snp', gpu: 'nvidia', topology: 'compact', ...without })).toBe(false);
    expect(ours({ tee: 'tdx', gpu: 'nvidia', topology: 'compact', ...without })).toBe(true);
  });

  it('are labels and selectors only where they decide who is in the pool', () => {
    const moves = (cluster: RebootCluster) =>
      whens(cluster).filter((when) => /selector|labels of/.test(when));
    expect(moves(multiNode)).toHaveLength(2);
    const kataConfig = { checkNodeEligibility: false };
    expect(moves({ ...multiNode, sandboxedContainers: { kataConfig } })).toHaveLength(1);
    expect(moves({ ...multiNode, topology: 'compact' })).toEqual([]);
  });

  it('say by itself only of an operator that updates itself', () => {
    const operator = (approval: 'Automatic' | 'Manual') =>
      whens({ ...multiNode, operators: { sandboxedContainers: { approval } } }).find((when) =>
        when.includes('sandboxed containers operator'),
      );
    expect(operator('Automatic')).toMatch(/by itself$/);
    expect(operator('Manual')).toMatch(/when the profile names it$/);
    expect(whens(multiNode)).toContain(operator('Automatic'));
  });

  it('name a removal as often as the runbook does', () => {
    for (const shape of SHAPES) {
      const removal = rebootCauses(shape).find(({ when }) => when === 'KataConfig is removed');
      expect(removal?.times).toBe(removalReboots(shape));
    }
  });
});
