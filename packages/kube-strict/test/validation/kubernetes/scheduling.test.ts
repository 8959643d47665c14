import { describe } from 'vitest';
import { pod } from '../support/judge.ts';
import { accepts, refuses } from '../support/verdicts.ts';

const tolerates = (...tolerations: object[]): object => pod({}, { tolerations });
const wants = (affinity: object, metadata: object = {}): object => pod({}, { affinity }, metadata);
const onNode = (term: object): object =>
  wants({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } });
const withPods = (term: object, metadata: object = {}): object =>
  wants({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }, metadata);
const spread = (...constraints: object[]): object =>
  pod(
    {},
    {
      topologySpreadConstraints: constraints.map((constraint) => ({
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        ...constraint,
      })),
    },
  );

describe('a toleration', () => {
  accepts({
    everything: tolerates({ operator: 'Exists' }),
    'a key without an operator': tolerates({ key: 'a/b', value: 'c', effect: 'NoSchedule' }),
    'an end': tolerates({ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -1 }),
    'the same as another': tolerates({ operator: 'Exists' }, { operator: 'Exists' }),
  });
  refuses({
    'no key': [tolerates({ value: 'a' }), 'api/invalid-value /spec/tolerations/0/operator'],
    'a value for a key that need only be there': [
      tolerates({ key: 'a', operator: 'Exists', value: 'b' }),
      'api/forbidden /spec/tolerations/0/value',
    ],
    'an operator that does not exist': [
      tolerates({ key: 'a', operator: 'In' }),
      'api/enum /spec/tolerations/0/operator',
    ],
    'an effect that does not exist': [
      tolerates({ operator: 'Exists', effect: 'NoStart' }),
      'api/enum /spec/tolerations/0/effect',
    ],
    'an end without an effect that ends': [
      tolerates({ operator: 'Exists', tolerationSeconds: 1 }),
      'api/invalid-value /spec/tolerations/0/effect',
    ],
  });
});

describe('an affinity', () => {
  const required = '/requiredDuringSchedulingIgnoredDuringExecution';
  const node = `/spec/affinity/nodeAffinity${required}/nodeSelectorTerms/0`;
  const other = `/spec/affinity/podAntiAffinity${required}/0`;
  accepts({
    'nodes by labels, numbers and names': onNode({
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['b', ''] },
        { key: 'n', operator: 'Gt', values: ['1'] },
        { key: 'd', operator: 'DoesNotExist' },
      ],
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node'] }],
    }),
    'a term that no node meets': onNode({}),
    'pods by labels': withPods({ topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b' } } }),
    'pods by its own labels': withPods(
      { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a'] },
      { labels: { a: 'b' } },
    ),
  });
  refuses({
    'no terms': [
      wants({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } }),
      `api/required /spec/affinity/nodeAffinity${required}/nodeSelectorTerms`,
    ],
    'no values': [
      onNode({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      `api/required ${node}/matchExpressions/0/values`,
    ],
    'values for what need only be there': [
      onNode({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
      `api/forbidden ${node}/matchExpressions/0/values`,
    ],
    'a value that no label has': [
      onNode({ matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] }),
      `api/format ${node}/matchExpressions/0/values/0`,
    ],
    'a field that nodes are not found by': [
      onNode({ matchFields: [{ key: 'spec.x', operator: 'In', values: ['a'] }] }),
      `api/enum ${node}/matchFields/0/key`,
    ],
    'no weight': [
      wants({
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }] },
      }),
      'api/bounds /spec/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight',
    ],
    'no topology': [withPods({ topologyKey: '' }), `api/required ${other}/topologyKey`],
    'keys without a selector': [
      withPods({ topologyKey: 'z', matchLabelKeys: ['a'] }),
      `api/forbidden ${other}/matchLabelKeys`,
    ],
    'a key that its selector has': [
      withPods(
        { topologyKey: 'z', labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['a'] },
        { labels: { a: 'b' } },
      ),
      `api/invalid-value ${other}/matchLabelKeys/0`,
    ],
  });
});

describe('a spread', () => {
  const at = '/spec/topologySpreadConstraints';
  accepts({
    'several topologies': spread(
      {},
      { topologyKey: 'host', minDomains: 2 },
      { whenUnsatisfiable: 'ScheduleAnyway' },
    ),
  });
  refuses({
    'no skew': [spread({ maxSkew: 0 }), `api/bounds ${at}/0/maxSkew`],
    'the same topology twice': [spread({}, {}), `api/duplicate ${at}/1`],
    'domains that need not be': [
      spread({ whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 }),
      `api/forbidden ${at}/0/minDomains`,
    ],
    'an empty policy': [spread({ nodeTaintsPolicy: '' }), `api/enum ${at}/0/nodeTaintsPolicy`],
  });
});
