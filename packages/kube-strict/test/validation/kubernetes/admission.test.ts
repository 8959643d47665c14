import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const API = 'admissionregistration.k8s.io/v1';
const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const client = { service: { name: 's', namespace: 'n' } };
const hook = {
  name: 'a.example.com',
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  clientConfig: client,
  rules: [rule],
};
const hooks = (...list: object[]): object =>
  made(API, 'ValidatingWebhookConfiguration', { webhooks: list.map((one) => ({ ...hook, ...one })) });
const asking = (clientConfig: object): object => hooks({ clientConfig });
const about = (fields: object): object => hooks({ rules: [{ ...rule, ...fields }] });

describe('a webhook', () => {
  const at = '/webhooks/0';
  accepts({
    little: hooks({}),
    'an address': asking({ url: 'https://example.com:8443/a' }),
    'a path at a service': asking({ service: { ...client.service, path: '/a/b.c/', port: 8443 } }),
    all: about({ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: '*' }),
    'parts of resources': about({ resources: ['pods', 'pods/status', '*/scale'] }),
    'all whole resources, with parts of some': about({ resources: ['*', 'pods/status'] }),
    'versions that nobody knows, beside one': hooks({ admissionReviewVersions: ['v9', 'v1beta1'] }),
    conditions: hooks({ matchConditions: [{ name: 'a/b', expression: 'true' }], timeoutSeconds: 30 }),
    'a condition on who asks': hooks({
      matchConditions: [
        { name: 'a', expression: "authorizer.group('').resource('pods').check('create').allowed()" },
        { name: 'b', expression: "has(object.metadata) && request.operation != 'DELETE'" },
      ],
    }),
    'a second call': made(API, 'MutatingWebhookConfiguration', {
      webhooks: [{ ...hook, reinvocationPolicy: 'IfNeeded' }],
    }),
  });
  refuses({
    'a short name': [hooks({ name: 'example.com' }), `api/format ${at}/name`],
    'the name of another': [hooks({}, {}), 'api/duplicate /webhooks/1/name'],
    'no version': [hooks({ admissionReviewVersions: [] }), `api/required ${at}/admissionReviewVersions`],
    'no version that the server knows': [
      hooks({ admissionReviewVersions: ['v2'] }),
      `api/invalid-value ${at}/admissionReviewVersions`,
    ],
    'effects that nobody knows': [hooks({ sideEffects: 'Unknown' }), `api/enum ${at}/sideEffects`],
    'half a condition': [
      hooks({ matchConditions: [{ name: 'a', expression: 'object.' }] }),
      `api/invalid-value ${at}/matchConditions/0/expression`,
    ],
    'a condition on what there is not': [
      hooks({ matchConditions: [{ name: 'a', expression: 'self.spec.a' }] }),
      `api/invalid-value ${at}/matchConditions/0/expression`,
    ],
    'too much time': [hooks({ timeoutSeconds: 31 }), `api/bounds ${at}/timeoutSeconds`],
    'nobody to ask': [asking({}), `api/invalid-value ${at}/clientConfig`],
    'an open address': [asking({ url: 'http://example.com' }), `api/format ${at}/clientConfig/url`],
    'an address with a query': [
      asking({ url: 'https://example.com/?a' }),
      `api/format ${at}/clientConfig/url`,
    ],
    'an address with a user': [asking({ url: 'https://a@example.com' }), `api/format ${at}/clientConfig/url`],
    'a path with an empty step': [
      asking({ service: { ...client.service, path: '/a//b' } }),
      `api/format ${at}/clientConfig/service/path`,
    ],
    'all operations and one': [
      about({ operations: ['*', 'CREATE'] }),
      `api/invalid-value ${at}/rules/0/operations`,
    ],
    'an operation that does not exist': [
      about({ operations: ['PATCH'] }),
      `api/enum ${at}/rules/0/operations/0`,
    ],
    'a part that is covered': [
      about({ resources: ['pods/*', 'pods/status'] }),
      `api/invalid-value ${at}/rules/0/resources/1`,
    ],
    'all whole resources and one': [
      about({ resources: ['*', 'pods'] }),
      `api/invalid-value ${at}/rules/0/resources`,
    ],
    'one condition twice': [
      hooks({
        matchConditions: [
          { name: 'a', expression: 'true' },
          { name: 'a', expression: 'true' },
        ],
      }),
      `api/duplicate ${at}/matchConditions/1/name`,
    ],
  });
});

describe('a ValidatingAdmissionPolicy', () => {
  const policy = (spec: object): object =>
    made(API, 'ValidatingAdmissionPolicy', {
      spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }], ...spec },
    });
  accepts({
    little: policy({}),
    all: policy({
      paramKind: { apiVersion: 'example.com/v1', kind: 'Widget' },
      variables: [{ name: 'a_1', expression: '1' }],
      auditAnnotations: [{ key: 'k', valueExpression: "'a'" }],
      validations: [{ expression: 'true', message: 'm', reason: 'Invalid' }],
    }),
    expressions: policy({
      paramKind: { apiVersion: 'example.com/v1', kind: 'Widget' },
      variables: [{ name: 'names', expression: 'object.spec.containers.map(c, c.name)' }],
      validations: [
        {
          expression: 'variables.names.all(n, n in params.names) || namespaceObject.metadata.name == "a"',
          messageExpression: '"not " + oldObject.metadata.name',
        },
      ],
    }),
  });
  refuses({
    'nothing to match': [
      policy({ matchConstraints: {} }),
      'api/required /spec/matchConstraints/resourceRules',
    ],
    'nothing to judge': [policy({ validations: [] }), 'api/required /spec/validations'],
    'half an expression': [
      policy({ validations: [{ expression: 'object.a &&' }] }),
      'api/invalid-value /spec/validations/0/expression',
    ],
    'half of each other expression': [
      policy({
        variables: [{ name: 'a', expression: '(' }],
        validations: [{ expression: 'true', messageExpression: ')' }],
        auditAnnotations: [{ key: 'k', valueExpression: '"' }],
      }),
      'api/invalid-value /spec/variables/0/expression',
      'api/invalid-value /spec/validations/0/messageExpression',
      'api/invalid-value /spec/auditAnnotations/0/valueExpression',
    ],
    'a message of two lines': [
      policy({ validations: [{ expression: 'true', message: 'a\nb' }] }),
      'api/invalid-value /spec/validations/0/message',
    ],
    'a reason that does not exist': [
      policy({ validations: [{ expression: 'true', reason: 'Bad' }] }),
      'api/enum /spec/validations/0/reason',
    ],
    'parameters of no version': [
      policy({ paramKind: { apiVersion: 'a/b/c', kind: 'K' } }),
      'api/format /spec/paramKind/apiVersion',
    ],
    'a variable with a dash': [
      policy({ variables: [{ name: 'a-b', expression: '1' }] }),
      'api/format /spec/variables/0/name',
    ],
  });
});

describe('a ValidatingAdmissionPolicyBinding', () => {
  const binding = (spec: object): object =>
    made(API, 'ValidatingAdmissionPolicyBinding', {
      spec: { policyName: 'p', validationActions: ['Deny'], ...spec },
    });
  accepts({
    'parameters by their labels': binding({ paramRef: { selector: {}, parameterNotFoundAction: 'Allow' } }),
  });
  refuses({
    'no action': [binding({ validationActions: [] }), 'api/required /spec/validationActions'],
    'a warning of what is denied': [
      binding({ validationActions: ['Deny', 'Warn'] }),
      'api/invalid-value /spec/validationActions',
    ],
    'parameters by nothing': [
      binding({ paramRef: { parameterNotFoundAction: 'Deny' } }),
      'api/invalid-value /spec/paramRef',
    ],
  });
});

describe('an APIService', () => {
  const api = (spec: object, name = 'v1.example.com'): object =>
    made(
      'apiregistration.k8s.io/v1',
      'APIService',
      {
        spec: {
          group: 'example.com',
          version: 'v1',
          groupPriorityMinimum: 1,
          versionPriority: 1000,
          ...spec,
        },
      },
      { name },
    );
  accepts({
    'a service': api({ service: { name: 's', namespace: 'n', port: 443 }, insecureSkipTLSVerify: true }),
    'the server itself': api({}),
    'the core group': api({ group: '' }, 'v1.'),
  });
  refuses({
    'another name': [api({}, 'v2.example.com'), 'api/metadata-name /metadata/name'],
    'no priority': [api({ versionPriority: 0 }), 'api/bounds /spec/versionPriority'],
    'trust without proof and with it': [
      api({ service: { name: 's', namespace: 'n' }, insecureSkipTLSVerify: true, caBundle: 'YQ==' }),
      'api/forbidden /spec/insecureSkipTLSVerify',
    ],
    'a service of no name': [api({ service: { namespace: 'n' } }), 'api/required /spec/service/name'],
  });
});

describe('a CertificateSigningRequest', () => {
  const pem = Buffer.from(
    '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n',
  ).toString('base64');
  const request = (spec: object): object =>
    made('certificates.k8s.io/v1', 'CertificateSigningRequest', {
      spec: { request: pem, signerName: 'example.com/signer', usages: ['client auth'], ...spec },
    });
  accepts({ 'a time': request({ expirationSeconds: 600 }) });
  refuses({
    'no request': [request({ request: 'YQ==' }), 'api/format /spec/request'],
    'a signer without a domain': [request({ signerName: 'signer' }), 'api/format /spec/signerName'],
    'the signer of long ago': [
      request({ signerName: 'kubernetes.io/legacy-unknown' }),
      'api/format /spec/signerName',
    ],
    'one usage twice': [request({ usages: ['any', 'any'] }), 'api/duplicate /spec/usages/1'],
    'a usage that does not exist': [request({ usages: ['fun'] }), 'api/enum /spec/usages/0'],
    'little time': [request({ expirationSeconds: 599 }), 'api/bounds /spec/expirationSeconds'],
  });
});
