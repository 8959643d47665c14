import { fixedNodeCount } from '../profile.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses mode DaemonSet where we make MachineConfigs. The operator then makes neither pool `kata-oc` nor its own
 * MachineConfig (sandboxed-containers-operator, deployment mode handler), and ours are rolled out with both.
 */
export const deploymentMode: Rule = ({ tee, gpu, topology, nodes, sandboxedContainers }) => {
  const makers = [
    ...(tee === 'tdx' ? ['tee tdx'] : []),
    ...(gpu === 'nvidia' && nodes.iommuKernelArguments ? ['gpu nvidia'] : []),
  ];
  if (sandboxedContainers.deploymentMode !== 'DaemonSet' || makers.length === 0) return [];
  const reason =
    fixedNodeCount(topology) === undefined
      ? 'that mode makes no pool kata-oc, so it would never reach a node'
      : 'that mode makes no MachineConfig of the operator, with which it is rolled out';
  return [
    {
      path: ['sandboxedContainers', 'deploymentMode'],
      message: `DaemonSet does not go with ${makers.join(' and ')}, which needs a MachineConfig: ${reason}`,
      fix: 'write MachineConfig, or leave it out',
    },
  ];
};
