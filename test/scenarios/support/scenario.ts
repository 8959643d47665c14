import { afterAll } from 'vitest';
import type { ClusterShape } from '../../../rollout/cluster-shape.ts';
import { SUBSCRIPTION } from '../../../rollout/health/subscription.ts';
import { toCel } from '../../../rollout/health/to-cel.ts';
import { fluxStatus } from '../../health/support/flux.ts';
import type { JsonObject } from '../../health/support/recorded.ts';
import type { GateRunner } from '../../simulator/gate-runner.ts';
import type { KubeObject } from '../../simulator/object.ts';
import { type Rollout, type RolloutProps, rolloutOf } from '../../simulator/rollout.ts';
import { nameOf, renderShape, SHAPES } from '../../simulator/shapes.ts';
import { builtInHealth, type Health } from '../../simulator/sync-engine/health.ts';
import { GateDriver, hasPython } from '../../sync-hook/support/gate-driver.ts';
import { RealGates } from './real-gates.ts';

/** For names of tests: without Python there is no gate program. */
export const NEEDS_PYTHON = '(skipped without python3)';
export { hasPython };

export const EVERY_SHAPE = SHAPES.map((shape) => ({ name: nameOf(shape), shape }));

export interface Scenario extends Rollout {
  readonly gates: RealGates;
}

/** Rollouts that the gate program of sync-hook/ holds; one Python process for all of a file. */
export function scenarios(): (
  shape: ClusterShape,
  props?: RolloutProps,
  disturbed?: (gates: GateRunner) => GateRunner,
) => Scenario {
  const driver = hasPython ? new GateDriver() : undefined;
  afterAll(() => driver?.close());
  return (shape, props = {}, disturbed = (gates) => gates) => {
    if (driver === undefined) throw new Error('there is no Python');
    const gates = new RealGates(driver, renderShape(shape, props.profile).gates.data);
    const rollout = rolloutOf(shape, { ...props, gates: disturbed(gates) });
    gates.oracle = rollout.oracle;
    return { ...rollout, gates };
  };
}

/** Reboots of the nodes in the pool that runs Kata, and of all others. */
export function rebootsOf(
  { topology }: Pick<ClusterShape, 'topology'>,
  reboots: Readonly<Record<string, number>>,
): { readonly kata: number[]; readonly others: number[] } {
  const isKata = (name: string) => topology !== 'multi-node' || name.startsWith('worker-');
  const counts = (wanted: boolean) =>
    Object.entries(reboots).flatMap(([name, count]) => (isKata(name) === wanted ? [count] : []));
  return { kata: counts(true), others: counts(false) };
}

/**
 * Health in an Argo CD that has our checks for Subscriptions. They are compiled to Lua for it, and to CEL here: that
 * both say the same is tested with the rules.
 */
export function withOurSubscriptions(object: KubeObject): Health | undefined {
  if (object.kind !== SUBSCRIPTION.kind) return builtInHealth(object);
  const status = fluxStatus(SUBSCRIPTION_HEALTH, object as JsonObject);
  return status === 'Current' ? 'Healthy' : status === 'Failed' ? 'Degraded' : 'Progressing';
}

const SUBSCRIPTION_HEALTH = toCel(SUBSCRIPTION.health);
