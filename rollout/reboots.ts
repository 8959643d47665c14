import { hasMachineConfigs, isConverged, kataPool, type MachineConfigShape } from './cluster-shape.ts';

/** What of a cluster decides which of its nodes reboot, and when. */
export interface RebootCluster extends MachineConfigShape {
  readonly operators?: { readonly sandboxedContainers?: { readonly approval: 'Automatic' | 'Manual' } };
  readonly sandboxedContainers?: {
    readonly deploymentMode?: string;
    readonly kataConfig?: { readonly logLevel?: string; readonly checkNodeEligibility?: boolean };
  };
}

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
 * For any log level but `info` the operator adds a ContainerRuntimeConfig at the end of its installation, when the first
 * node may have moved already (sandboxed-containers-operator, `processLogLevel`). In mode DaemonSet it makes no
 * MachineConfig and no pool (deployment_mode_handler.go), and then there are none of ours either.
 */
export function rebootBudget(cluster: RebootCluster): RebootBudget {
  const nodes = isConverged(cluster)
    ? 'every control plane node, one at a time'
    : 'every node of pool kata-oc, one at a time';
  if (isWithoutPool(cluster)) return { usual: 0, worst: 0, nodes };
  const late = isConverged(cluster) && hasMachineConfigs(cluster) ? 1 : 0;
  const logLevel = cluster.sandboxedContainers?.kataConfig?.logLevel ?? 'info';
  return { usual: 1, worst: 1 + late + (logLevel === 'info' ? 0 : 1), nodes };
}

/** Something that reboots nodes; one at a time in each pool, as long as nobody changes `maxUnavailable` of the pool. */
export interface RebootCause {
  readonly when: string;
  readonly nodes: string;
  readonly times: string;
}

/**
 * All that reboots nodes of a cluster: the README and the runbooks take it from here. Read in machine-config-operator
 * (pkg/daemon/update.go, pkg/apihelpers) and in sandboxed-containers-operator (openshift_controller.go).
 */
export function rebootCauses(cluster: RebootCluster): RebootCause[] {
  return [
    ...firstRollout(cluster),
    ...ofMachineConfigs(cluster),
    ...ofKataConfig(cluster),
    ...ofMembership(cluster),
    ...ofOthers(cluster),
  ];
}

function firstRollout(cluster: RebootCluster): RebootCause[] {
  const { usual, worst } = rebootBudget(cluster);
  if (usual === 0) return [];
  const times = worst > usual ? `${words(usual)}; in the worst case ${words(worst)}` : words(usual);
  return [{ when: 'first rollout', nodes: poolOf(cluster), times }];
}

function ofMachineConfigs(cluster: RebootCluster): RebootCause[] {
  if (!hasMachineConfigs(cluster)) return [];
  const when = 'a MachineConfig of these comes, goes, changes or gets another name';
  return [{ when, nodes: poolOf(cluster), times: 'once for a commit' }];
}

function ofKataConfig(cluster: RebootCluster): RebootCause[] {
  if (isWithoutPool(cluster)) return [];
  const nodes = poolOf(cluster);
  return [
    { when: 'the log level of KataConfig changes', nodes, times: 'once' },
    { when: 'KataConfig is removed', nodes, times: removalReboots(cluster) },
  ];
}

/** How often a node reboots when KataConfig, and with it all of ours, is taken away. */
export function removalReboots(cluster: RebootCluster): string {
  // On a converged pool our MachineConfigs go in the same wave, but perhaps in another render.
  return isConverged(cluster) && hasMachineConfigs(cluster) ? 'once; it can be twice' : 'once';
}

/** Who is in pool `kata-oc` follows the labels of nodes; a converged pool has every control plane node. */
function ofMembership(cluster: RebootCluster): RebootCause[] {
  if (isConverged(cluster) || isWithoutPool(cluster)) return [];
  const nodes = 'those that join or leave pool `kata-oc`, and no others';
  const eligible = cluster.sandboxedContainers?.kataConfig?.checkNodeEligibility ?? true;
  return [
    {
      when: 'the node selector, `checkNodeEligibility` or a label that they ask for changes',
      nodes,
      times: 'once',
    },
    ...(eligible
      ? [{ when: 'the labels of Node Feature Discovery go, or come back', nodes, times: 'once' }]
      : []),
  ];
}

/** What is not in Git here. */
function ofOthers(cluster: RebootCluster): RebootCause[] {
  const automatic = cluster.operators?.sandboxedContainers?.approval !== 'Manual';
  const pool = kataPool(cluster);
  return [
    ...(isWithoutPool(cluster)
      ? []
      : [
          {
            when: `a new version of the sandboxed containers operator, ${
              automatic
                ? 'which with approval `Automatic` comes by itself'
                : 'which with approval `Manual` comes when the profile names it'
            }`,
            nodes: poolOf(cluster),
            times: 'once if its own MachineConfig changes',
          },
        ]),
    { when: 'an update of OpenShift', nodes: 'every node of every pool', times: 'once' },
    {
      when: "somebody else's MachineConfig, KubeletConfig or ContainerRuntimeConfig for that pool",
      nodes:
        pool === 'kata-oc' ? `${poolOf(cluster)}, which takes those for \`worker\` too` : poolOf(cluster),
      times: 'once for each change',
    },
  ];
}

/** Whether the operator installs Kata without any MachineConfig. */
function isWithoutPool({ sandboxedContainers }: RebootCluster): boolean {
  return sandboxedContainers?.deploymentMode === 'DaemonSet';
}

function poolOf(cluster: RebootCluster): string {
  return isConverged(cluster)
    ? 'every control plane node (pool `master`)'
    : 'those that run Kata (pool `kata-oc`)';
}

function words(times: number): string {
  return ['never', 'once', 'twice'][times] ?? `${times} times`;
}

/** The causes of one cluster as a table in Markdown. */
export function rebootTable(cluster: RebootCluster): string[] {
  const rows = rebootCauses(cluster).map(({ when, nodes, times }) => `| ${when} | ${nodes} | ${times} |`);
  return ['| when | which nodes, one at a time | how often |', '|---|---|---|', ...rows];
}

/** The causes of all clusters as a table in Markdown, each with what it is where the most can reboot. */
export function rebootOverview(): string[] {
  const most = { tee: 'tdx', gpu: 'nvidia' } as const;
  const several = rebootCauses({ ...most, topology: 'multi-node' });
  const converged = rebootCauses({ ...most, topology: 'single-node' });
  const cell = (cause: RebootCause | undefined) =>
    cause === undefined ? 'none' : `${cause.nodes}: ${cause.times}`;
  const rows = several.map((cause) => {
    const other = converged.find(({ when }) => when === cause.when);
    return `| ${cause.when} | ${cell(cause)} | ${cell(other)} |`;
  });
  return [
    '| when | on several nodes, one at a time | on single-node or compact, one at a time |',
    '|---|---|---|',
    ...rows,
  ];
}
