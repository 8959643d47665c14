import type { GateCluster } from '../../../rollout/gates/gate-cluster.ts';
import type { GateCode } from '../../../rollout/gates.ts';
import { type Loose, listAt, nameOf, set } from './loose.ts';
import { nodesOf, poolsOf } from './ready-nodes.ts';
import {
  CRDS,
  condition,
  KATA_CONFIGS,
  list,
  NODES,
  NOW,
  PODS,
  POOLS,
  pod,
  RUNTIME_CLASSES,
  VERSION,
} from './ready-parts.ts';
import { operators, services, verification } from './ready-services.ts';
import { servedObjects } from './served.ts';

export { kataNode, node, pool } from './ready-nodes.ts';
export * from './ready-parts.ts';
export { operatorGroupsPath, verificationPath } from './ready-services.ts';

/**
 * The objects of a cluster at the end of its rollout, by API path. An object that is read in two ways is one object.
 *
 * @param nodes how many run Kata; a cluster may grow beyond what is expected
 */
export function readyObjects(git: GateCluster, nodes = git.expectedNodes): Record<string, Loose> {
  const cluster = { ...git, expectedNodes: nodes };
  const pools = poolsOf(cluster);
  const kata = kataConfig(cluster);
  const byName = (path: string, objects: Loose[]) =>
    Object.fromEntries(objects.map((object) => [`${path}/${nameOf(object)}`, object]));
  const classes = runtimeClasses(cluster);
  const objects: Record<string, Loose> = {
    [NODES]: list(nodesOf(cluster)),
    [PODS]: list([
      pod('own', 'confidential-workloads', 'kata-cc'),
      pod('plain', 'default'),
      pod('own', 'default'),
    ]),
    [VERSION]: clusterVersion(),
    [POOLS]: list(pools),
    ...byName(POOLS, pools),
    [KATA_CONFIGS]: list([kata]),
    ...byName(KATA_CONFIGS, [kata]),
    ...byName(RUNTIME_CLASSES, classes),
    [RUNTIME_CLASSES]: list([...classes, { metadata: { name: 'gvisor' }, handler: 'runsc' }]),
    ...byName(
      CRDS,
      cluster.crds.map((name) => ({
        metadata: { name },
        status: { conditions: [condition('NamesAccepted', 'True'), condition('Established', 'True')] },
      })),
    ),
    ...operators(cluster),
    ...services(cluster),
    ...verification(cluster),
  };
  return withGit(cluster, objects);
}

/** The same as a gate finds it: before the MachineConfigs, where G1 is, the pool does not list their marker. */
export function readyFor(code: GateCode, cluster: GateCluster): Record<string, Loose> {
  const objects = readyObjects(cluster);
  const { configuration } = (objects[`${POOLS}/${cluster.pool}`]?.['spec'] ?? {}) as Loose;
  if (code === 'G1' && configuration !== undefined)
    set(
      configuration as Loose,
      listAt(configuration as Loose, 'source').filter((source) => source['name'] !== cluster.marker),
      'source',
    );
  return objects;
}

/** What Git has, and what controllers say of it, in one object. */
function withGit(cluster: GateCluster, objects: Record<string, Loose>): Record<string, Loose> {
  for (const [path, served] of Object.entries(servedObjects(cluster))) {
    const there = objects[path];
    const metadata = { ...(served['metadata'] as Loose), ...(there?.['metadata'] as Loose | undefined) };
    // Also where a list has it: it is one object.
    objects[path] = Object.assign(there ?? {}, { ...there, ...served, metadata });
  }
  return objects;
}

function clusterVersion(): Loose {
  const entry = (state: string, version: string) => ({ state, version, startedTime: NOW });
  return {
    metadata: { name: 'version' },
    status: {
      desired: { version: '4.21.10' },
      history: [entry('Partial', '4.21.10'), entry('Completed', '4.21.9'), entry('Completed', '4.18.3')],
    },
  };
}

/** As the operator makes them: for nodes of the pool, and with the device of the TEE. */
function runtimeClasses({ runtimeClasses, pool, tees }: GateCluster): Loose[] {
  return runtimeClasses.map(({ name, handler }) => ({
    metadata: { name },
    handler,
    overhead: { podFixed: { cpu: '250m', memory: '350Mi', [tees.resource]: '1' } },
    scheduling: {
      nodeSelector: { [`node-role.kubernetes.io/${pool}`]: '', [tees.label]: 'true' },
    },
  }));
}

function kataConfig(cluster: GateCluster): Loose {
  const count = cluster.expectedNodes;
  return {
    metadata: { name: cluster.kataConfig, creationTimestamp: NOW },
    status: {
      conditions: [condition('InProgress', 'False', { reason: '', message: '' })],
      kataNodes: { nodeCount: count, readyNodeCount: count, installed: ['worker-0'] },
      runtimeClasses: ['kata'],
      waitingForMcoToStart: false,
    },
  };
}
