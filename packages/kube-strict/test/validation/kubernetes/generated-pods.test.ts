import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBy, type Choices } from '../generate/random.ts';
import { kubernetesProblems } from '../support/judge.ts';

type Spec = Record<string, unknown> & { containers: Record<string, unknown>[] };

/** The spec of a pod that the server accepts wherever it may stand, with some of what it may have. */
function legalSpec(choices: Choices): Spec {
  const names = ['data', 'config', 'claim', 'extra'].slice(0, 1 + choices.below(4));
  const some = (fields: object): object => (choices.chance(0.5) ? fields : {});
  const action = (): object =>
    choices.of([
      { exec: { command: ['a'] } },
      { tcpSocket: { port: 1 } },
      { httpGet: { port: 'http' } },
      { grpc: { port: 9 } },
    ]);
  const container = (name: string): Record<string, unknown> => ({
    name,
    image: choices.of(['i', 'registry.example.com/i:1', 'i@sha256:0']),
    ...some({ ports: [{ containerPort: 1 + choices.below(65535), name: choices.of(['http', 'a-1']) }] }),
    ...some({ env: [{ name: choices.of(['A', '1a.b']), value: choices.of(['', 'b']) }] }),
    ...some({ livenessProbe: { ...action(), periodSeconds: choices.below(9) } }),
    ...some({ readinessProbe: { ...action(), successThreshold: choices.below(9) } }),
    ...some({
      lifecycle: { preStop: choices.of([{ exec: { command: ['b'] } }, { sleep: { seconds: 1 } }]) },
    }),
    ...some({
      resources: { limits: { cpu: 2, memory: '1Gi' }, requests: { cpu: choices.of([1, '500m', 2]) } },
    }),
    ...some({ securityContext: { runAsUser: choices.below(2 ** 31), capabilities: { drop: ['ALL'] } } }),
    ...some({ volumeMounts: [{ name: choices.of(names), mountPath: '/m', ...some({ subPath: 'a/b' }) }] }),
    ...some({ imagePullPolicy: choices.of(['', 'Always', 'Never']) }),
  });
  const source = (): object =>
    choices.of([
      {},
      { emptyDir: { sizeLimit: '1Gi' } },
      { configMap: { name: 'c', defaultMode: choices.below(512) } },
      { persistentVolumeClaim: { claimName: 'c' } },
      { projected: { sources: [{ secret: { name: 's' } }] } },
    ]);
  return {
    containers: [container('main'), ...(choices.chance(0.3) ? [container('side')] : [])],
    volumes: names.map((name) => ({ name, ...source() })),
    ...some({
      initContainers: [
        { name: 'init', image: 'i' },
        { ...container('proxy'), restartPolicy: 'Always' },
      ],
    }),
    ...some({ nodeSelector: { 'a/b': choices.of(['', 'c']) } }),
    ...some({ tolerations: [{ key: 'a', operator: choices.of(['', 'Equal', 'Exists']) }] }),
    ...some({ dnsPolicy: choices.of(['', 'Default', 'ClusterFirst']) }),
    ...some({ securityContext: { fsGroup: choices.below(9), seccompProfile: { type: 'RuntimeDefault' } } }),
    ...some({
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway' }],
    }),
    ...some({
      runtimeClassName: 'kata',
      serviceAccountName: 'a.b',
      terminationGracePeriodSeconds: 1 + choices.below(99),
    }),
  };
}

const labels = { app: 'a' };
const metadata = { name: 'x', labels };

/** The pod by itself, and in what runs it: where its spec lies, and the object. */
function everywhere(spec: Spec): readonly (readonly [path: string, object: object])[] {
  const template = { metadata: { labels }, spec };
  const ending = { template: { spec: { ...spec, restartPolicy: 'Never' } } };
  const lasting = { selector: { matchLabels: labels }, template };
  return [
    ['/spec', { apiVersion: 'v1', kind: 'Pod', metadata, spec }],
    ['/template/spec', { apiVersion: 'v1', kind: 'PodTemplate', metadata, template }],
    ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(
      (kind) => ['/spec/template/spec', { apiVersion: 'apps/v1', kind, metadata, spec: lasting }] as const,
    ),
    [
      '/spec/template/spec',
      { apiVersion: 'v1', kind: 'ReplicationController', metadata, spec: { template } },
    ],
    ['/spec/template/spec', { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: ending }],
    [
      '/spec/jobTemplate/spec/template/spec',
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata,
        spec: { schedule: '@daily', jobTemplate: { spec: ending } },
      },
    ],
  ];
}

/** What spoils any such pod: the change, and the problem that follows. */
const FAULTS: Readonly<Record<string, readonly [spoil: (spec: Spec) => Spec, rule: string, path: string]>> = {
  'no image': [inMain({ image: '' }), 'api/required', '/containers/0/image'],
  'the name of a container twice': [
    (spec) => ({ ...spec, containers: [...spec.containers, { name: 'main', image: 'i' }] }),
    'api/duplicate',
    '/name',
  ],
  'a mount of nothing': [
    inMain({ volumeMounts: [{ name: 'nowhere', mountPath: '/n' }] }),
    'api/not-found',
    '/containers/0/volumeMounts/0/name',
  ],
  'a probe without an action': [
    inMain({ livenessProbe: {} }),
    'api/invalid-value',
    '/containers/0/livenessProbe',
  ],
  'a request above its limit': [
    inMain({ resources: { requests: { cpu: 3 }, limits: { cpu: 2 } } }),
    'api/invalid-value',
    '/containers/0/resources/requests/cpu',
  ],
  'a user of no number': [
    inMain({ securityContext: { runAsUser: -1 } }),
    'api/bounds',
    '/containers/0/securityContext/runAsUser',
  ],
  'a variable of no name': [inMain({ env: [{ name: '=' }] }), 'api/format', '/containers/0/env/0/name'],
  'a policy for names that does not exist': [
    (spec) => ({ ...spec, dnsPolicy: 'Any' }),
    'api/enum',
    '/dnsPolicy',
  ],
  'a toleration of no key': [
    (spec) => ({ ...spec, tolerations: [{ operator: 'Equal' }] }),
    'api/invalid-value',
    '/tolerations/0/operator',
  ],
  'two sources of a volume': [
    (spec) => ({ ...spec, volumes: [{ name: 'data', emptyDir: {}, hostPath: { path: '/a' } }] }),
    'api/forbidden',
    '/volumes/0/emptyDir',
  ],
};

function inMain(fields: object): (spec: Spec) => Spec {
  return (spec) => ({
    ...spec,
    containers: spec.containers.map((one, index) => (index === 0 ? { ...one, ...fields } : one)),
  });
}

describe('a pod of legal parts', () => {
  it('is accepted by itself, and in whatever runs it', () => {
    fc.assert(
      fc.property(arbitraryBy(legalSpec), (spec) => {
        for (const [, object] of everywhere(spec)) expect(kubernetesProblems(object)).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(FAULTS))('is refused everywhere with %s', (_what, [spoil, rule, path]) => {
    fc.assert(
      fc.property(arbitraryBy(legalSpec), (made) => {
        for (const [place, object] of everywhere(spoil(made))) {
          const problems = kubernetesProblems(object);
          const there = problems.filter((problem) => problem.startsWith(`${rule} ${place}/`));
          expect(there.some((problem) => problem.endsWith(path))).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });
});
