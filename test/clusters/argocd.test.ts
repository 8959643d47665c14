import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { wholeCatalog } from '../validation/support/catalogs.ts';
import { CLUSTERS, clusterOf, ofKind, syncedObjects } from './support/clusters.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The rights that an administrator gives the controller, `group/resource`, sorted. */
function rightsOf({ argocd }: (typeof CLUSTERS)[number]['cluster']): string[] {
  const rules = ofKind(argocd, 'ClusterRole').flatMap((role) => role['rules'] as Rule[]);
  for (const { verbs } of rules) expect(verbs).toEqual(['create', 'update', 'patch', 'delete']);
  return rules
    .flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((one) => `${group}/${one}`)),
    )
    .sort();
}

/** What OpenShift GitOps gives the controller on the whole cluster (gitops-operator, `policyRulesForClusterConfig`). */
const GIVEN_GROUPS = [
  'machineconfiguration.openshift.io',
  'operators.coreos.com',
  'rbac.authorization.k8s.io',
];
const GIVEN_CORE = ['configmaps', 'namespaces', 'persistentvolumeclaims'];

const EVERYWHERE = [
  '/pods',
  '/serviceaccounts',
  'batch/jobs',
  'kataconfiguration.openshift.io/kataconfigs',
  'nfd.openshift.io/nodefeaturediscoveries',
  'nfd.openshift.io/nodefeaturerules',
];
const WITH_TDX = [
  '/services',
  'apps/daemonsets',
  'apps/deployments',
  'deviceplugin.intel.com/sgxdeviceplugins',
  'security.openshift.io/securitycontextconstraints',
];
const WITH_GPU = ['nvidia.com/clusterpolicies'];

describe('the rights that the controller of Argo CD gets', () => {
  const multi = (tee: ClusterShape['tee'], gpu: ClusterShape['gpu']) =>
    rightsOf(clusterOf({ tee, gpu, topology: 'multi-node' }));

  it('are those that it lacks for TDX, for GPUs, for SEV-SNP, and no more', () => {
    expect(multi('snp', 'none')).toEqual(EVERYWHERE);
    expect(multi('snp', 'nvidia')).toEqual([...EVERYWHERE, ...WITH_GPU].sort());
    expect(multi('tdx', 'none')).toEqual([...EVERYWHERE, ...WITH_TDX].sort());
    expect(multi('tdx', 'nvidia')).toEqual([...EVERYWHERE, ...WITH_TDX, ...WITH_GPU].sort());
  });

  it.each(CLUSTERS)(
    'are of the resources that $name has, by the names of their definitions',
    ({ cluster }) => {
      const needed = syncedObjects(cluster).flatMap(({ apiVersion, kind }) => {
        const info = wholeCatalog.find(apiVersion, kind)?.info;
        if (info === undefined) throw new Error(`no definition of ${kind} of ${apiVersion}`);
        const given =
          GIVEN_GROUPS.includes(info.group) || (info.group === '' && GIVEN_CORE.includes(info.plural));
        return given ? [] : [`${info.group}/${info.plural}`];
      });
      expect(rightsOf(cluster)).toEqual([...new Set(needed)].sort());
    },
  );
});

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
