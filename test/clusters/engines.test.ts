import { describe, expect, it } from 'vitest';
import { clusterTree } from '../../render/cluster-tree.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { allObjects, clusterOf, ofKind, syncedObjects } from './support/clusters.ts';

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const REPOSITORY = 'https://git.example.com/a.git';

function withGitops(settings: object): RenderedCluster {
  return clusterOf(TDX, { gitops: { repository: REPOSITORY, ...settings } });
}

function foldersOf(cluster: RenderedCluster): string[] {
  const paths = [...clusterTree([cluster], new Map()).keys()].map((path) => path.split('/')[1] ?? '');
  return [...new Set(paths)].filter((name) => !name.includes('.')).sort();
}

const API_GROUPS = (cluster: RenderedCluster) =>
  new Set(allObjects(cluster).map(({ apiVersion }) => apiVersion.split('/')[0]));

const STAGES = [
  '00-namespaces',
  '10-operators',
  '20-node-features',
  '30-machine-configs',
  '40-kata-config',
  '60-feature-gates',
  '70-attestation',
  '80-workloads',
];
const GATES = [
  '15-gate-operators-ready',
  '25-gate-nodes-eligible',
  '45-gate-pool-updated',
  '46-gate-tee-ready',
  '65-gate-runtime-classes',
  '75-gate-attestation-ready',
];

describe('the engines of a profile', () => {
  it('are both by default', () => {
    const both = [...STAGES, ...GATES, '90-gate-removal', 'argocd', 'flux'].sort();
    expect(foldersOf(withGitops({}))).toEqual(both);
    expect(foldersOf(withGitops({ engines: ['flux', 'argocd'] }))).toEqual(both);
  });

  it('may be Argo CD alone, and then there is nothing of Flux', () => {
    const cluster = withGitops({ engines: ['argocd'] });
    expect(foldersOf(cluster)).toEqual([...STAGES, ...GATES, '90-gate-removal', 'argocd'].sort());
    expect(cluster.flux).toBeUndefined();
    expect([...API_GROUPS(cluster)].filter((group) => group?.includes('fluxcd'))).toEqual([]);
    expect(syncedObjects(cluster)).toEqual(syncedObjects(withGitops({})));
  });

  it('may be Flux alone, and then there is nothing of Argo CD, and its gates are those of Flux', () => {
    const cluster = withGitops({ engines: ['flux'] });
    expect(foldersOf(cluster)).toEqual([...STAGES, 'flux'].sort());
    expect(cluster.argocd).toEqual([]);
    expect(API_GROUPS(cluster)).not.toContain('argoproj.io');
    expect(ofKind(syncedObjects(cluster), 'Job')).toEqual([]);
    // But for the account of the gate before a removal, which only Argo CD has.
    const steps = ({ flux }: RenderedCluster) => flux?.gates.map(({ folder }) => folder.slice(0, -11));
    expect(steps(cluster)).toEqual(steps(withGitops({})));
    const accounts = ofKind(syncedObjects(cluster), 'ServiceAccount').map(({ metadata }) => metadata.name);
    expect(accounts).toContain('coco-gitops-read');
    expect(accounts).not.toContain('coco-gitops-remove');
    expect(JSON.stringify(allObjects(cluster))).not.toContain('argocd.argoproj.io/hook"');
  });
});

describe('the version of Argo CD', () => {
  const hooksOf = (version: string) =>
    ofKind(syncedObjects(withGitops({ argocd: { version } })), 'Job').map(
      ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/hook'],
    );

  it('has to be 3.3 for the gate before a removal, which an older one would run in every sync', () => {
    expect(hooksOf('3.3')).toEqual([...GATES.map(() => 'Sync'), 'PreDelete']);
    expect(hooksOf('3.10')).toEqual(hooksOf('3.3'));
    expect(hooksOf('3.1')).toEqual(GATES.map(() => 'Sync'));
  });

  it('reaches the Application', () => {
    const retryOf = (version: string) =>
      ofKind(withGitops({ argocd: { version } }).argocd, 'Application').map((object) => object['spec']);
    expect(retryOf('3.1')).toMatchObject([{ syncPolicy: { retry: { limit: -1 } } }]);
    expect(JSON.stringify(retryOf('3.1'))).not.toContain('refresh');
    expect(JSON.stringify(retryOf('3.1'))).not.toContain('refresh');
    expect(retryOf('3.3')).toMatchObject([{ syncPolicy: { retry: { limit: -1, refresh: true } } }]);
  });

  it('changes what the runbook says of a removal', () => {
    const runbook = (version: string) =>
      clusterTree([withGitops({ argocd: { version } })], new Map()).get('p/README.md');
    expect(runbook('3.3')).toContain('by itself (sync waves, last first), and begins with the gate before');
    expect(runbook('3.1')).toContain('Before 3.3 it has no hook for the gate before a removal');
    expect(runbook('3.1')).not.toContain('90-gate-removal');
  });
});

describe('where an engine runs', () => {
  it('is set in the profile', () => {
    const cluster = withGitops({
      revision: 'refs/tags/v1',
      path: 'clusters/one',
      argocd: { namespace: 'argo', controllerServiceAccount: 'argo-controller' },
      flux: { namespace: 'sync', secret: 'deploy-key' },
    });
    const namespaces = (objects: RenderedCluster['argocd']) => [
      ...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])),
    ];
    const engine = cluster.argocd.filter(({ kind }) => !/^Role/.test(kind));
    expect(namespaces(engine)).toEqual(['argo']);
    expect(namespaces(cluster.flux?.objects ?? [])).toEqual(['sync']);
    expect(JSON.stringify(ofKind(cluster.argocd, 'ClusterRoleBinding'))).toContain('"argo-controller"');
    expect(ofKind(cluster.flux?.objects ?? [], 'GitRepository').map((object) => object['spec'])).toEqual([
      {
        interval: '1m0s',
        url: REPOSITORY,
        ref: { name: 'refs/tags/v1' },
        secretRef: { name: 'deploy-key' },
      },
    ]);
    const paths = ofKind(cluster.flux?.objects ?? [], 'Kustomization').map(
      (object) => (object['spec'] as { path: string }).path,
    );
    expect(paths.filter((path) => !path.startsWith('./clusters/one/'))).toEqual([]);
    expect(paths.join()).toMatch(/\.\/clusters\/one\/flux\/gates\/45-gate-pool-updated-[0-9a-f]{10}(,|$)/);
  });
});
