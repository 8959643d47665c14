import type { KataConfig, KataNodes, Node, Pool } from '../kinds.ts';
import { annotationsOf, isTrue, labelsOf } from '../object.ts';
import { NODES, POOLS } from '../resources.ts';
import { holdsAll } from '../selector.ts';
import type { Store } from '../store.ts';
import {
  CURRENT_CONFIG,
  DAEMON_REASON,
  DAEMON_STATE,
  DESIRED_CONFIG,
  hasRole,
  NODE_ROLE,
} from './mco-pools.ts';

export const KATA_POOL = 'kata-oc';
export const KATA_ROLE_LABEL = `${NODE_ROLE}${KATA_POOL}`;
export const ELIGIBLE_LABEL = 'feature.node.kubernetes.io/runtime.kata';
export const OPERATOR_MACHINE_CONFIG = '50-enable-sandboxed-containers-extension';

/**
 * Control plane nodes that are the workers: exactly two pools, and none in `worker`
 * (sandboxed-containers-operator, openshift_controller.go `checkConvergedCluster`).
 */
export function isConverged(store: Store): boolean {
  const worker = store.get(POOLS, 'worker');
  return store.list(POOLS).length === 2 && worker?.status?.machineCount === 0;
}

export function isEligible(kata: KataConfig, node: Node): boolean {
  return kata.spec.checkNodeEligibility !== true || labelsOf(node)[ELIGIBLE_LABEL] === 'true';
}

/** Nodes that match KataConfig, of whatever role; its selector is ignored on converged clusters. */
export function matchingNodes(store: Store, kata: KataConfig): Node[] {
  const converged = isConverged(store);
  const { matchLabels } = kata.spec.kataConfigPoolSelector ?? {};
  return store.list(NODES).filter((node) => {
    const selected = converged ? hasRole(node, 'master') : holdsAll(matchLabels, labelsOf(node));
    return selected && isEligible(kata, node);
  });
}

/** Workers among them, which get the label of the pool (`updateNodeLabels`). */
export function workersFor(store: Store, kata: KataConfig): Node[] {
  return matchingNodes(store, kata).filter((node) => hasRole(node, 'worker'));
}

/** The nodes that KataConfig counts: those with the label of the pool. */
function countedNodes(store: Store, pool: string): Node[] {
  return store.list(NODES).filter((node) => hasRole(node, pool));
}

/** How far each node is, by its annotations and what the pool is going to (`putNodeOnStatusList`). */
export function kataNodes(store: Store, pool: Pool | undefined): KataNodes {
  const nodes = pool === undefined ? [] : countedNodes(store, pool.metadata.name);
  const target = pool?.spec.configuration;
  const rendered = target?.source.some(({ name }) => name === OPERATOR_MACHINE_CONFIG) ?? false;
  const lists: Record<'installed' | 'installing' | 'waitingToInstall' | 'failedToInstall', string[]> = {
    installed: [],
    installing: [],
    waitingToInstall: [],
    failedToInstall: [],
  };
  for (const node of nodes) {
    const annotations = annotationsOf(node);
    const told = rendered && annotations[DESIRED_CONFIG] === target?.name;
    const done = told && annotations[CURRENT_CONFIG] === target?.name && annotations[DAEMON_STATE] === 'Done';
    const failed = told && annotations[DAEMON_STATE] === 'Degraded';
    const list = done ? 'installed' : failed ? 'failedToInstall' : told ? 'installing' : 'waitingToInstall';
    lists[list].push(node.metadata.name);
  }
  const filled = Object.entries(lists).filter(([, names]) => names.length > 0);
  return {
    nodeCount: nodes.length,
    readyNodeCount: lists.installed.length,
    ...Object.fromEntries(filled),
  };
}

/** `Node <name> Degraded: <what it says>`, when a pool has one. */
export function degradedNode(store: Store, pool: Pool | undefined): string | undefined {
  if (pool === undefined || !isTrue(pool, 'Degraded')) return undefined;
  const node = countedNodes(store, pool.metadata.name).find(
    (found) => annotationsOf(found)[DAEMON_STATE] === 'Degraded',
  );
  if (node === undefined) return undefined;
  return `Node ${node.metadata.name} Degraded: ${annotationsOf(node)[DAEMON_REASON] ?? ''}`;
}
