import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const range = (...limits: object[]): object => made('v1', 'LimitRange', { spec: { limits } });
const container = (fields: object): object => range({ type: 'Container', ...fields });
const quota = (spec: object): object => made('v1', 'ResourceQuota', { spec });

describe('a LimitRange', () => {
  const at = '/spec/limits/0';
  accepts({
    'limits for containers, pods and claims': range(
      {
        type: 'Container',
        min: { cpu: '100m' },
        defaultRequest: { cpu: '200m' },
        default: { cpu: '300m' },
        max: { cpu: '400m' },
        maxLimitRequestRatio: { cpu: 4 },
      },
      { type: 'Pod', max: { memory: '1Gi' } },
      { type: 'PersistentVolumeClaim', min: { storage: '1Gi' } },
    ),
    'limits for what others know': range({ type: 'example.com/a', max: { cpu: 1 } }),
  });
  refuses({
    'a type that does not exist': [range({ type: 'Node' }), `api/enum ${at}/type`],
    'one type twice': [range({ type: 'Pod' }, { type: 'Pod' }), 'api/duplicate /spec/limits/1/type'],
    'a default for pods': [range({ type: 'Pod', default: { cpu: 1 } }), `api/forbidden ${at}/default`],
    'nothing for claims': [range({ type: 'PersistentVolumeClaim' }), `api/invalid-value ${at}`],
    'a least above the most': [
      container({ min: { cpu: 2 }, max: { cpu: 1 } }),
      `api/invalid-value ${at}/min/cpu`,
    ],
    'a default above the most': [
      container({ default: { cpu: 2 }, max: { cpu: 1 }, defaultRequest: { cpu: 1 } }),
      `api/invalid-value ${at}/default/cpu`,
    ],
    'a request by default above the most, which is the limit by default': [
      container({ defaultRequest: { cpu: 2 }, max: { cpu: 1 } }),
      `api/invalid-value ${at}/defaultRequest/cpu`,
    ],
    'a ratio below one': [
      container({ maxLimitRequestRatio: { cpu: '500m' } }),
      `api/bounds ${at}/maxLimitRequestRatio/cpu`,
    ],
    'a ratio that its bounds exclude': [
      container({ min: { cpu: 1 }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } }),
      `api/invalid-value ${at}/maxLimitRequestRatio/cpu`,
    ],
    'a resource that containers have not': [
      container({ max: { storage: 1 } }),
      `api/format ${at}/max/storage`,
    ],
  });
});

describe('a ResourceQuota', () => {
  accepts({
    'all kinds of resources': quota({
      hard: {
        pods: 10,
        'requests.cpu': '1',
        'limits.memory': '1Gi',
        'requests.nvidia.com/gpu': 1,
        'count/deployments.apps': 2,
        'gold.storageclass.storage.k8s.io/requests.storage': '1Ti',
        'requests.hugepages-2Mi': '4Mi',
      },
    }),
    'a scope': quota({ hard: { pods: 1 }, scopes: ['BestEffort'] }),
    'a class of pods': quota({
      hard: { cpu: 1 },
      scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
    }),
  });
  refuses({
    'a resource that nobody counts': [quota({ hard: { gpu: 1 } }), 'api/format /spec/hard/gpu'],
    'parts of pods': [quota({ hard: { pods: '500m' } }), 'api/invalid-value /spec/hard/pods'],
    'less than nothing': [quota({ hard: { cpu: -1 } }), 'api/bounds /spec/hard/cpu'],
    'a scope that does not exist': [quota({ scopes: ['Any'] }), 'api/enum /spec/scopes/0'],
    'a scope of other resources': [
      quota({ hard: { cpu: 1 }, scopes: ['BestEffort'] }),
      'api/invalid-value /spec/scopes/0',
    ],
    'scopes that exclude each other': [
      quota({ hard: { pods: 1 }, scopes: ['Terminating', 'NotTerminating'] }),
      'api/invalid-value /spec/scopes/0',
    ],
    'values for a scope without any': [
      quota({
        hard: { pods: 1 },
        scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'In', values: ['a'] }] },
      }),
      'api/invalid-value /spec/scopeSelector/matchExpressions/0/operator',
    ],
  });
});

describe('a PriorityClass', () => {
  const priority = (name: string, value: number, rest: object = {}): object =>
    made('scheduling.k8s.io/v1', 'PriorityClass', { value, ...rest }, { name });
  accepts({
    'up to a thousand million': priority('a', 1_000_000_000),
    'a negative value': priority('a', -5, { preemptionPolicy: 'Never' }),
    'what every cluster has': priority('system-node-critical', 2_000_001_000),
  });
  refuses({
    more: [priority('a', 1_000_000_001), 'api/bounds /value'],
    'a name of the system': [priority('system-a', 1), 'api/metadata-name /metadata/name'],
    'another value for the system': [priority('system-node-critical', 1), 'api/invalid-value /value'],
    'an empty policy': [priority('a', 1, { preemptionPolicy: '' }), 'api/enum /preemptionPolicy'],
  });
});

describe('a RuntimeClass', () => {
  const runtime = (fields: object): object =>
    made('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata-tdx', ...fields });
  accepts({
    'a handler': runtime({}),
    'what it costs and where it runs': runtime({
      overhead: { podFixed: { memory: '350Mi', cpu: '250m' } },
      scheduling: { nodeSelector: { a: '' }, tolerations: [{ operator: 'Exists' }] },
    }),
  });
  refuses({
    'a handler that is no label': [runtime({ handler: 'kata.tdx' }), 'api/format /handler'],
    'costs of no container': [
      runtime({ overhead: { podFixed: { gpu: 1 } } }),
      'api/format /overhead/podFixed/gpu',
    ],
    'one toleration twice': [
      runtime({ scheduling: { tolerations: [{ operator: 'Exists' }, { operator: 'Exists' }] } }),
      'api/duplicate /scheduling/tolerations/1',
    ],
  });
});

describe('a PodDisruptionBudget', () => {
  const budget = (spec: object): object =>
    made('policy/v1', 'PodDisruptionBudget', { spec }, { name: 'Any_Name' });
  accepts({ 'a part': budget({ minAvailable: '100%', selector: {} }), neither: budget({}) });
  refuses({
    'both bounds': [budget({ minAvailable: 1, maxUnavailable: 1 }), 'api/forbidden /spec/maxUnavailable'],
    'more than all': [budget({ maxUnavailable: '101%' }), 'api/bounds /spec/maxUnavailable'],
    'a number as a text': [budget({ minAvailable: '1' }), 'api/format /spec/minAvailable'],
    'less than none': [budget({ minAvailable: -1 }), 'api/bounds /spec/minAvailable'],
    'an empty policy': [
      budget({ unhealthyPodEvictionPolicy: '' }),
      'api/enum /spec/unhealthyPodEvictionPolicy',
    ],
  });
});

describe('a HorizontalPodAutoscaler', () => {
  const scaler = (spec: object): object =>
    made('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: {
        maxReplicas: 2,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' },
        ...spec,
      },
    });
  const metric = (fields: object): object => scaler({ metrics: [fields] });
  const cpu = (target: object): object => metric({ type: 'Resource', resource: { name: 'cpu', target } });
  accepts({
    'the older form': made('autoscaling/v1', 'HorizontalPodAutoscaler', {
      spec: { maxReplicas: 2, scaleTargetRef: { kind: 'D', name: 'd' }, targetCPUUtilizationPercentage: 80 },
    }),
    'a part of a processor': cpu({ type: 'Utilization', averageUtilization: 80 }),
    'something else': metric({
      type: 'Object',
      object: {
        describedObject: { kind: 'Ingress', name: 'i' },
        metric: { name: 'm' },
        target: { type: 'Value', value: '1k' },
      },
    }),
    // validateMetricIdentifier looks at the name alone.
    'a selector that selects nothing': metric({
      type: 'External',
      external: {
        metric: { name: 'm', selector: { matchLabels: { '-': '%' } } },
        target: { type: 'Value', value: 1 },
      },
    }),
    patience: scaler({
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }],
        },
      },
    }),
  });
  refuses({
    'no replicas': [scaler({ minReplicas: 0 }), 'api/bounds /spec/minReplicas'],
    'more at least than at most': [scaler({ minReplicas: 3 }), 'api/bounds /spec/maxReplicas'],
    'no target': [
      scaler({ scaleTargetRef: { kind: '', name: 'a/b' } }),
      'api/required /spec/scaleTargetRef/kind',
      'api/format /spec/scaleTargetRef/name',
    ],
    'two targets': [
      cpu({ type: 'Utilization', averageUtilization: 1, averageValue: 1 }),
      'api/invalid-value /spec/metrics/0/resource/target',
    ],
    'a target of nothing': [
      cpu({ type: 'AverageValue', averageValue: 0 }),
      'api/bounds /spec/metrics/0/resource/target/averageValue',
    ],
    'a type without its field': [metric({ type: 'Pods' }), 'api/required /spec/metrics/0/pods'],
    'the field of another type': [
      metric({ type: 'Pods', resource: { name: 'cpu', target: { type: 'Value', averageValue: 1 } } }),
      'api/required /spec/metrics/0/pods',
      'api/forbidden /spec/metrics/0/resource',
    ],
    'no policies': [
      scaler({ behavior: { scaleUp: { policies: [] } } }),
      'api/required /spec/behavior/scaleUp/policies',
    ],
    'too much patience': [
      scaler({ behavior: { scaleUp: { stabilizationWindowSeconds: 3601 } } }),
      'api/bounds /spec/behavior/scaleUp/stabilizationWindowSeconds',
    ],
  });
});

describe('a Lease', () => {
  const lease = (spec: object): object => made('coordination.k8s.io/v1', 'Lease', { spec });
  accepts({ 'a time': lease({ leaseDurationSeconds: 1, leaseTransitions: 0 }) });
  refuses({ 'no time': [lease({ leaseDurationSeconds: 0 }), 'api/bounds /spec/leaseDurationSeconds'] });
});
