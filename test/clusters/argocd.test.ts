import { describe, expect, it } from 'vitest';
import { CLUSTERS, ofKind, syncedObjects } from './support/clusters.ts';

interface Project {
  readonly destinations: readonly { readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  readonly namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  readonly sourceRepos: readonly string[];
}

describe.each(CLUSTERS)('the project of $name', ({ cluster }) => {
  const { profile, argocd } = cluster;
  const [appProject] = ofKind(argocd, 'AppProject');
  const project = appProject?.['spec'] as Project;

  it('allows the kinds that are synced, and no more', () => {
    const kinds = (namespaced: boolean) =>
      syncedObjects(cluster)
        .filter(({ metadata }) => (metadata.namespace !== undefined) === namespaced)
        .map(({ apiVersion, kind }) => `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`);
    const allowed = (list: Project['clusterResourceWhitelist']) =>
      list.map(({ group, kind }) => `${group}/${kind}`);
    expect(allowed(project.clusterResourceWhitelist)).toEqual([...new Set(kinds(false))].sort());
    expect(allowed(project.namespaceResourceWhitelist)).toEqual([...new Set(kinds(true))].sort());
  });

  it('allows the namespaces and the repository that are used, and no more', () => {
    const used = new Set(syncedObjects(cluster).flatMap(({ metadata }) => metadata.namespace ?? []));
    expect(project.destinations.map(({ namespace }) => namespace)).toEqual([...used].sort());
    expect(project.sourceRepos).toEqual([profile.gitops.repository]);
  });

  it('has one Application, which syncs by itself only when every gate has objects that wait', () => {
    const applications = ofKind(argocd, 'Application').map((object) => object['spec']);
    const held = cluster.steps.every(({ step, objects }) => step.kind === 'stage' || objects.length > 0);
    expect(applications).toHaveLength(1);
    expect(applications[0]).toMatchObject({
      project: appProject?.metadata.name,
      source: { repoURL: profile.gitops.repository, targetRevision: 'main', path: 'dist/p' },
    });
    const { syncPolicy } = applications[0] as { syncPolicy: { automated?: object } };
    expect(syncPolicy.automated).toEqual(held ? { selfHeal: true, prune: false } : undefined);
  });
});
