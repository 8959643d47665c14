import { describe } from 'vitest';
import { podSpec } from '../support/judge.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

const labels = { a: 'b' };
const template = (spec: object = {}, container: object = {}): object => ({
  metadata: { labels },
  spec: podSpec(container, spec),
});
const selecting = { selector: { matchLabels: labels }, template: template() };
const deployment = (spec: object): object =>
  made('apps/v1', 'Deployment', { spec: { ...selecting, ...spec } });
const daemonSet = (spec: object): object => made('apps/v1', 'DaemonSet', { spec: { ...selecting, ...spec } });
const statefulSet = (spec: object): object =>
  made('apps/v1', 'StatefulSet', { spec: { ...selecting, ...spec } });
const controller = (spec: object): object => made('v1', 'ReplicationController', { spec });
const rolling = (rollingUpdate: object): object =>
  deployment({ strategy: { type: 'RollingUpdate', rollingUpdate } });

describe('a Deployment', () => {
  const labelsAt = '/spec/template/metadata/labels';
  accepts({
    little: deployment({}),
    'no replicas': deployment({ replicas: 0 }),
    'an empty policy to restart by': deployment({ template: template({ restartPolicy: '' }) }),
    'all at once': rolling({ maxUnavailable: '100%', maxSurge: '200%' }),
    'one by one': rolling({ maxUnavailable: 0, maxSurge: 1 }),
    'all away first': deployment({ strategy: { type: 'Recreate' } }),
    'a step without a type': deployment({ strategy: { rollingUpdate: { maxSurge: 0 } } }),
    'a selector by expressions': deployment({
      selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] },
    }),
    'the name of a port in a probe that no container has': deployment({
      template: template({}, { livenessProbe: { httpGet: { port: 'nowhere' } } }),
    }),
  });
  refuses({
    'a selector of nothing': [deployment({ selector: {} }), 'api/invalid-value /spec/selector'],
    'a selector of others': [
      deployment({ selector: { matchLabels: { a: 'c' } } }),
      `api/invalid-value ${labelsAt}`,
    ],
    'a selector of no labels': [
      deployment({ selector: { matchLabels: { 'a b': 'c' } } }),
      'api/format /spec/selector/matchLabels/a b',
      `api/invalid-value ${labelsAt}`,
    ],
    'an operator without values': [
      deployment({ selector: { matchExpressions: [{ key: 'a', operator: 'NotIn' }] } }),
      'api/required /spec/selector/matchExpressions/0/values',
    ],
    'fewer than no replicas': [deployment({ replicas: -1 }), 'api/bounds /spec/replicas'],
    'pods that end': [
      deployment({ template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) }),
      'api/enum /spec/template/spec/restartPolicy',
      'api/forbidden /spec/template/spec/activeDeadlineSeconds',
    ],
    'no step at all': [
      rolling({ maxUnavailable: 0, maxSurge: '0%' }),
      'api/invalid-value /spec/strategy/rollingUpdate/maxUnavailable',
    ],
    'more than all away': [
      rolling({ maxUnavailable: '101%' }),
      'api/bounds /spec/strategy/rollingUpdate/maxUnavailable',
    ],
    'a step that is neither a number nor a part': [
      rolling({ maxSurge: '1' }),
      'api/format /spec/strategy/rollingUpdate/maxSurge',
    ],
    'steps of what goes away first': [
      deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } }),
      'api/forbidden /spec/strategy/rollingUpdate',
    ],
    'a strategy that does not exist': [
      deployment({ strategy: { type: 'Blue' } }),
      'api/enum /spec/strategy/type',
    ],
    'a deadline before it can be ready': [
      deployment({ minReadySeconds: 600 }),
      'api/invalid-value /spec/progressDeadlineSeconds',
    ],
    'a mount of nothing': [
      deployment({ template: template({}, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }) }),
      'api/not-found /spec/template/spec/containers/0/volumeMounts/0/name',
    ],
  });
});

describe('a ReplicaSet', () => {
  accepts({ little: made('apps/v1', 'ReplicaSet', { spec: selecting }) });
  refuses({
    'no template': [
      made('apps/v1', 'ReplicaSet', { spec: { selector: selecting.selector } }),
      'api/invalid-value /spec/template/metadata/labels',
      'api/required /spec/template/spec/containers',
    ],
  });
});

describe('a ReplicationController', () => {
  accepts({
    'the labels of its template for a selector': controller({ template: template() }),
    'a selector': controller({ selector: labels, template: template() }),
  });
  refuses({
    'no template': [controller({ selector: labels }), 'api/required /spec/template'],
    'nothing to select by': [controller({ template: { spec: podSpec() } }), 'api/required /spec/selector'],
    'a selector of others': [
      controller({ selector: { c: 'd' }, template: template() }),
      'api/invalid-value /spec/template/metadata/labels',
    ],
  });
});

describe('a DaemonSet', () => {
  const update = (rollingUpdate: object, type = 'RollingUpdate'): object =>
    daemonSet({ updateStrategy: { type, rollingUpdate } });
  accepts({
    little: daemonSet({}),
    'new ones before the old go': update({ maxUnavailable: 0, maxSurge: '10%' }),
    'steps that do not count': update({ maxUnavailable: 0 }, 'OnDelete'),
  });
  const at = '/spec/updateStrategy/rollingUpdate';
  refuses({
    'both at once': [update({ maxSurge: 1 }), `api/invalid-value ${at}/maxSurge`],
    'no step': [update({ maxUnavailable: 0 }), `api/required ${at}/maxUnavailable`],
    'more than all': [update({ maxUnavailable: 0, maxSurge: '101%' }), `api/bounds ${at}/maxSurge`],
  });
});

describe('a StatefulSet', () => {
  const claims = (...names: string[]): object[] =>
    names.map((name) => ({
      metadata: { name },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }));
  const mounts = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  accepts({
    little: statefulSet({}),
    'claims that it mounts': statefulSet({
      volumeClaimTemplates: claims('data'),
      template: template({}, mounts),
    }),
    'a claim that hides a volume': statefulSet({
      volumeClaimTemplates: claims('data'),
      template: template({ volumes: [{ name: 'data', hostPath: { path: '' } }] }, mounts),
    }),
    'the rest of its settings': statefulSet({
      serviceName: '',
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: '', rollingUpdate: { partition: 1, maxUnavailable: '0%' } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
      ordinals: { start: 3 },
    }),
  });
  refuses({
    'a mount of no claim': [
      statefulSet({ template: template({}, mounts) }),
      'api/not-found /spec/template/spec/containers/0/volumeMounts/0/name',
    ],
    'a claim without a size': [
      statefulSet({
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { accessModes: ['ReadWriteOnce'] } }],
      }),
      'api/required /spec/volumeClaimTemplates/0/spec/resources/requests/storage',
    ],
    'steps of what waits for a deletion': [
      statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: {} } }),
      'api/invalid-value /spec/updateStrategy/rollingUpdate',
    ],
    'strange policies': [
      statefulSet({
        podManagementPolicy: 'Any',
        persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' },
      }),
      'api/enum /spec/podManagementPolicy',
      'api/enum /spec/persistentVolumeClaimRetentionPolicy/whenScaled',
    ],
    'the name of a service with a dot': [statefulSet({ serviceName: 'a.b' }), 'api/format /spec/serviceName'],
  });
});

describe('a PodTemplate', () => {
  accepts({
    'a pod of any kind': made('v1', 'PodTemplate', { template: template({ restartPolicy: 'Never' }) }),
  });
  refuses({
    'no containers': [
      made('v1', 'PodTemplate', { template: { spec: { containers: [] } } }),
      'api/required /template/spec/containers',
    ],
  });
});

describe('a ControllerRevision', () => {
  accepts({
    data: made('apps/v1', 'ControllerRevision', { data: { a: 1 }, revision: 1 }),
    'no number': made('apps/v1', 'ControllerRevision', { data: { a: 1 } }),
  });
  refuses({
    'no data': [made('apps/v1', 'ControllerRevision', { revision: 1 }), 'api/required /data'],
  });
});
