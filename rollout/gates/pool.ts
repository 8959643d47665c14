import { isConverged } from '../cluster-shape.ts';
import { asInGit } from './as-in-git.ts';
import { eachNode, type GateCondition, type MakeCondition, minutes } from './condition.ts';
import { type GateCluster, usesPool } from './gate-cluster.ts';
import { nodesInOnePool, poolsFitTopology, unpause } from './preflight.ts';

/**
 * G2, and part of G5: every node of the pool runs what Git asks for, and the operator is done.
 *
 * "Updated" alone shows nothing, since a pool says so too before it has seen a change (machine-config-operator,
 * pkg/controller/render: 5 s); nor does the runtime class kata-cc, which the operator may make before the first node
 * has rebooted (sandboxed-containers-operator, openshift_controller.go `Reconcile`).
 */
export const poolConditions: readonly MakeCondition[] = [
  asInGit('kata-config'),
  withPool(poolsFitTopology),
  withPool(nodesInOnePool),
  poolExists,
  ({ kataConfig, operatorNamespace }) => ({
    id: 'kata-config-started',
    demand: `The operator has taken up KataConfig ${kataConfig}, and it is not being deleted`,
    patience: minutes(10),
    remedy: notStarted(operatorNamespace),
    check: `oc get kataconfig ${kataConfig} -o yaml`,
  }),
  ({ kataConfig }) => ({
    id: 'kata-config-not-failed',
    demand: `KataConfig ${kataConfig} reports no failure`,
    patience: minutes(15),
    remedy: 'mend what the message names; the operator goes on by itself',
    check: `oc get kataconfig ${kataConfig} -o yaml`,
  }),
  withPool(({ pool }) => ({
    id: 'pool-not-paused',
    demand: `MachineConfigPool ${pool} is not paused while it has something to do`,
    patience: minutes(60),
    remedy: unpause(pool),
    check: `oc get mcp ${pool}`,
  })),
  withPool(({ pool }) => ({
    id: 'pool-not-degraded',
    demand: `MachineConfigPool ${pool} is not degraded`,
    patience: minutes(15),
    remedy: `mend what the message names (oc get nodes; oc logs -n openshift-machine-config-operator -l k8s-app=machine-config-daemon -c machine-config-daemon); a wrong MachineConfig is mended by a commit`,
    check: `oc describe mcp ${pool}`,
  })),
  withPool(poolRendered),
  withPool(({ pool }) => ({
    id: 'pool-spec',
    demand: `MachineConfigPool ${pool} is not being deleted, and its selectors take the nodes and the MachineConfigs of role ${pool}, and no other nodes`,
    patience: minutes(15),
    remedy: `set spec.nodeSelector and spec.machineConfigSelector back (oc edit mcp ${pool}): the operator leaves a pool that is there as it is`,
    check: `oc get mcp ${pool} -o yaml`,
  })),
  (cluster) => ({
    id: 'right-nodes',
    demand: `The nodes of pool ${cluster.pool} are exactly those that ${selection(cluster)}, at least ${cluster.expectedNodes}, and none is being deleted`,
    // The operator labels, and then a node leaves or joins with a reboot.
    ...eachNode(),
    remedy: `oc logs -n ${cluster.operatorNamespace} deployment/controller-manager tells why the operator does not label or release a node; correct nodes.selector in the profile, or the labels of the node that is named`,
    check: 'oc get nodes --show-labels',
  }),
  // Names the node, and so comes before what the pool counts.
  withPool(({ pool }) => ({
    id: 'pool-nodes',
    demand: `Every node of pool ${pool} runs the newest configuration, is Ready, not cordoned, not being deleted and not tainted by Kubernetes (unreachable, out-of-service)`,
    ...eachNode(),
    remedy:
      'look at the console of a node that does not come back; oc adm uncordon NODE for one that somebody cordoned, oc adm taint nodes NODE KEY- for a taint that somebody has set',
    check: `oc get nodes -l node-role.kubernetes.io/${pool} -o custom-columns=NAME:.metadata.name,STATE:.metadata.annotations.machineconfiguration\\.openshift\\.io/state,CONFIG:.metadata.annotations.machineconfiguration\\.openshift\\.io/currentConfig`,
  })),
  withPool(({ pool, expectedNodes }) => ({
    id: 'pool-updated',
    demand: `MachineConfigPool ${pool} has brought its newest configuration to every machine, of which there are at least ${expectedNodes}`,
    ...eachNode(),
    remedy:
      'see which node does not get on (oc get nodes), and what holds its drain up: a pod with a PodDisruptionBudget, or without a controller',
    check: `oc get mcp ${pool}`,
  })),
  withoutPool(({ pool }) => ({
    id: 'nodes-installed',
    demand: `Every node for Kata (role ${pool}) has Kata installed, is Ready, not cordoned, not being deleted and not tainted by Kubernetes (unreachable, out-of-service)`,
    ...eachNode(),
    remedy:
      'reboot a node whose label says waiting_for_reboot; oc adm uncordon NODE for one that somebody cordoned',
    check: `oc get nodes -l node-role.kubernetes.io/${pool} -L kataconfiguration.openshift.io/kata-ds-rpm-install`,
  })),
  ({ kataConfig, expectedNodes }) => ({
    id: 'kata-config-installed',
    demand: `KataConfig ${kataConfig} counts every node of the pool as installed, of which there are at least ${expectedNodes}, and nothing is under way`,
    ...eachNode(),
    remedy: `see which node does not get on: oc get kataconfig ${kataConfig} -o yaml names them`,
    check: `oc get kataconfig ${kataConfig}`,
  }),
];

/** What keeps the operator from taking up KataConfig: all of it happens before it writes the first status. */
function notStarted(operatorNamespace: string): string {
  return `one of: confidential enabled in ConfigMap osc-feature-gates while no node has the TEE label (delete it; a later stage makes it again); no node with label feature.node.kubernetes.io/runtime.kata; the operator or its webhook is down. oc logs -n ${operatorNamespace} deployment/controller-manager tells which`;
}

/** In words, what the operator looks for. */
function selection(cluster: GateCluster): string {
  const labels = Object.entries(cluster.nodeSelector).map(([key, value]) => `${key}=${value}`);
  const eligible = cluster.checkNodeEligibility ? ['feature.node.kubernetes.io/runtime.kata=true'] : [];
  const role = isConverged(cluster) ? 'are control plane nodes' : 'are workers, no control plane nodes';
  const wanted = [...(isConverged(cluster) ? [] : labels), ...eligible];
  return wanted.length === 0 ? role : `${role} and carry ${wanted.join(', ')}`;
}

function poolExists(cluster: GateCluster): GateCondition | undefined {
  if (!usesPool(cluster)) return undefined;
  const { pool, kataConfig, operatorNamespace } = cluster;
  return {
    id: 'pool-exists',
    demand: isConverged(cluster)
      ? `MachineConfigPool ${pool} exists`
      : `The operator has made MachineConfigPool ${pool}`,
    patience: minutes(10),
    remedy: notStarted(operatorNamespace),
    check: `oc get mcp ${pool}; oc get kataconfig ${kataConfig} -o yaml`,
  };
}

function poolRendered({ pool, machineConfigs, operatorMachineConfig, marker }: GateCluster): GateCondition {
  const names = [...machineConfigs, operatorMachineConfig].join(', ');
  return {
    id: 'pool-rendered',
    demand: `The newest configuration of MachineConfigPool ${pool} is rendered from ${names}, and from the marker ${marker}, which is applied after our MachineConfigs: the renderer has seen them as they are`,
    patience: minutes(15),
    remedy: `is the role of the MachineConfigs ${pool}, and does the machine-config-controller run (oc get pods -n openshift-machine-config-operator)?`,
    check: `oc get mcp ${pool} -o jsonpath='{.spec.configuration.source[*].name}'; oc get mc`,
  };
}

function withPool(make: MakeCondition): MakeCondition {
  return (cluster) => (usesPool(cluster) ? make(cluster) : undefined);
}

function withoutPool(make: MakeCondition): MakeCondition {
  return (cluster) => (usesPool(cluster) ? undefined : make(cluster));
}
