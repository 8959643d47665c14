import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

// Seen in k8s.io/kubernetes: pkg/apis/flowcontrol/validation/validation.go and pkg/apis/flowcontrol/v1/defaults.go.

const VERSION = 'flowcontrol.apiserver.k8s.io/v1';
const everyone = [{ kind: 'Group', group: { name: 'system:authenticated' } }];
const pods = { verbs: ['get'], apiGroups: [''], resources: ['pods'], namespaces: ['*'] };
const schema = (spec: object = {}, name = 'x'): object =>
  made(VERSION, 'FlowSchema', { spec: { priorityLevelConfiguration: { name: 'l' }, ...spec } }, { name });
const ruled = (rule: object): object => schema({ rules: [{ subjects: everyone, ...rule }] });
const urls = (...nonResourceURLs: string[]): object =>
  ruled({ nonResourceRules: [{ verbs: ['*'], nonResourceURLs }] });
const by = (subject: object): object => schema({ rules: [{ subjects: [subject], resourceRules: [pods] }] });
const level = (spec: object, name = 'x'): object =>
  made(VERSION, 'PriorityLevelConfiguration', { spec }, { name });
const queue = (queuing: object): object =>
  level({ type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing } } });
const ruleAt = '/spec/rules/0';
const queuingAt = '/spec/limited/limitResponse/queuing';

describe('a FlowSchema', () => {
  accepts({
    'only a level': schema(),
    'the precedence 0, for which there is a default': schema({ matchingPrecedence: 0 }),
    'the precedence 1, when it is exempt': schema({ matchingPrecedence: 1 }, 'exempt'),
    'requests for pods': ruled({ resourceRules: [pods] }),
    'requests of the cluster': ruled({
      resourceRules: [{ ...pods, namespaces: [], clusterScope: true }],
    }),
    paths: urls('/', '/healthz', '/api/*'),
    'all service accounts of a namespace': by({
      kind: 'ServiceAccount',
      serviceAccount: { name: '*', namespace: 'a' },
    }),
  });
  refuses({
    'no level': [
      schema({ priorityLevelConfiguration: { name: '' } }),
      'api/required /spec/priorityLevelConfiguration/name',
    ],
    'the precedence 1': [schema({ matchingPrecedence: 1 }), 'api/invalid-value /spec/matchingPrecedence'],
    'too great a precedence': [schema({ matchingPrecedence: 10_001 }), 'api/bounds /spec/matchingPrecedence'],
    'another method': [
      schema({ distinguisherMethod: { type: 'ByName' } }),
      'api/enum /spec/distinguisherMethod/type',
    ],
    'a rule of nobody about nothing': [
      schema({ rules: [{ subjects: [] }] }),
      `api/required ${ruleAt}`,
      `api/required ${ruleAt}/subjects`,
    ],
    'a verb that there is not': [
      ruled({ resourceRules: [{ ...pods, verbs: ['read'] }] }),
      `api/enum ${ruleAt}/resourceRules/0/verbs/0`,
    ],
    'all and one more': [
      ruled({ resourceRules: [{ ...pods, verbs: ['*', 'get'] }] }),
      `api/invalid-value ${ruleAt}/resourceRules/0/verbs`,
    ],
    'requests in no namespace': [
      ruled({ resourceRules: [{ ...pods, namespaces: [] }] }),
      `api/required ${ruleAt}/resourceRules/0/namespaces`,
    ],
    'odd paths': [
      urls('a', '/a b', '//', '/a*', '/*/b'),
      ...[0, 1, 2, 3, 4].map((index) => `api/format ${ruleAt}/nonResourceRules/0/nonResourceURLs/${index}`),
    ],
    'a subject of two kinds': [
      by({ kind: 'User', user: { name: 'a' }, group: { name: 'b' } }),
      `api/forbidden ${ruleAt}/subjects/0/group`,
    ],
    'a subject that is missing': [by({ kind: 'User' }), `api/required ${ruleAt}/subjects/0/user`],
    'a service account of nowhere': [
      by({ kind: 'ServiceAccount', serviceAccount: { name: 'a', namespace: '' } }),
      `api/required ${ruleAt}/subjects/0/serviceAccount/namespace`,
    ],
  });
});

describe('a PriorityLevelConfiguration', () => {
  accepts({
    'a limit': level({ type: 'Limited', limited: { limitResponse: { type: 'Reject' } } }),
    'queues as they come': queue({}),
    'queues that a hash can tell': queue({ queues: 128, handSize: 6, queueLengthLimit: 50 }),
    'no limit, when it is exempt': level({ type: 'Exempt', exempt: { lendablePercent: 100 } }, 'exempt'),
  });
  refuses({
    'no limit': [level({ type: 'Limited' }), 'api/required /spec/limited'],
    'an exemption': [level({ type: 'Exempt' }), 'api/invalid-value /spec/type'],
    'another type': [level({ type: 'None' }), 'api/enum /spec/type'],
    'queues of requests that are refused': [
      level({ type: 'Limited', limited: { limitResponse: { type: 'Reject', queuing: {} } } }),
      `api/forbidden ${queuingAt}`,
    ],
    'a hand larger than the deck': [
      queue({ queues: 4, handSize: 5 }),
      `api/invalid-value ${queuingAt}/handSize`,
    ],
    'more than a hash can tell': [
      queue({ queues: 128, handSize: 9 }),
      `api/invalid-value ${queuingAt}/handSize`,
    ],
    'shares that are lent twice': [
      level({
        type: 'Limited',
        limited: { lendablePercent: 101, nominalConcurrencyShares: -1, limitResponse: { type: 'Reject' } },
      }),
      'api/bounds /spec/limited/lendablePercent',
      'api/bounds /spec/limited/nominalConcurrencyShares',
    ],
  });
});
