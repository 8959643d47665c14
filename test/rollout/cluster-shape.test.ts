import { describe, expect, it } from 'vitest';
import { isConverged, kataPool } from '../../rollout/cluster-shape.ts';

describe('the pool whose nodes run Kata', () => {
  it.each([
    ['multi-node', false, 'kata-oc'],
    // The document says kata-oc for every cluster of several nodes; on a compact one no pool would select that.
    ['compact', true, 'master'],
    ['single-node', true, 'master'],
  ] as const)('of a %s cluster: converged %s, pool %s', (topology, converged, pool) => {
    expect(isConverged({ topology })).toBe(converged);
    expect(kataPool({ topology })).toBe(pool);
  });
});
