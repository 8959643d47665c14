import type { Deployment, Node } from '../kinds.ts';
import { isTrue, labelsOf } from '../object.ts';
import { NODES, SECRETS } from '../resources.ts';
import { holdsAll } from '../selector.ts';
import type { Store } from '../store.ts';
import { hasRole } from './mco-pools.ts';

type PodSpec = Deployment['spec']['template']['spec'];

/** Nodes on which the scheduler may place a pod: by its selector, and control plane nodes only if it tolerates them. */
export function nodesFor(store: Store, { nodeSelector, tolerations = [] }: PodSpec): Node[] {
  return store.list(NODES).filter((node) => {
    const reserved = hasRole(node, 'master') && !hasRole(node, 'worker');
    const tolerated = tolerations.some(({ key = '' }) => key.endsWith('/master') || key === '');
    return holdsAll(nodeSelector, labelsOf(node)) && (!reserved || tolerated);
  });
}

/** Whether a pod can run on a node: it is ready, the Secrets are there, and the extended resources to be had. */
export function canRun(store: Store, namespace: string, spec: PodSpec, node: Node): boolean {
  const { containers = [], initContainers = [], volumes = [] } = spec;
  const every = [...containers, ...initContainers];
  const secrets = [
    ...every.flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])),
    ...volumes.flatMap(({ secret }) => secret?.secretName ?? []),
  ];
  const resources = every
    .flatMap((container) => Object.keys(container.resources?.limits ?? {}))
    .filter((name) => name.includes('/'));
  return (
    isTrue(node, 'Ready') &&
    secrets.every((name) => store.get(SECRETS, name, namespace) !== undefined) &&
    resources.every((name) => (node.status.allocatable[name] ?? '0') !== '0')
  );
}
