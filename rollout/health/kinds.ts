import { CLUSTER_POLICY } from './cluster-policy.ts';
import { CLUSTER_SERVICE_VERSION } from './cluster-service-version.ts';
import { KATA_CONFIG } from './kata-config.ts';
import { machineConfigPool } from './machine-config-pool.ts';
import { NODE_FEATURE_DISCOVERY } from './node-feature-discovery.ts';
import type { HealthRules, KindHealth } from './rules.ts';
import { SGX_DEVICE_PLUGIN } from './sgx-device-plugin.ts';
import { SUBSCRIPTION } from './subscription.ts';

/** The kinds of a rollout that Argo CD holds for healthy as soon as they exist, and one that it holds up for ever. */
export const HEALTH_KINDS: readonly KindHealth[] = [
  SGX_DEVICE_PLUGIN,
  KATA_CONFIG,
  machineConfigPool(),
  NODE_FEATURE_DISCOVERY,
  CLUSTER_POLICY,
  CLUSTER_SERVICE_VERSION,
  SUBSCRIPTION,
];

/** API group of a kind. */
export function groupOf({ apiVersion }: Pick<KindHealth, 'apiVersion'>): string {
  return apiVersion.slice(0, apiVersion.indexOf('/'));
}

/** The rules by `group/Kind`, as the gate program reads them. */
export function healthRulesByKind(): Record<string, HealthRules> {
  return Object.fromEntries(HEALTH_KINDS.map((kind) => [`${groupOf(kind)}/${kind.kind}`, kind.health]));
}
