import type { App } from 'cdk8s';
import { ArgoCdApplication } from '../constructs/gitops/argocd-application.ts';
import { ArgoCdControllerAccess } from '../constructs/gitops/argocd-controller-access.ts';
import { type KubernetesObject, NamedChart, objectsOf } from '../constructs/kubernetes-object.ts';
import type { Profile } from '../profiles/profile.ts';
import { withNamespaces } from './with-namespaces.ts';

/** What an administrator applies once, so that Argo CD syncs a cluster: the objects are those that it syncs. */
export function renderArgoCd(
  app: App,
  { name, gitops }: Profile,
  objects: readonly KubernetesObject[],
): KubernetesObject[] {
  const chart = new NamedChart(app, 'argocd');
  const { repository, revision, path, argocd } = gitops;
  new ArgoCdApplication(chart, 'application', {
    name: `coco-${name}`,
    namespace: argocd.namespace,
    source: { repository, revision, path },
    objects,
    automated: true,
    argocdVersion: argocd.version,
    signatureKeys: argocd.signatureKeys,
  });
  new ArgoCdControllerAccess(chart, 'controller-access', {
    name: `coco-${name}-argocd-controller`,
    namespace: argocd.namespace,
    serviceAccount: argocd.controllerServiceAccount,
    objects,
  });
  return withNamespaces(objectsOf(chart), objects);
}
