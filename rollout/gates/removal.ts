import { eachNode, type MakeCondition, minutes } from './condition.ts';
import { usesPool } from './gate-cluster.ts';
import { poolsNotDegraded, unpause } from './preflight.ts';

/**
 * Before a removal. The operator itself no longer protects pods of a confidential runtime class once the feature gate
 * is off, and does not begin while it installs or updates (openshift_controller.go `listKataPods`, `Reconcile`).
 */
export const removalConditions: readonly MakeCondition[] = [
  () => ({
    id: 'no-kata-pods',
    demand:
      'No pod but those of this Application runs on Kata, in any namespace: none of a RuntimeClass with a Kata handler, whatever its name',
    patience: minutes(60),
    remedy: 'delete the workloads that these pods belong to',
    check:
      "oc get runtimeclasses; oc get pods -A -o custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,CLASS:.spec.runtimeClassName | grep -v '<none>'",
  }),
  (cluster) =>
    usesPool(cluster)
      ? {
          id: 'pools-unpaused',
          demand: `MachineConfigPools ${cluster.pool} and worker are not paused, since nodes have to reboot`,
          patience: minutes(60),
          remedy: unpause('POOL'),
          check: 'oc get mcp',
        }
      : undefined,
  (cluster) => (usesPool(cluster) ? poolsNotDegraded(cluster) : undefined),
  (cluster) =>
    usesPool(cluster)
      ? {
          id: 'pool-idle',
          demand: `MachineConfigPool ${cluster.pool}, if it exists, has nothing to do`,
          ...eachNode(),
          remedy: 'wait for the roll that is under way, or see which node does not get on: oc get nodes',
          check: `oc get mcp ${cluster.pool}`,
        }
      : undefined,
  ({ kataConfig }) => ({
    id: 'kata-config-idle',
    demand: `KataConfig ${kataConfig}, if it exists, neither installs nor updates`,
    ...eachNode(),
    remedy: `see which node does not get on: oc get kataconfig ${kataConfig} -o yaml names them`,
    check: `oc get kataconfig ${kataConfig}`,
  }),
];
