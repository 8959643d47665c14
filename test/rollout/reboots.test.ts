import { describe, expect, it } from 'vitest';
import { rebootBudget } from '../../rollout/reboots.ts';
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
    expect(rebootBudget(shape, 'info')).toMatchObject({ usual, worst });
    expect(rebootBudget(shape, 'debug')).toMatchObject({ usual, worst: worst + 1 });
  });

  it('are of the nodes that run Kata alone, one after the other', () => {
    const nodesOf = (topology: 'multi-node' | 'compact' | 'single-node') =>
      rebootBudget({ tee: 'tdx', gpu: 'none', topology }).nodes;
    expect(nodesOf('multi-node')).toBe('every node of pool kata-oc, one at a time');
    expect(nodesOf('compact')).toBe('every control plane node, one at a time');
    expect(nodesOf('single-node')).toBe('every control plane node, one at a time');
  });
});
