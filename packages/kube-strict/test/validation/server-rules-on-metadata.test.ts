import { describe, expect, it } from 'vitest';
import { validateObject } from '../../validation/validate.ts';
import { kubernetesCatalog, widget, widgetCatalog } from './support/catalogs.ts';
import { configMap, kubernetesProblems, pod, podSpec, problemsOf } from './support/judge.ts';

// What a strict OpenShift 4.21 API server was seen to accept and refuse.

const namespaced = widgetCatalog({ type: 'object' });
const clustered = widgetCatalog({ type: 'object' }, { namespaced: false });

function ofCustom(metadata: object): string[] {
  return problemsOf(widget({}, metadata), namespaced);
}

function ofNamed(apiVersion: string, kind: string, metadata: object, rest: object = {}): string[] {
  return kubernetesProblems({ apiVersion, kind, metadata, ...rest });
}

describe('labels and annotations', () => {
  it('have texts for values, of which null is the empty one', () => {
    expect(
      kubernetesProblems(configMap({ labels: { a: null, b: '', c: 'x' }, annotations: { a: null } })),
    ).toEqual([]);
    expect(kubernetesProblems(configMap({ labels: { a: 1 } }))).toEqual(['api/type /metadata/labels/a']);
    expect(ofCustom({ annotations: { a: true } })).toEqual(['api/type /metadata/annotations/a']);
  });

  it('have keys with an optional prefix, which only in annotations may be upper case', () => {
    const fine = { 'a.b/c_D.e': 'x', ABC: 'x', [`${'a'.repeat(253)}/${'b'.repeat(63)}`]: 'x' };
    expect(ofCustom({ labels: fine, annotations: fine })).toEqual([]);
    expect(ofCustom({ annotations: { 'A.B/c': 'x' } })).toEqual([]);
    expect(ofCustom({ labels: { 'A.B/c': 'x' } })).toEqual(['api/metadata-labels /metadata/labels/A.B~1c']);
    for (const key of ['', 'a/', '/a', 'a/b/c', '-a', 'a b', 'b'.repeat(64), `${'a'.repeat(254)}/b`]) {
      const pointer = key.replaceAll('/', '~1');
      expect(ofCustom({ annotations: { [key]: 'x' } })).toEqual([
        `api/metadata-annotations /metadata/annotations/${pointer}`,
      ]);
    }
  });

  it('have restricted values only in labels', () => {
    expect(ofCustom({ labels: { a: 'A-b_c.9' }, annotations: { a: 'any thing\n' } })).toEqual([]);
    for (const value of ['a b', '-a', 'a-', 'x'.repeat(64)]) {
      expect(ofCustom({ labels: { a: value } })).toEqual(['api/metadata-labels /metadata/labels/a']);
    }
  });

  it('of one object may have 262144 bytes of annotations, keys included', () => {
    const value = (bytes: number): string => 'é'.repeat((bytes - 'key'.length - 1) / 2).concat('x');
    expect(ofCustom({ annotations: { key: value(262144) } })).toEqual([]);
    expect(ofCustom({ annotations: { key: `${value(262144)}x` } })).toEqual([
      'api/metadata-annotations /metadata/annotations',
    ]);
  });

  it('are judged in pod templates, where the name and the namespace are not', () => {
    const deployment = (metadata: object): object => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { selector: { matchLabels: { app: 'x' } }, template: { metadata, spec: podSpec() } },
    });
    expect(
      kubernetesProblems(
        deployment({ name: 'Any_Name', namespace: 'X', generateName: '.', labels: { app: 'x' } }),
      ),
    ).toEqual([]);
    expect(
      kubernetesProblems(deployment({ labels: { app: 'x', a: 'b c' }, annotations: { 'b c': '' } })),
    ).toEqual([
      'api/metadata-labels /spec/template/metadata/labels/a',
      'api/metadata-annotations /spec/template/metadata/annotations/b c',
    ]);
    expect(kubernetesProblems(deployment({ labels: { a: 1 } }))).toEqual([
      'api/type /spec/template/metadata/labels/a',
    ]);
  });
});

describe('a name', () => {
  const name = ['api/metadata-name /metadata/name'];

  it('is a DNS subdomain for most kinds', () => {
    for (const fine of ['a', 'a.b-c.9', '9', 'a'.repeat(253)]) expect(ofCustom({ name: fine })).toEqual([]);
    for (const wrong of ['A', 'a_b', '-a', 'a.', 'a..b', 'a'.repeat(254)])
      expect(ofCustom({ name: wrong })).toEqual(name);
    expect(kubernetesProblems(configMap({ name: 'a.b' }))).toEqual([]);
    expect(kubernetesProblems(configMap({ name: 'a:b' }))).toEqual(name);
  });

  it('is required, unless one is generated', () => {
    expect(ofCustom({ name: '' })).toEqual(name);
    expect(ofCustom({ name: null })).toEqual(name);
    expect(ofCustom({ name: '', generateName: 'a-' })).toEqual([]);
    expect(problemsOf({ apiVersion: 'example.com/v1', kind: 'Widget' }, namespaced)).toEqual(name);
  });

  it('is a label of at most 63 for a Namespace, a Service and a StatefulSet', () => {
    const labels = { a: 'b' };
    const template = { metadata: { labels }, spec: podSpec() };
    const statefulSet = { spec: { selector: { matchLabels: labels }, template } };
    const service = { spec: { ports: [{ port: 80 }] } };
    for (const [apiVersion, kind, rest] of [
      ['v1', 'Namespace', {}],
      ['v1', 'Service', service],
      ['apps/v1', 'StatefulSet', statefulSet],
    ] as const) {
      expect(ofNamed(apiVersion, kind, { name: 'a'.repeat(63) }, rest)).toEqual([]);
      expect(ofNamed(apiVersion, kind, { name: 'a'.repeat(64) }, rest)).toEqual(name);
      expect(ofNamed(apiVersion, kind, { name: 'a.b' }, rest)).toEqual(name);
    }
    expect(ofNamed('v1', 'Namespace', { name: '9a' })).toEqual([]);
    expect(ofNamed('v1', 'Service', { name: '9a' }, service)).toEqual(name);
  });

  it('of a CronJob has at most 52 characters, of a Job at most 63', () => {
    const template = { spec: podSpec({}, { restartPolicy: 'Never' }) };
    const cron = { spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } } };
    expect(ofNamed('batch/v1', 'CronJob', { name: 'a'.repeat(52) }, cron)).toEqual([]);
    expect(ofNamed('batch/v1', 'CronJob', { name: 'a'.repeat(53) }, cron)).toEqual(name);
    expect(ofNamed('batch/v1', 'CronJob', { generateName: 'a'.repeat(47) }, cron)).toEqual([]);
    expect(ofNamed('batch/v1', 'CronJob', { generateName: 'a'.repeat(48) }, cron)).toEqual([
      'api/metadata-name /metadata/generateName',
    ]);
    expect(ofNamed('batch/v1', 'Job', { name: 'a'.repeat(63) }, { spec: { template } })).toEqual([]);
    expect(ofNamed('batch/v1', 'Job', { name: 'a'.repeat(64) }, { spec: { template } })).toEqual(name);
  });

  it('in access control may be anything that a path can carry', () => {
    for (const fine of ['system:Some_Role', 'a b', 'a'.repeat(300)]) {
      expect(ofNamed('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: fine })).toEqual([]);
    }
    for (const wrong of ['a/b', 'a%b', '..', '.']) {
      expect(ofNamed('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: wrong })).toEqual(name);
    }
  });

  it('of a PodDisruptionBudget may be anything too, that of a CSIDriver have capitals', () => {
    expect(ofNamed('policy/v1', 'PodDisruptionBudget', { name: 'Any_Name', finalizers: ['mine'] })).toEqual(
      [],
    );
    expect(ofNamed('policy/v1', 'PodDisruptionBudget', { name: 'a/b' })).toEqual(name);
    expect(ofNamed('storage.k8s.io/v1', 'CSIDriver', { name: 'Example.com' }, { spec: {} })).toEqual([]);
    expect(ofNamed('storage.k8s.io/v1', 'CSIDriver', { name: 'a'.repeat(64) }, { spec: {} })).toEqual(name);
  });

  it('is judged as a beginning in generateName, even beside a name', () => {
    const generateName = ['api/metadata-name /metadata/generateName'];
    expect(ofCustom({ generateName: 'x-' })).toEqual([]);
    expect(ofCustom({ generateName: 'x.' })).toEqual(generateName);
    expect(ofCustom({ generateName: '-' })).toEqual(generateName);
    expect(ofCustom({ name: '', generateName: 'x.' })).toEqual(generateName);
    expect(ofCustom({ generateName: 'a'.repeat(254) })).toEqual(generateName);
  });
});

describe('a namespace', () => {
  it('is a label, or left to the request', () => {
    expect(ofCustom({ namespace: 'a-b' })).toEqual([]);
    expect(ofCustom({})).toEqual([]);
    expect(ofCustom({ namespace: '' })).toEqual([]);
    for (const wrong of ['A', 'a.b', 'a'.repeat(64)]) {
      expect(ofCustom({ namespace: wrong })).toEqual(['api/metadata-namespace /metadata/namespace']);
    }
  });

  it('is ignored where a kind has none, as long as it is a text', () => {
    for (const any of ['a', 'Not A Name']) {
      expect(problemsOf(widget({}, { namespace: any }), clustered)).toEqual([]);
      expect(ofNamed('v1', 'Namespace', { name: 'n', namespace: any })).toEqual([]);
    }
    expect(problemsOf(widget({}, { namespace: 1 }), clustered)).toEqual(['api/type /metadata/namespace']);
  });
});

describe('other metadata', () => {
  it('is judged by its types, whatever uid, selfLink and managed fields say', () => {
    const managedFields = [
      { manager: '', operation: 'Guess', fieldsType: 'x', time: '2026-01-01T00:00:00Z' },
    ];
    expect(ofCustom({ uid: 'x', selfLink: '/', managedFields })).toEqual([]);
    expect(ofCustom({ uid: 1 })).toEqual(['api/type /metadata/uid']);
    expect(ofCustom({ managedFields: [{ time: 'yesterday' }] })).toEqual([
      'api/format /metadata/managedFields/0/time',
    ]);
    expect(problemsOf({ ...widget(), metadata: [] }, namespaced)).toEqual(['api/type /metadata']);
    expect(problemsOf({ ...widget(), metadata: 'x' }, namespaced)).toEqual(['api/type /metadata']);
  });

  it('names whole owners, of which one controls', () => {
    const owner = { apiVersion: 'v1', kind: 'K', name: 'n', uid: 'u' };
    const path = '/metadata/ownerReferences';
    const rule = 'api/metadata-owner-references';
    expect(ofCustom({ ownerReferences: [owner, { ...owner, controller: true }] })).toEqual([]);
    expect(ofCustom({ ownerReferences: [{ ...owner, uid: '' }, {}] })).toEqual([
      `${rule} ${path}/0/uid`,
      ...['apiVersion', 'kind', 'name', 'uid'].map((field) => `${rule} ${path}/1/${field}`),
    ]);
    const controller = { ...owner, controller: true };
    expect(ofCustom({ ownerReferences: [controller, controller, controller] })).toEqual([`${rule} ${path}`]);
    expect(ofCustom({ ownerReferences: [{ ...owner, kind: 'Event' }] })).toEqual([`${rule} ${path}/0`]);
  });

  it.each([
    ['v1', true],
    ['apps/v1', true],
    ['/v1', true],
    ['apps/', false],
    ['/', false],
    ['a/b/c', false],
    ['a//c', false],
  ])('names owners of an apiVersion with a version: %s', (apiVersion, isFine) => {
    const ownerReferences = [{ apiVersion, kind: 'K', name: 'n', uid: 'u' }];
    const problem = 'api/metadata-owner-references /metadata/ownerReferences/0/apiVersion';
    expect(ofCustom({ ownerReferences })).toEqual(isFine ? [] : [problem]);
    expect(ofNamed('v1', 'ConfigMap', { name: 'a', ownerReferences })).toEqual(isFine ? [] : [problem]);
  });

  it('names managers of at most 128 printable bytes, where the list can be read', () => {
    const entry = { operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: { 'f:data': {} } };
    const path = 'api/metadata-managed-fields /metadata/managedFields';
    const of = (...managedFields: object[]) => ofCustom({ managedFields });
    expect(of({ ...entry, manager: 'm'.repeat(128) }, { ...entry, operation: 'Apply' })).toEqual([]);
    expect(of(entry, { ...entry, manager: 'm'.repeat(129) })).toEqual([`${path}/1/manager`]);
    expect(of({ ...entry, manager: 'ä'.repeat(65) })).toEqual([`${path}/0/manager`]);
    expect(of({ ...entry, manager: 'a\u0007' }, { ...entry, manager: 'a\u00a0' })).toEqual([
      `${path}/0/manager`,
      `${path}/1/manager`,
    ]);
    expect(of({ ...entry, subresource: 's'.repeat(257) })).toEqual([`${path}/0/subresource`]);
    for (const unread of [{ operation: 'Guess' }, { fieldsType: 'X' }, { fieldsV1: null }])
      expect(of({ ...entry, manager: 'm'.repeat(129) }, { ...entry, ...unread })).toEqual([]);
  });

  it('has finalizers with a prefix, or those that Kubernetes knows', () => {
    const path = 'api/metadata-finalizers /metadata/finalizers';
    expect(ofCustom({ finalizers: ['a.b/c', 'plain', 'a.b/c'] })).toEqual([]);
    expect(ofCustom({ finalizers: ['a b', null] })).toEqual([`${path}/0`, `${path}/1`]);
    expect(ofCustom({ finalizers: ['orphan', 'foregroundDeletion'] })).toEqual([path]);
    expect(kubernetesProblems(configMap({ finalizers: ['a.b/c', 'kubernetes', 'orphan'] }))).toEqual([]);
    expect(kubernetesProblems(configMap({ finalizers: ['plain'] }))).toEqual([`${path}/0`]);
    // Its validation does not go through that of the core group (pkg/apis/coordination/validation).
    expect(ofNamed('coordination.k8s.io/v1', 'Lease', { name: 'l', finalizers: ['plain'] })).toEqual([]);
  });

  it('has a generation that a create sets, or that is not negative', () => {
    expect(ofCustom({ generation: -1 })).toEqual([]);
    expect(kubernetesProblems(pod({}, {}, { generation: -1 }))).toEqual([]);
    expect(ofNamed('resource.k8s.io/v1', 'DeviceClass', { name: 'd', generation: -1 })).toEqual([]);
    expect(kubernetesProblems(configMap({ generation: -1 }))).toEqual([
      'api/metadata-generation /metadata/generation',
    ]);
    expect(kubernetesProblems(configMap({ generation: 1.5 }))).toEqual(['api/type /metadata/generation']);
  });

  it('should have no resourceVersion, which is a warning', () => {
    const warnings = (resourceVersion: string) =>
      validateObject(configMap({ resourceVersion }), kubernetesCatalog).findings;
    expect(warnings('12')).toMatchObject([
      { rule: 'api/metadata-resource-version', severity: 'warning', path: '/metadata/resourceVersion' },
    ]);
    expect(warnings('0')).toEqual([]);
    expect(warnings('')).toEqual([]);
  });
});
