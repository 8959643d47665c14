import { type ClusterShape, isConverged } from './cluster-shape.ts';

/** How often a node reboots during the first rollout. */
export interface RebootBudget {
  /** What the operators allow when all goes as usual. */
  readonly usual: number;
  /**
   * When the operator's own MachineConfig misses the first render of a converged pool, or its log level comes after the
   * node has moved.
   */
  readonly worst: number;
  /** Where the node reboots. */
  readonly nodes: string;
}

/**
 * Reboots per node from nothing to the end state.
 *
 * Multi-node: our MachineConfigs lie ready when KataConfig makes the pool, so that each node moves once, to a
 * configuration that holds all of them. Converged: ours and the operator's are created within seconds of each other;
 * the renderer waits 5 s after a change and the node controller 5 s more (machine-config-operator,
 * pkg/controller/render, pkg/controller/node), which usually is enough for one roll.
 *
 * @param logLevel of KataConfig: for any but `info` the operator adds a ContainerRuntimeConfig at the end of its
 * installation, when the first node may have moved already (sandboxed-containers-operator, `processLogLevel`)
 */
export function rebootBudget(shape: ClusterShape, logLevel = 'info'): RebootBudget {
  const machineConfigs = shape.tee === 'tdx' || shape.gpu === 'nvidia';
  return {
    usual: 1,
    worst: 1 + (isConverged(shape) && machineConfigs ? 1 : 0) + (logLevel === 'info' ? 0 : 1),
    nodes: isConverged(shape)
      ? 'every control plane node, one at a time'
      : 'every node of pool kata-oc, one at a time',
  };
}
