import { isConverged } from '../cluster-shape.ts';
import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import { type GateCluster, usesPool } from './gate-cluster.ts';

/** G0: what would make the rollout end nowhere, found before anything reboots. */
export const preflightConditions: readonly MakeCondition[] = [
  // Document Tables 1.1 and 1.2. On an older cluster the operator only sets a condition, which it then resets
  // (sandboxed-containers-operator, confidential_handler.go `validateOCPVersion`).
  ({ minimumOpenshift }) => {
    const oldest = minimumOpenshift.map((version) => version.join('.')).join(', ');
    return {
      id: 'openshift-version',
      demand: `OpenShift is at least ${oldest} (each for its minor release, and no pre-release of it), by the newest update that is completed, else the operator makes no confidential runtime class, without an error`,
      patience: minutes(15),
      remedy: 'update the cluster, and wait until the update is completed',
      check: 'oc get clusterversion version -o jsonpath={.status.history}',
    };
  },
  // deployment_mode_handler.go: mode MachineConfig is an error without it.
  poolsOnly((cluster) => ({
    id: 'machine-config-api',
    demand: 'The cluster has the MachineConfig API, by which nodes get Kata',
    patience: minutes(15),
    // profiles/rules/deployment-mode.ts refuses the mode where we make MachineConfigs.
    remedy:
      cluster.machineConfigs.length === 0
        ? 'on a cluster without it (hosted control planes) set sandboxedContainers.deploymentMode to DaemonSet'
        : `a cluster without it (hosted control planes) is not supported with ${cluster.machineConfigs.join(' and ')}, which only a MachineConfigPool brings to the nodes: use a cluster that manages its own nodes`,
    check: 'oc api-resources --api-group machineconfiguration.openshift.io',
  })),
  poolsOnly(poolsFitTopology),
  // machine-config-operator, pkg/controller/node/status.go: a paused pool neither updates nor says that it has to.
  poolsOnly(({ pool }) => ({
    id: 'pools-not-paused',
    demand: `MachineConfigPools ${pool} and worker are not paused`,
    patience: minutes(60),
    remedy: unpause('POOL'),
    check: 'oc get mcp',
  })),
  // Later on it is the gate of the pool that judges: the commit that mends a wrong MachineConfig has to get past this one.
  poolsOnly((cluster) => {
    const { demand, ...rest } = poolsNotDegraded(cluster);
    return { ...rest, id: 'pools-not-degraded-at-first', demand: `${demand} when the rollout begins` };
  }),
  // machine-config-operator, pkg/helpers/helpers.go: pool master goes before any custom one.
  poolsOnly((cluster) => {
    if (isConverged(cluster)) return undefined;
    return {
      id: 'control-plane-not-selected',
      demand:
        'No control plane node is selected for Kata: it stays in pool master, and KataConfig would wait for it for ever',
      patience: minutes(15),
      remedy:
        'set nodes.selector in the profile to labels that only workers have, or make control plane nodes unschedulable (oc edit schedulers.config.openshift.io cluster: mastersSchedulable: false)',
      check: 'oc get nodes -l node-role.kubernetes.io/master,node-role.kubernetes.io/worker --show-labels',
    };
  }),
  poolsOnly(nodesInOnePool),
  // api/v1/kataconfig_webhook.go `ValidateCreate`.
  ({ kataConfig }) => ({
    id: 'single-kata-config',
    demand: `There is no KataConfig but ${kataConfig}: the webhook refuses a second one`,
    patience: minutes(15),
    remedy: `write its name into sandboxedContainers.kataConfig.name of the profile, or delete it (nodes reboot)`,
    check: 'oc get kataconfig',
  }),
  (cluster) => {
    // openshift_controller.go `Reconcile`: the feature gates are looked at first, and an error ends it. With SEV-SNP, and
    // on converged clusters, the label is there before KataConfig.
    if (cluster.tee !== 'tdx' || isConverged(cluster)) return undefined;
    return {
      id: 'no-early-feature-gate',
      demand:
        'Confidential containers are not enabled before a node has TDX on: the operator would then never make pool kata-oc, by which the nodes get it',
      patience: minutes(30),
      remedy: `oc delete configmap osc-feature-gates -n ${cluster.operatorNamespace} (a later stage makes it again)`,
      check: `oc get configmap osc-feature-gates -n ${cluster.operatorNamespace} -o yaml`,
    };
  },
];

/** Command that lets a pool roll. The gate never does it by itself: somebody has paused it for a reason. */
export function unpause(pool: string): string {
  return `oc patch mcp ${pool} --type merge -p '{"spec":{"paused":false}}'`;
}

/** Also before a removal, when nodes go back to the pool of the workers. */
export function poolsNotDegraded({ pool }: GateCluster): GateCondition {
  return {
    id: 'pools-not-degraded',
    demand: `MachineConfigPools ${pool} and worker are not degraded`,
    patience: minutes(15),
    remedy: 'mend what the message names; a wrong MachineConfig is mended by a commit',
    check: 'oc get mcp; oc describe mcp',
  };
}

/**
 * machine-config-operator, pkg/helpers/helpers.go: a node of two custom pools is an error. Looked at again once the pool
 * is there, since another one may take a node at any time.
 */
export function nodesInOnePool(cluster: GateCluster): GateCondition | undefined {
  if (isConverged(cluster)) return undefined;
  return {
    id: 'nodes-in-one-pool',
    demand:
      'No node that is selected for Kata is in another custom MachineConfigPool: a node can be in one only',
    patience: minutes(15),
    remedy: 'set nodes.selector in the profile to labels that no node of the other pool has',
    check: 'oc get mcp; oc get nodes --show-labels',
  };
}

/** openshift_controller.go `checkConvergedCluster`. */
export function poolsFitTopology(cluster: GateCluster): GateCondition {
  const converged = isConverged(cluster);
  return {
    id: 'pools-fit-topology',
    demand: converged
      ? 'There are exactly the MachineConfigPools master and worker, and worker has no machines: only then the operator uses pool master'
      : 'There are worker nodes of their own: without any the operator would use pool master instead of kata-oc',
    patience: minutes(15),
    remedy: converged
      ? 'delete the further pool, or set topology in the profile to multi-node'
      : 'set topology in the profile to compact or single-node, or add workers',
    check: 'oc get mcp',
  };
}

/** A condition of clusters whose nodes get Kata by a pool. */
function poolsOnly(make: MakeCondition): MakeCondition {
  return (cluster) => (usesPool(cluster) ? make(cluster) : undefined);
}
