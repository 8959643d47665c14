import { describe, expect, it } from 'vitest';
import { healthCheckExpr, poolCurrentWith } from '../../rollout/health/flux.ts';
import { KATA_CONFIG } from '../../rollout/health/kata-config.ts';
import { machineConfigPool } from '../../rollout/health/machine-config-pool.ts';
import { toCel } from '../../rollout/health/to-cel.ts';
import { toLua } from '../../rollout/health/to-lua.ts';
import { fluxStatus } from './support/flux.ts';
import { judgeWithWasmoon } from './support/lua.ts';
import { RECORDED } from './support/recorded.ts';

/** A pool whose nodes run 00-worker, 50-enable-sandboxed-containers-extension and 99-enable-intel-tdx. */
const UPDATED = RECORDED.find(({ name }) => name === 'MachineConfigPool/updated')?.object ?? {};

describe('the health checks for Flux', () => {
  it('are the expressions with the API of the kind', () => {
    expect(healthCheckExpr(KATA_CONFIG)).toEqual({
      apiVersion: 'kataconfiguration.openshift.io/v1',
      kind: 'KataConfig',
      ...toCel(KATA_CONFIG.health),
    });
  });

  it.each([
    { required: [], status: 'Current', health: 'Healthy' },
    { required: ['99-enable-intel-tdx'], status: 'Current', health: 'Healthy' },
    {
      required: ['50-enable-sandboxed-containers-extension', '99-enable-intel-tdx'],
      status: 'Current',
      health: 'Healthy',
    },
    { required: ['100-iommu-kernel-args'], status: 'InProgress', health: 'Progressing' },
    {
      required: ['99-enable-intel-tdx', '100-iommu-kernel-args'],
      status: 'InProgress',
      health: 'Progressing',
    },
  ])('wait until a pool runs $required: $status', async ({ required, status, health }) => {
    expect(fluxStatus(poolCurrentWith(required), UPDATED)).toBe(status);
    const lua = toLua(machineConfigPool(required).health);
    expect(await judgeWithWasmoon([{ lua, object: UPDATED }])).toMatchObject([{ status: health }]);
  });

  it('fail for a degraded pool, whatever it runs', () => {
    const degraded = RECORDED.find(({ name }) => name === 'MachineConfigPool/node-degraded')?.object ?? {};
    expect(fluxStatus(poolCurrentWith(['99-enable-intel-tdx']), degraded)).toBe('Failed');
  });
});
