import { fileURLToPath } from 'node:url';
import { shippedCatalog as openCatalog, type ShippedCatalog } from 'kube-strict/index.ts';

export * from 'kube-strict/index.ts';

/** The kinds that ship: those of Kubernetes and OpenShift, and of the operators that coco-gitops renders for. */
export function shippedCatalog(): ShippedCatalog {
  return openCatalog(fileURLToPath(new URL('schemas', import.meta.url)));
}
