import { ArgoCdApplication } from '../constructs/gitops/argocd-application.ts';
import { ArgoCdControllerAccess } from '../constructs/gitops/argocd-controller-access.ts';
import type { KubernetesObject, NamedChart } from '../constructs/kubernetes-object.ts';
import type { Profile } from '../profiles/profile.ts';

/** What an administrator applies once, so that Argo CD syncs a cluster. */
export function mountArgoCd(
  chart: NamedChart,
  { name, gitops }: Profile,
  objects: readonly KubernetesObject[],
): void {
  const { repository, revision, path, argocd } = gitops;
  new ArgoCdApplication(chart, 'application', {
    name: `coco-${name}`,
    namespace: argocd.namespace,
    source: { repository, revision, path },
    objects,
    automated: true,
    argocdVersion: argocd.version,
  });
  new ArgoCdControllerAccess(chart, 'controller-access', {
    name: `coco-${name}-argocd-controller`,
    namespace: argocd.namespace,
    serviceAccount: argocd.controllerServiceAccount,
    objects,
  });
}
