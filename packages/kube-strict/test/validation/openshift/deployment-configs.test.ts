import { describe } from 'vitest';
import { podSpec } from '../support/judge.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

// Seen in openshift/openshift-apiserver: pkg/apps/apis/apps/validation/validation.go and pkg/apps/apis/apps/v1/defaults.go.

const labels = { a: 'b' };
const template = (spec: object = {}, container: object = {}): object => ({
  metadata: { labels },
  spec: podSpec(container, spec),
});
const config = (spec: object = {}): object =>
  made('apps.openshift.io/v1', 'DeploymentConfig', { spec: { template: template(), ...spec } });
const rolling = (rollingParams: object, strategy: object = {}): object =>
  config({ strategy: { type: 'Rolling', rollingParams, ...strategy } });
const hook = (pre: object): object => config({ strategy: { type: 'Recreate', recreateParams: { pre } } });
const images = (imageChangeParams: object): object =>
  config({ triggers: [{ type: 'ImageChange', imageChangeParams }] });
const nginx = { kind: 'ImageStreamTag', name: 'nginx:1.25' };
const strategyAt = '/spec/strategy';
const hookAt = `${strategyAt}/recreateParams/pre`;
const triggerAt = '/spec/triggers/0';

describe('a DeploymentConfig', () => {
  accepts({
    'only a template': config(),
    'a selector, no replicas and a test': config({ selector: labels, replicas: 0, test: true }),
    'all that a rolling rollout takes': rolling({
      intervalSeconds: 1,
      updatePeriodSeconds: 1,
      timeoutSeconds: 120,
      maxSurge: '25%',
      maxUnavailable: '25%',
      post: { failurePolicy: 'Ignore', tagImages: [{ to: { kind: 'ImageStreamTag', name: 'a:b' } }] },
    }),
    'a surge of 0 alone': rolling({ maxSurge: 0 }),
    'a hook of the only container': hook({ failurePolicy: 'Abort', execNewPod: { command: ['a'] } }),
    'a failure policy that nobody knows': hook({ failurePolicy: 'x', execNewPod: { command: ['a'] } }),
    'an image from a stream, of a container without one': config({
      template: template({}, { image: ' ' }),
      triggers: [
        { type: 'ConfigChange' },
        { type: 'ImageChange', imageChangeParams: { from: nginx, containerNames: ['c'] } },
      ],
    }),
    'no image where a trigger brings it': config({
      template: template({}, { image: '' }),
      triggers: [{ type: 'ImageChange', imageChangeParams: { from: nginx, containerNames: ['c'] } }],
    }),
    'a trigger of another type': config({ triggers: [{ type: 'Manual' }] }),
    'no triggers, and nulls': config({ triggers: null, minReadySeconds: null, selector: null }),
    'a strategy of its own': config({
      strategy: { type: 'Custom', customParams: { environment: [{ name: 'A_1' }] }, labels },
    }),
  });
  refuses({
    'no template': [
      made('apps.openshift.io/v1', 'DeploymentConfig', { spec: { replicas: 1 } }),
      'api/required /spec/template',
    ],
    'an unknown field': [config({ replica: 1 }), 'api/unknown-field /spec/replica'],
    'a selector as Deployments have it': [
      config({ selector: { matchLabels: labels } }),
      'api/type /spec/selector/matchLabels',
    ],
    'a selector of others': [
      config({ selector: { a: 'c' } }),
      'api/invalid-value /spec/template/metadata/labels',
    ],
    'neither a selector nor labels': [
      config({ template: { spec: podSpec() } }),
      'api/required /spec/selector',
    ],
    'fewer than no replicas': [config({ replicas: -1 }), 'api/bounds /spec/replicas'],
    'more replicas than 32 bits hold': [config({ replicas: 2 ** 31 }), 'api/bounds /spec/replicas'],
    'a pod that ends': [
      config({ template: template({ restartPolicy: 'Never' }) }),
      'api/enum /spec/template/spec/restartPolicy',
    ],
    'a label that is none': [
      config({ template: { metadata: { labels: { a: 'b c' } }, spec: podSpec() } }),
      'api/metadata-labels /spec/template/metadata/labels/a',
    ],
    'a container without an image': [
      config({ template: template({}, { image: '' }) }),
      'api/required /spec/template/spec/containers/0/image',
    ],
    'a container without an image that no trigger names': [
      config({
        template: template({}, { image: '' }),
        triggers: [{ type: 'ImageChange', imageChangeParams: { from: nginx, containerNames: ['d'] } }],
      }),
      'api/required /spec/template/spec/containers/0/image',
    ],
    'a strategy of Deployments': [
      config({ strategy: { type: 'RollingUpdate' } }),
      `api/enum ${strategyAt}/type`,
    ],
    'a strategy of its own without parameters': [
      config({ strategy: { type: 'Custom' } }),
      `api/required ${strategyAt}/customParams`,
    ],
    'no step at all': [
      rolling({ maxSurge: 0, maxUnavailable: '0%' }),
      `api/invalid-value ${strategyAt}/rollingParams/maxUnavailable`,
    ],
    'more away than there are': [
      rolling({ maxUnavailable: '101%' }),
      `api/bounds ${strategyAt}/rollingParams/maxUnavailable`,
    ],
    'no time': [
      rolling({ intervalSeconds: 0, timeoutSeconds: 1 }),
      `api/bounds ${strategyAt}/rollingParams/intervalSeconds`,
    ],
    'readiness later than the timeout': [
      config({ minReadySeconds: 600 }),
      'api/invalid-value /spec/minReadySeconds',
    ],
    'a deadline before the timeout': [
      rolling({ timeoutSeconds: 60 }, { activeDeadlineSeconds: 60 }),
      `api/invalid-value ${strategyAt}/activeDeadlineSeconds`,
    ],
    'a request above the limit': [
      config({ strategy: { resources: { limits: { cpu: 1 }, requests: { cpu: 2 } } } }),
      `api/invalid-value ${strategyAt}/resources/requests/cpu`,
    ],
    'a hook that does nothing': [hook({ failurePolicy: 'Abort' }), `api/invalid-value ${hookAt}`],
    'a hook without a policy or a command': [
      hook({ execNewPod: {} }),
      `api/required ${hookAt}/failurePolicy`,
      `api/required ${hookAt}/execNewPod/command`,
    ],
    'a hook of no container': [
      hook({ failurePolicy: 'Retry', tagImages: [{ containerName: 'd', to: { name: 'a:b' } }] }),
      `api/not-found ${hookAt}/tagImages/0/containerName`,
      `api/enum ${hookAt}/tagImages/0/to/kind`,
    ],
    'a variable with a dash': [
      hook({ failurePolicy: 'Retry', execNewPod: { command: ['a'], env: [{ name: 'a-b' }] } }),
      `api/format ${hookAt}/execNewPod/env/0/name`,
    ],
    'a trigger without a type': [config({ triggers: [{}] }), `api/required ${triggerAt}/type`],
    'a trigger without an image': [
      config({ triggers: [{ type: 'ImageChange' }] }),
      `api/required ${triggerAt}/imageChangeParams`,
    ],
    'an image without a tag': [
      images({ from: { kind: 'ImageStreamTag', name: 'nginx' } }),
      `api/format ${triggerAt}/imageChangeParams/from/name`,
      `api/required ${triggerAt}/imageChangeParams/containerNames`,
    ],
    'an image that is not of a stream': [
      images({ from: { kind: 'DockerImage', name: 'a:b' }, containerNames: ['c'] }),
      `api/enum ${triggerAt}/imageChangeParams/from/kind`,
    ],
  });
});
