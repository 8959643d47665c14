import { describe, expect, it } from 'vitest';
import {
  FluxRollout,
  type FluxRolloutProps,
  type FluxStep,
} from '../../../constructs/gitops/flux-rollout.ts';
import { render } from '../support/render.ts';

const STAGE: FluxStep = {
  name: '10-operators',
  path: 'dist/a/10-operators',
  prune: false,
  healthChecks: [],
  healthCheckExprs: [],
};

const GATE: FluxStep = {
  name: '15-gate',
  path: 'dist/a/flux/gates/15-gate',
  prune: true,
  healthChecks: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'gate-1', namespace: 'coco-gitops' }],
  healthCheckExprs: [{ apiVersion: 'example.com/v1', kind: 'Pool', current: 'true' }],
};

const LEAST: FluxRolloutProps = {
  name: 'coco-a',
  namespace: 'flux-system',
  repository: 'https://git.example.com/a.git',
  revision: 'main',
  path: 'dist/a/flux',
  timeoutMinutes: 270,
  steps: [STAGE, GATE, { ...STAGE, name: '20-node-features', path: 'dist/a/20-node-features' }],
};

function repository(spec: object) {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'coco-a', namespace: 'flux-system' },
    spec: { interval: '1m0s', url: 'https://git.example.com/a.git', ...spec },
  };
}

function kustomization(name: string, path: string, spec: object) {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: `coco-a-${name}`, namespace: 'flux-system' },
    spec: {
      interval: '10m0s',
      retryInterval: '2m0s',
      timeout: '270m0s',
      path,
      sourceRef: { kind: 'GitRepository', name: 'coco-a' },
      force: false,
      wait: false,
      ...spec,
    },
  };
}

const ROOT = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'coco-a', namespace: 'flux-system' },
  spec: {
    interval: '10m0s',
    retryInterval: '1m0s',
    timeout: '5m0s',
    path: './dist/a/flux',
    sourceRef: { kind: 'GitRepository', name: 'coco-a' },
    prune: true,
    deletionPolicy: 'Orphan',
    force: false,
    wait: false,
  },
};

const CHAIN = [
  ROOT,
  kustomization('10-operators', './dist/a/10-operators', { prune: false }),
  kustomization('15-gate', './dist/a/flux/gates/15-gate', {
    prune: true,
    dependsOn: [{ name: 'coco-a-10-operators' }],
    healthChecks: GATE.healthChecks,
    healthCheckExprs: GATE.healthCheckExprs,
  }),
  kustomization('20-node-features', './dist/a/20-node-features', {
    prune: false,
    dependsOn: [{ name: 'coco-a-15-gate' }],
  }),
];

function rolloutOf(props: FluxRolloutProps) {
  return render((chart) => new FluxRollout(chart, 'rollout', props));
}

describe('the rollout for Flux', () => {
  it('with the least props is a public repository, a root, and a chain of Kustomizations that force and prune nothing unasked', () => {
    expect(rolloutOf(LEAST)).toEqual([repository({ ref: { branch: 'main' } }), ...CHAIN]);
  });

  it('with all props reads the repository with a Secret, takes signed revisions only, and applies with an account', () => {
    const props: Required<FluxRolloutProps> = {
      ...LEAST,
      secret: 'deploy-key',
      verify: { secret: 'signers', mode: 'HEAD' },
      serviceAccountName: 'applier',
    };
    const [source, ...chain] = rolloutOf(props);
    expect(source).toEqual(
      repository({
        ref: { branch: 'main' },
        secretRef: { name: 'deploy-key' },
        verify: { mode: 'HEAD', secretRef: { name: 'signers' } },
      }),
    );
    expect(chain).toMatchObject(CHAIN);
    expect(chain.map(({ spec }) => (spec as { serviceAccountName?: string }).serviceAccountName)).toEqual(
      CHAIN.map(() => 'applier'),
    );
  });

  it.each(['HEAD', 'Tag', 'TagAndHEAD'] as const)('names what has to be signed: %s', (mode) => {
    const verify = { secret: 'signers', mode };
    expect(rolloutOf({ ...LEAST, verify })[0]).toEqual(
      repository({ ref: { branch: 'main' }, verify: { mode, secretRef: { name: 'signers' } } }),
    );
  });

  it.each([
    ['a branch', 'release/1.2', { branch: 'release/1.2' }],
    ['a reference', 'refs/tags/v1.2', { name: 'refs/tags/v1.2' }],
    [
      'a commit',
      '0123456789abcdef0123456789abcdef01234567',
      {
        commit: '0123456789abcdef0123456789abcdef01234567',
      },
    ],
    ['a branch that is nearly a commit', '0123456789abcdef', { branch: '0123456789abcdef' }],
  ])('follows %s', (_, revision, ref) => {
    expect(rolloutOf({ ...LEAST, revision })[0]).toEqual(repository({ ref }));
  });
});
