import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const API = 'rbac.authorization.k8s.io/v1';
const role = (...rules: object[]): object => made(API, 'Role', { rules });
const clusterRole = (...rules: object[]): object => made(API, 'ClusterRole', { rules });
const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

describe('a role', () => {
  accepts({
    resources: role(pods, { ...pods, resources: ['pods', 'secrets'], resourceNames: ['a', 'b'] }),
    'no rules': role(),
    'addresses in the whole cluster': clusterRole({ nonResourceURLs: ['/healthz', '/a/*'], verbs: ['get'] }),
    'the rules of others': made(API, 'ClusterRole', {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
    }),
  });
  refuses({
    'no verbs': [role({ ...pods, verbs: [] }), 'api/required /rules/0/verbs'],
    'no resources': [
      role({ verbs: ['get'] }),
      'api/required /rules/0/apiGroups',
      'api/required /rules/0/resources',
    ],
    'addresses in a namespace': [
      role({ nonResourceURLs: ['/'], verbs: ['get'] }),
      'api/forbidden /rules/0/nonResourceURLs',
    ],
    'addresses and resources': [
      clusterRole({ ...pods, nonResourceURLs: ['/'] }),
      'api/forbidden /rules/0/apiGroups',
      'api/forbidden /rules/0/resources',
    ],
    'the rules of nobody': [
      made(API, 'ClusterRole', { aggregationRule: { clusterRoleSelectors: [] } }),
      'api/required /aggregationRule/clusterRoleSelectors',
    ],
  });
});

describe('a binding', () => {
  const binding = (roleRef: object, ...subjects: object[]): object =>
    made(API, 'RoleBinding', { roleRef: { kind: 'Role', name: 'r', ...roleRef }, subjects });
  const clusterBinding = (roleRef: object, ...subjects: object[]): object =>
    made(API, 'ClusterRoleBinding', { roleRef: { kind: 'ClusterRole', name: 'r', ...roleRef }, subjects });
  const account = { kind: 'ServiceAccount', name: 's' };
  accepts({
    'an empty group': binding({ apiGroup: '' }, { kind: 'User', name: 'a@b', apiGroup: '' }),
    'an account of the same namespace': binding({ kind: 'ClusterRole' }, account),
    'an account of a namespace': clusterBinding({}, { ...account, namespace: 'n' }),
    'a group of all': clusterBinding(
      {},
      { kind: 'Group', name: 'system:authenticated', apiGroup: API.slice(0, -3) },
    ),
  });
  refuses({
    'another group': [binding({ apiGroup: 'v1' }), 'api/enum /roleRef/apiGroup'],
    'no kind': [binding({ kind: '' }), 'api/enum /roleRef/kind'],
    'a role of one namespace for all': [clusterBinding({ kind: 'Role' }), 'api/enum /roleRef/kind'],
    'a name with a slash': [binding({ name: 'a/b' }), 'api/format /roleRef/name'],
    'a subject of no name': [binding({}, { kind: 'User', name: '' }), 'api/required /subjects/0/name'],
    'a subject of no kind': [binding({}, { kind: 'Robot', name: 'r' }), 'api/enum /subjects/0/kind'],
    'an account of no namespace': [clusterBinding({}, account), 'api/required /subjects/0/namespace'],
    'an account in the group of users': [
      binding({}, { ...account, apiGroup: API.slice(0, -3) }),
      'api/enum /subjects/0/apiGroup',
    ],
    'an account that cannot be': [binding({}, { ...account, name: 'A' }), 'api/format /subjects/0/name'],
  });
});
