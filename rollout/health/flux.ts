import { machineConfigPool } from './machine-config-pool.ts';
import type { KindHealth } from './rules.ts';
import { type CelHealth, toCel } from './to-cel.ts';

/** An entry of `spec.healthCheckExprs` of a Flux Kustomization, which may have one for each group and kind. */
export interface HealthCheckExpr extends CelHealth {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The health of a kind for Flux. Without it, a kind without the usual conditions is current as soon as it exists. */
export function healthCheckExpr({ apiVersion, kind, health }: KindHealth): HealthCheckExpr {
  return { apiVersion, kind, ...toCel(health) };
}

/**
 * The health of MachineConfigPools whose nodes have to run a configuration that is made of these MachineConfigs. Without
 * the names a pool would be current in the seconds before it hears of them.
 */
export function poolCurrentWith(machineConfigs: readonly string[]): HealthCheckExpr {
  return healthCheckExpr(machineConfigPool(machineConfigs));
}
