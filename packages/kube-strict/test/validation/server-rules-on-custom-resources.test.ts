import { describe, expect, it } from 'vitest';
import { widget, widgetCatalog, widgetCatalogOf } from './support/catalogs.ts';
import { configMap, fieldProblems, kubernetesProblems, pod, problemsOf } from './support/judge.ts';

// What a strict OpenShift 4.21 API server was seen to accept and refuse.

describe('a null in a custom resource', () => {
  const catalog = widgetCatalog({
    type: 'object',
    required: ['needed'],
    properties: {
      needed: { type: 'string' },
      plain: { type: 'string' },
      nullable: { type: 'string', nullable: true },
      defaulted: { type: 'integer', default: 3, minimum: 3 },
      map: { type: 'object', additionalProperties: { type: 'string' } },
      list: { type: 'array', items: { type: 'string' } },
      choice: { type: 'string', nullable: true, enum: ['a', null] },
    },
  });
  const problems = (spec: object): string[] =>
    problemsOf(widget({ spec: { needed: 'n', ...spec } }), catalog);

  it('counts as absent for an optional field, a map value and a nullable field', () => {
    expect(problems({ plain: null, nullable: null, map: { a: null } })).toEqual([]);
  });

  it('is replaced by the default where there is one', () => {
    expect(problems({ defaulted: null })).toEqual([]);
  });

  it('leaves a required field missing', () => {
    expect(problems({ needed: null })).toEqual(['api/required /spec/needed']);
  });

  it('is refused as an item of a list', () => {
    expect(problems({ list: ['a', null] })).toEqual(['api/null /spec/list/1']);
  });

  it('is refused where the schema admits nothing', () => {
    const nothing = widgetCatalog({
      type: 'object',
      properties: { x: { type: 'object', nullable: true, enum: [null] } },
    });
    expect(problemsOf(widget({ spec: {} }), nothing)).toEqual([]);
    expect(problemsOf(widget({ spec: { x: null } }), nothing)).toEqual(['api/enum /spec/x']);
    expect(problemsOf(widget({ spec: { x: {} } }), nothing)).toEqual(['api/enum /spec/x']);
  });

  it('is not in an enum, even of a nullable field that lists it', () => {
    expect(problems({ choice: 'a' })).toEqual([]);
    expect(problems({ choice: null })).toEqual(['api/enum /spec/choice']);
  });
});

describe('a default', () => {
  const catalog = widgetCatalog({
    type: 'object',
    required: ['mode'],
    anyOf: [{ required: ['size'] }, { required: ['other'] }],
    properties: {
      mode: { type: 'string', default: 'x' },
      size: { type: 'integer', default: 1 },
      other: { type: 'string' },
      ports: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
        items: {
          type: 'object',
          required: ['port'],
          properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
        },
      },
      nested: {
        type: 'object',
        default: {},
        properties: { deep: { type: 'string', default: 'd' } },
        required: ['deep'],
      },
    },
  });
  const problems = (spec: object): string[] => problemsOf(widget({ spec }), catalog);

  it('is there before required fields and combinations are checked', () => {
    expect(problems({})).toEqual([]);
  });

  it('counts as the key of an item of a list map', () => {
    expect(problems({ ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] })).toEqual([]);
    expect(problems({ ports: [{ port: 1 }, { port: 1, protocol: 'TCP' }] })).toEqual([
      'api/list-type /spec/ports/1',
    ]);
  });

  it('does not mend a value of the wrong type', () => {
    expect(problems({ size: 'x' })).toEqual(['api/type /spec/size']);
  });
});

describe('the status of a custom resource', () => {
  const schema = {
    properties: {
      spec: { type: 'object' },
      status: { type: 'object', required: ['phase'], properties: { phase: { type: 'string' } } },
    },
  };

  it('may have wrong values, but no unknown fields, when it has an endpoint of its own', () => {
    const catalog = widgetCatalogOf(schema, { subresources: { status: {} } });
    expect(problemsOf(widget({ status: { phase: 1 } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ status: 'wrong' }), catalog)).toEqual([]);
    // What has the wrong type is looked into for fields that nobody knows.
    expect(problemsOf(widget({ status: { phase: {} } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ status: { phase: ['x', []] } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ status: { phase: { a: { b: 1 } } } }), catalog)).toEqual([
      'api/unknown-field /status/phase/a',
    ]);
    expect(problemsOf(widget({ status: { phase: [1, { a: 1 }] } }), catalog)).toEqual([
      'api/unknown-field /status/phase/1/a',
    ]);
    expect(problemsOf(widget({ status: [{ a: 1 }] }), catalog)).toEqual(['api/unknown-field /status/0/a']);
    expect(problemsOf(widget({ status: { phase: 1, other: 2 } }), catalog)).toEqual([
      'api/unknown-field /status/other',
    ]);
  });

  it('is judged in full when it has none', () => {
    const catalog = widgetCatalogOf(schema);
    expect(problemsOf(widget({ status: { phase: 'x' } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ status: { phase: 1 } }), catalog)).toEqual(['api/type /status/phase']);
    expect(problemsOf(widget({ status: {} }), catalog)).toEqual(['api/required /status/phase']);
  });
});

describe('an unknown field', () => {
  const catalog = widgetCatalog({
    type: 'object',
    properties: {
      list: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
      anyKey: { type: 'object', additionalProperties: true },
      open: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { known: { type: 'object', properties: { a: { type: 'integer' } } } },
      },
      openMap: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        additionalProperties: { type: 'object', properties: { a: { type: 'integer' } } },
      },
      empty: { type: 'object' },
    },
  });
  const problems = (spec: object): string[] => problemsOf(widget({ spec }), catalog);

  it('is found at any depth, with the case of letters', () => {
    expect(problems({ list: [{ name: 'a' }] })).toEqual([]);
    expect(problems({ list: [{ name: 'a' }, { Name: 'b' }] })).toEqual([
      'api/unknown-field /spec/list/1/Name',
    ]);
    expect(problems({ List: [] })).toEqual(['api/unknown-field /spec/List']);
    expect(problemsOf(widget({ Spec: {} }), catalog)).toEqual(['api/unknown-field /Spec']);
  });

  it('is found in metadata, owner references and managed fields', () => {
    const metadata = {
      labls: {},
      ownerReferences: [{ apiVersion: 'v1', kind: 'K', name: 'n', uid: 'u', extra: 1 }],
      managedFields: [{ manager: 'm', extra: 1, fieldsV1: { 'f:spec': { anything: {} } } }],
    };
    const expected = ['/labls', '/ownerReferences/0/extra', '/managedFields/0/extra'];
    expect(problemsOf(widget({}, metadata), catalog).sort()).toEqual(
      expected.map((path) => `api/unknown-field /metadata${path}`).sort(),
    );
    expect(kubernetesProblems(configMap({ Labels: {} }))).toEqual(['api/unknown-field /metadata/Labels']);
  });

  it('is found in an object whose schema lists none, and below a key that anything may have', () => {
    expect(problems({ empty: {}, anyKey: { a: 1, b: [1] } })).toEqual([]);
    expect(problems({ empty: { a: 1 } })).toEqual(['api/unknown-field /spec/empty/a']);
    expect(problems({ anyKey: { a: { b: 1 } } })).toEqual(['api/unknown-field /spec/anyKey/a/b']);
  });

  it('is kept where unknown fields are preserved, but not in what is declared there', () => {
    expect(problems({ open: { x: { y: 1 }, known: { a: 1 } }, openMap: { k: { a: 1 } } })).toEqual([]);
    expect(problems({ open: { known: { a: 'x', b: 1 } } })).toEqual([
      'api/unknown-field /spec/open/known/b',
      'api/type /spec/open/known/a',
    ]);
    expect(problems({ openMap: { k: { b: 1 } } })).toEqual(['api/unknown-field /spec/openMap/k/b']);
  });

  it('is found in what Kubernetes defines itself', () => {
    expect(kubernetesProblems(pod({ imagePullPolice: 'Always' }))).toEqual([
      'api/unknown-field /spec/containers/0/imagePullPolice',
    ]);
    expect(kubernetesProblems(pod({}, {}, { annotations: { a: 'b' } }))).toEqual([]);
  });
});

describe('lists that are sets or maps', () => {
  it('have no equal items in custom resources', () => {
    const set = { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } };
    expect(fieldProblems(set, ['a', 'b'])).toEqual([]);
    expect(fieldProblems(set, ['a', 'b', 'a', 'a'])).toEqual(['api/list-type /spec/x/2']);
    const map = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', properties: { name: { type: 'string' }, value: { type: 'integer' } } },
    };
    expect(fieldProblems(map, [{ name: 'a' }, { name: 'b' }, { value: 1 }])).toEqual([]);
    expect(fieldProblems(map, [{ name: 'a' }, { name: 'a', value: 1 }])).toEqual(['api/list-type /spec/x/1']);
    expect(fieldProblems(map, [{ value: 1 }, { value: 2 }])).toEqual(['api/list-type /spec/x/1']);
    const atomic = { type: 'array', 'x-kubernetes-list-type': 'atomic', items: { type: 'string' } };
    expect(fieldProblems(atomic, ['a', 'a'])).toEqual([]);
  });

  it('may have them in what Kubernetes defines', () => {
    const container = {
      ports: [{ containerPort: 80 }, { containerPort: 80 }],
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    };
    expect(kubernetesProblems(pod(container, {}, { finalizers: ['a.b/c', 'a.b/c'] }))).toEqual([]);
  });
});

describe('an object within an object', () => {
  const catalog = widgetCatalog({
    type: 'object',
    properties: {
      template: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
    },
  });
  const problems = (template: object): string[] => problemsOf(widget({ spec: { template } }), catalog);

  it('has an apiVersion and a kind, and metadata that decodes', () => {
    expect(
      problems({ apiVersion: 'a/v1', kind: 'Kind', metadata: { name: 'Any_Name' }, spec: { x: 1 } }),
    ).toEqual([]);
    expect(problems({ kind: '' })).toEqual([
      'api/required /spec/template/apiVersion',
      'api/required /spec/template/kind',
    ]);
    expect(problems({ apiVersion: 'a/b/c', kind: 'a_b', metadata: { labels: { a: 1 }, x: 1 } })).toEqual([
      'api/embedded-resource /spec/template/apiVersion',
      'api/embedded-resource /spec/template/kind',
      'api/unknown-field /spec/template/metadata/x',
      'api/type /spec/template/metadata/labels/a',
    ]);
    expect(
      problems({ apiVersion: 'v1', kind: 'K', metadata: { name: 'a/b', namespace: 'A', generation: -1 } }),
    ).toEqual([
      'api/metadata-name /spec/template/metadata/name',
      'api/metadata-namespace /spec/template/metadata/namespace',
      'api/metadata-generation /spec/template/metadata/generation',
    ]);
  });
});

describe('a custom resource that can be scaled', () => {
  const schema = {
    properties: {
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  };
  const scale = {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.selector',
  };
  const catalog = widgetCatalogOf(schema, { subresources: { scale } });
  const problems = (rest: object): string[] => problemsOf(widget(rest), catalog);

  it('has a number of replicas where the scale is read', () => {
    expect(problems({ spec: { replicas: 3 }, status: { replicas: 0, selector: 'a=b' } })).toEqual([]);
    expect(problems({})).toEqual([]);
    expect(problems({ spec: { replicas: -1 } })).toEqual(['api/scale /spec/replicas']);
    expect(problems({ spec: { replicas: 2 ** 31 } })).toEqual(['api/scale /spec/replicas']);
    expect(problems({ spec: { replicas: '3' }, status: { selector: 1 } })).toEqual([
      'api/scale /spec/replicas',
      'api/scale /status/selector',
    ]);
  });
});
