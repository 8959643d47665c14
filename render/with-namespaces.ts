import type { KubernetesObject } from '../constructs/kubernetes-object.ts';

/**
 * Objects that an administrator applies before anything is synced, with those of the namespaces that they are in and that
 * are synced too: the very same ones, so that it does not matter who applies them.
 */
export function withNamespaces(
  objects: readonly KubernetesObject[],
  synced: readonly KubernetesObject[],
): KubernetesObject[] {
  const used = new Set(objects.map(({ metadata }) => metadata.namespace));
  const namespaces = synced.filter(({ kind, metadata }) => kind === 'Namespace' && used.has(metadata.name));
  return [...namespaces, ...objects];
}
