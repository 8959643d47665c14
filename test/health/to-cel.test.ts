import { describe, expect, it } from 'vitest';
import type { Expr, HealthRules, HealthStatus } from '../../rollout/health/rules.ts';
import { SGX_DEVICE_PLUGIN } from '../../rollout/health/sgx-device-plugin.ts';
import { toCel } from '../../rollout/health/to-cel.ts';
import { evaluate, fluxStatus } from './support/flux.ts';

/** Rules of these statuses, in this order, all of the same condition. */
function rulesOf(
  statuses: readonly HealthStatus[],
  when: Expr = { eq: [['status', 'on'], true] },
): HealthRules {
  return {
    rules: statuses.map((status) => ({ status, when, message: [status] })),
    otherwise: { status: 'Progressing', message: [''] },
  };
}

describe('CEL expressions', () => {
  it('can be read', () => {
    expect(toCel(SGX_DEVICE_PLUGIN.health)).toEqual({
      current:
        'type(status.?desiredNumberScheduled.orValue(null)) in [int, double] && status.desiredNumberScheduled > 0 &&\n' +
        'type(status.?numberReady.orValue(null)) in [int, double, string] && ' +
        'status.numberReady == status.?desiredNumberScheduled.orValue(null)',
    });
  });

  it('leave out what no rule says', () => {
    const on = 'status.?on.orValue(null) == true';
    expect(toCel(rulesOf(['Healthy', 'Progressing']))).toEqual({ current: on });
    expect(toCel(rulesOf(['Degraded', 'Healthy']))).toEqual({ failed: on, current: on });
    expect(toCel(rulesOf(['Progressing', 'Degraded', 'Degraded', 'Healthy']))).toEqual({
      inProgress: on,
      failed: `${on} ||\n${on}`,
      current: on,
    });
  });

  it.each<{ order: HealthStatus[] }>([
    { order: [] },
    { order: ['Degraded'] },
    { order: ['Healthy', 'Degraded'] },
    { order: ['Degraded', 'Progressing', 'Healthy'] },
    { order: ['Healthy', 'Progressing', 'Healthy'] },
  ])('are refused for rules in an order that Flux does not ask in: $order', ({ order }) => {
    expect(() => toCel(rulesOf(order))).toThrow(
      `Flux asks what is in progress, failed and current, in this order. The rules are: ${order.join(', ')}`,
    );
  });

  it('hold texts with quotes', () => {
    const text = `it's a \\ "quote"`;
    const { current } = toCel(rulesOf(['Healthy'], { eq: [['status', 'text'], text] }));
    expect(evaluate(current, { status: { text } })).toBe(true);
  });

  it('do not hold a field whose name CEL cannot write', () => {
    expect(() => toCel(rulesOf(['Healthy'], { present: ['metadata', 'labels', 'a/b'] }))).toThrow(
      'Flux cannot be asked for ["metadata","labels","a/b"]',
    );
  });

  it('wait for an object without a status', () => {
    expect(fluxStatus(toCel(rulesOf(['Degraded', 'Healthy'])), { metadata: { generation: 1 } })).toBe(
      'Unknown',
    );
  });
});
