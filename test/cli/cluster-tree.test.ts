import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { clusterTree } from '../../render/cluster-tree.ts';
import { argoCdConfigMapKeys, resourceHealthChecks } from '../../rollout/health/argo-cd.ts';
import { allObjects, CLUSTERS, clusterOf, ofKind } from '../clusters/support/clusters.ts';

const SOURCES = new Map([['p', 'profiles/p.yaml']]);
const TDX = { tee: 'tdx', gpu: 'none', topology: 'single-node' } as const;

describe.each(CLUSTERS)('the files of $name', ({ cluster }) => {
  const tree = clusterTree([cluster], SOURCES);
  const folders = cluster.steps.filter(({ objects }) => objects.length > 0).map(({ step }) => step.folder);

  it('are a folder for each step that has objects, one for each engine, and a runbook', () => {
    const found = new Set([...tree.keys()].map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...found].sort()).toEqual(
      [
        'p/README.md',
        'p/kustomization.yaml',
        'p/argocd',
        'p/flux',
        ...folders.map((folder) => `p/${folder}`),
      ].sort(),
    );
  });

  it('are one for each object, the kustomizations, the runbook, and two patches for Argo CD', () => {
    const kustomizations = [...tree.keys()].filter((path) => path.endsWith('/kustomization.yaml'));
    const gates = cluster.flux?.gates.map(({ folder }) => `flux/gates/${folder}/`) ?? [];
    expect(kustomizations.sort()).toEqual(
      ['', 'argocd/', 'flux/', ...folders.map((folder) => `${folder}/`), ...gates]
        .map((folder) => `p/${folder}kustomization.yaml`)
        .sort(),
    );
    const patches = [...tree.keys()].filter((path) => path.endsWith('.patch'));
    expect(patches.sort()).toEqual(['p/argocd/argocd-cm.patch', 'p/argocd/openshift-gitops.patch']);
    // In two folders: namespaces that an administrator applies first, and the marker, for Argo CD a hook.
    const markers = cluster.flux?.gates.flatMap(({ objects }) => ofKind(objects, 'MachineConfig')) ?? [];
    const twice = ofKind(cluster.argocd, 'Namespace').length + markers.length;
    expect(tree.size).toBe(allObjects(cluster).length + twice + kustomizations.length + 1 + patches.length);
  });

  it('include the folder of every path that Flux is sent to', () => {
    const paths = ofKind(cluster.flux?.objects ?? [], 'Kustomization').map(
      (object) => (object['spec'] as { path: string }).path,
    );
    expect(paths.length).toBeGreaterThan(9);
    for (const path of paths) {
      expect([...tree.keys()]).toContain(`${path.replace('./dist/', '')}/kustomization.yaml`);
    }
  });

  it('name the profile that they come from', () => {
    for (const text of tree.values()) expect(text.split('\n')[0]).toContain('profiles/p.yaml');
  });
});

describe('the patches for Argo CD', () => {
  const tree = clusterTree([clusterOf(TDX)], SOURCES);
  const patch = (file: string) => parse(tree.get(`p/argocd/${file}.patch`) ?? '');

  it('are the health checks of the project, for OpenShift GitOps and for Argo CD by itself', () => {
    expect(patch('openshift-gitops')).toEqual({ spec: { resourceHealthChecks: resourceHealthChecks() } });
    expect(patch('argocd-cm')).toEqual({ data: argoCdConfigMapKeys() });
    expect(resourceHealthChecks().length).toBeGreaterThan(4);
  });

  it('are in no kustomization: they change objects that are not ours', () => {
    expect(tree.get('p/argocd/kustomization.yaml')).not.toContain('patch');
  });
});

describe('the runbook among the files', () => {
  const runbookOf = (cluster: ReturnType<typeof clusterOf>) =>
    clusterTree([cluster], SOURCES).get('p/README.md') ?? '';

  it('lists the Secrets that the owner of a TDX cluster has to make', () => {
    const text = runbookOf(clusterOf(TDX));
    expect(text).toContain(
      '| `intel-dcap` | `pccs-secrets` | `PCCS_API_KEY`, `PCCS_USER_TOKEN_HASH`, `PCCS_ADMIN_TOKEN_HASH` |',
    );
    expect(text).toContain('| `intel-dcap` | `qgs-secrets` | `USER_TOKEN` |');
    expect(text).toContain('| `intel-dcap` | `pccs-tls` | `private.pem`, `file.crt` |');
  });

  it('has nobody make them where a store has them, and lists none where there is no TDX', () => {
    const secrets = { source: 'external-secrets', store: { name: 'vault' } };
    const fromStore = runbookOf(clusterOf(TDX, { pccs: { secrets } }));
    expect(fromStore).not.toContain('These Secrets have to exist');
    expect(fromStore).not.toContain('oc create secret');
    expect(runbookOf(clusterOf({ ...TDX, tee: 'snp' }))).not.toContain('pccs-secrets');
  });

  it('says what the log level of the profile costs', () => {
    const debug = { kataConfig: { logLevel: 'debug' } };
    expect(runbookOf(clusterOf(TDX))).toContain('| once; in the worst case twice |');
    expect(runbookOf(clusterOf(TDX, { sandboxedContainers: debug }))).toContain('in the worst case 3 times');
  });
});
