import { describe, expect, it } from 'vitest';
import { clusterTree } from '../../cli/cluster-tree.ts';
import { CLUSTERS, clusterOf } from '../clusters/support/clusters.ts';

const SOURCES = new Map([['p', 'profiles/p.yaml']]);
const TDX = { tee: 'tdx', gpu: 'none', topology: 'single-node' } as const;

describe.each(CLUSTERS)('the files of $name', ({ cluster }) => {
  const tree = clusterTree([cluster], SOURCES);
  const folders = cluster.steps.filter(({ objects }) => objects.length > 0).map(({ step }) => step.folder);

  it('are a folder for each step that has objects, one for Argo CD, and a runbook', () => {
    const found = new Set([...tree.keys()].map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...found].sort()).toEqual(
      ['p/README.md', 'p/kustomization.yaml', 'p/argocd', ...folders.map((folder) => `p/${folder}`)].sort(),
    );
  });

  it('are one for each object', () => {
    const objects = cluster.steps.reduce((sum, step) => sum + step.objects.length, cluster.argocd.length);
    const kustomizations = folders.length + 2;
    expect(tree.size).toBe(objects + kustomizations + 1);
  });

  it('name the profile that they come from', () => {
    for (const text of tree.values()) expect(text.split('\n')[0]).toContain('profiles/p.yaml');
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

  it('lists none where a store has them, or where there is no TDX', () => {
    const secrets = { source: 'external-secrets', store: { name: 'vault' } };
    expect(runbookOf(clusterOf(TDX, { pccs: { secrets } }))).not.toContain('pccs-secrets');
    expect(runbookOf(clusterOf({ ...TDX, tee: 'snp' }))).not.toContain('pccs-secrets');
  });

  it('says what the log level of the profile costs', () => {
    const debug = { kataConfig: { logLevel: 'debug' } };
    expect(runbookOf(clusterOf(TDX))).toContain('1 time, in the worst case 2 times');
    expect(runbookOf(clusterOf(TDX, { sandboxedContainers: debug }))).toContain('in the worst case 3 times');
  });
});
