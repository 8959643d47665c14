import { describe, expect, it } from 'vitest';
import { rebootBudget } from '../../rollout/reboots.ts';
import { hasPython, NEEDS_PYTHON, rebootsOf, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const SHAPES = (['multi-node', 'compact', 'single-node'] as const).map(
  (topology) => ({ tee: 'snp', gpu: 'nvidia', topology }) as const,
);

describe.skipIf(!hasPython)(`a rollout without kernel arguments for the IOMMU ${NEEDS_PYTHON}`, () => {
  it.each(SHAPES)('$topology: no gate waits for a MachineConfig, and nodes reboot once', async (shape) => {
    const expected = shape.topology === 'multi-node' ? 'expected: 3, ' : '';
    const nodes = `{ ${expected}iommuKernelArguments: false }`;
    const { cluster, argo, objects, gates } = scenario(shape, { seed: 12, profile: { nodes } });
    // But for the empty marker, which every pool gets.
    const names = objects.filter(({ kind }) => kind === 'MachineConfig').map(({ metadata }) => metadata.name);
    expect(names.filter((name) => !name.startsWith('99-zz-coco-'))).toEqual([]);
    const result = await argo.sync(() => objects);
    expect(result.outcome).toBe('Succeeded');
    expect(gates.falsePasses).toEqual([]);
    const { kata, others } = rebootsOf(shape, cluster.reboots());
    expect(Math.max(...kata, ...others)).toBe(1);
    expect(rebootBudget({ ...shape, nodes: { iommuKernelArguments: false } })).toMatchObject({
      usual: 1,
      worst: 1,
    });
  });
});
