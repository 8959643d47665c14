import { describe, expect, it } from 'vitest';
import {
  ArgoCdApplication,
  type ArgoCdApplicationProps,
} from '../../../constructs/gitops/argocd-application.ts';
import { groupOf } from '../../../constructs/gitops/resources.ts';
import { render } from '../support/render.ts';

const LEAST: ArgoCdApplicationProps = {
  name: 'coco-a',
  namespace: 'openshift-gitops',
  source: { repository: 'https://git.example.com/a.git', revision: 'main', path: 'dist/a' },
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'z' } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'z' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'z' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' } },
    { apiVersion: 'kataconfiguration.openshift.io/v1', kind: 'KataConfig', metadata: { name: 'k' } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } },
  ],
};

const SERVER = 'https://kubernetes.default.svc';

const PROJECT = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'coco-a', namespace: 'openshift-gitops' },
  spec: {
    description: 'Confidential containers',
    sourceRepos: ['https://git.example.com/a.git'],
    destinations: [
      { server: SERVER, namespace: 'b' },
      { server: SERVER, namespace: 'z' },
    ],
    clusterResourceWhitelist: [
      { group: '', kind: 'Namespace' },
      { group: 'kataconfiguration.openshift.io', kind: 'KataConfig' },
    ],
    namespaceResourceWhitelist: [
      { group: '', kind: 'ConfigMap' },
      { group: 'apps', kind: 'Deployment' },
    ],
  },
};

function application(automated: object) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'coco-a', namespace: 'openshift-gitops' },
    spec: {
      project: 'coco-a',
      source: { repoURL: 'https://git.example.com/a.git', targetRevision: 'main', path: 'dist/a' },
      destination: { server: SERVER, namespace: 'b' },
      syncPolicy: {
        ...automated,
        retry: { limit: -1, refresh: true, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } },
        syncOptions: ['SkipDryRunOnMissingResource=true'],
      },
    },
  };
}

function applicationOf(props: ArgoCdApplicationProps) {
  return render((chart) => new ArgoCdApplication(chart, 'application', props));
}

describe('the Application of Argo CD', () => {
  it('with the least props waits for a person, in a project that allows what is rendered and no more', () => {
    expect(applicationOf(LEAST)).toEqual([PROJECT, application({})]);
    expect(applicationOf({ ...LEAST, automated: false })).toEqual([PROJECT, application({})]);
  });

  it('with all props syncs by itself, never prunes by itself, and takes signed revisions only', () => {
    const props: Required<ArgoCdApplicationProps> = {
      ...LEAST,
      argocdVersion: '3.3',
      automated: true,
      signatureKeys: ['4AEE18F83AFDEB23', '0123456789ABCDEF'],
    };
    const signatureKeys = [{ keyID: '4AEE18F83AFDEB23' }, { keyID: '0123456789ABCDEF' }];
    expect(applicationOf(props)).toEqual([
      { ...PROJECT, spec: { ...PROJECT.spec, signatureKeys } },
      application({ automated: { selfHeal: true, prune: false } }),
    ]);
  });

  it.each(['2.14', '3.0', '3.1'])(
    'tries again without end with Argo CD %s too, though each try keeps its commit',
    (argocdVersion) => {
      const [, old] = applicationOf({ ...LEAST, argocdVersion });
      const retry = { limit: -1, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } };
      expect(old?.['spec']).toHaveProperty('syncPolicy', {
        retry,
        syncOptions: ['SkipDryRunOnMissingResource=true'],
      });
    },
  );

  it.each(['3.2', '3.3', '3.10', '4.0'])(
    'tries again for ever with Argo CD %s, with the newest commit',
    (argocdVersion) => {
      expect(applicationOf({ ...LEAST, argocdVersion })).toEqual(applicationOf(LEAST));
    },
  );

  it('is the same in whatever order the objects come', () => {
    const reversed = { ...LEAST, objects: [...LEAST.objects].reverse() };
    expect(applicationOf(reversed)).toEqual(applicationOf(LEAST));
  });
});

describe('the API group of an object', () => {
  it.each([
    ['v1', ''],
    ['apps/v1', 'apps'],
    ['security.openshift.io/v1', 'security.openshift.io'],
  ])('of %s is %j', (apiVersion, group) => {
    expect(groupOf({ apiVersion })).toBe(group);
  });
});
