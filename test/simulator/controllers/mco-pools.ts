import type { Node, Pool } from '../kinds.ts';
import { labelsOf } from '../object.ts';
import { NODES, POOLS } from '../resources.ts';
import { selects } from '../selector.ts';
import type { Store } from '../store.ts';

const PREFIX = 'machineconfiguration.openshift.io/';

/** Annotations of the Machine Config Daemon on its node (machine-config-operator, pkg/daemon/constants). */
export const CURRENT_CONFIG = `${PREFIX}currentConfig`;
export const DESIRED_CONFIG = `${PREFIX}desiredConfig`;
export const DAEMON_STATE = `${PREFIX}state`;
export const DAEMON_REASON = `${PREFIX}reason`;

/** The label by which a pool finds its MachineConfigs. */
export const ROLE_LABEL = `${PREFIX}role`;

export const NODE_ROLE = 'node-role.kubernetes.io/';

export function hasRole(node: Node, role: string): boolean {
  return `${NODE_ROLE}${role}` in labelsOf(node);
}

/**
 * The pool that a node belongs to (machine-config-operator, pkg/helpers/helpers.go `GetPrimaryPoolForNode`): a control
 * plane node always to `master`; others to their custom pool, or to `worker`; with two custom pools to none, which is
 * only an error in the log.
 */
export function poolOfNode(store: Store, node: Node): Pool | undefined {
  const pools = store.list(POOLS).filter((pool) => selects(pool.spec.nodeSelector, labelsOf(node)));
  const master = pools.find(({ metadata }) => metadata.name === 'master');
  if (master !== undefined) return master;
  const custom = pools.filter(({ metadata }) => metadata.name !== 'worker');
  return custom.length > 1 ? undefined : (custom[0] ?? pools[0]);
}

/** The nodes that a pool rolls, by name. */
export function nodesOfPool(store: Store, pool: Pool): Node[] {
  return store
    .list(NODES)
    .filter((node) => poolOfNode(store, node)?.metadata.name === pool.metadata.name)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}
