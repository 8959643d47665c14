import { describe, expect, it } from 'vitest';
import { MAX_BYTES, MAX_DEPTH } from '../../validation/read-object.ts';
import { validateObject } from '../../validation/validate.ts';
import { kubernetesCatalog, widget, widgetCatalog } from './support/catalogs.ts';
import { configMap, kubernetesProblems, pod, problemsOf } from './support/judge.ts';

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const catalog = widgetCatalog({
  type: 'object',
  properties: {
    open,
    texts: { type: 'array', items: { type: 'string', pattern: '^(a+)+$', maxLength: 10 } },
    set: {
      type: 'array',
      'x-kubernetes-list-type': 'set',
      items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
    choices: {
      type: 'array',
      items: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
    },
    map: { type: 'object', additionalProperties: { type: 'string' } },
  },
});

function specProblems(spec: object): string[] {
  return problemsOf(widget({ spec }), catalog);
}

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

function inTime<T>(seconds: number, run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(seconds * 1000);
  return result;
}

describe('an object that is nested too deep', () => {
  const wraps = [
    (inner: unknown) => ({ a: inner }),
    (inner: unknown) => [inner],
    (inner: unknown) => [{ a: inner }],
  ];

  it.each(wraps)('is refused with a word, whatever it is nested in (%#)', (wrap) => {
    for (const levels of [MAX_DEPTH, 10_000, 1_000_000]) {
      expect(problemsAnywhere({ spec: { open: nested(levels, wrap) } })).toEqual(['api/depth ']);
      expect(problemsAnywhere(nested(levels + 1, wrap))).toEqual(['api/depth ']);
    }
  });

  it('is judged when it is just not', () => {
    const deep = nested(MAX_DEPTH - 10, (inner) => ({ a: inner }));
    expect(specProblems({ open: { a: deep } })).toEqual([]);
    expect(specProblems({ set: [{ a: deep }, { a: deep }] })).toEqual(['api/list-type /spec/set/1']);
    const crd = (schema: unknown): object => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'a.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Cluster',
        names: { kind: 'A', plural: 'a' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    });
    const schema = nested((MAX_DEPTH - 20) / 2, (inner) => ({
      type: 'object',
      properties: { a: typeof inner === 'string' ? { type: 'string' } : inner },
    }));
    expect(kubernetesProblems(crd(schema))).toEqual([]);
    const wrong = nested((MAX_DEPTH - 20) / 2, (inner) => ({
      properties: { a: typeof inner === 'string' ? { maxLength: 'x' } : inner },
    }));
    expect(kubernetesProblems(crd(wrong))).toEqual([expect.stringMatching(/^api\/type .*\/maxLength$/)]);
  });

  function problemsAnywhere(input: unknown): string[] {
    const object = Array.isArray(input) ? input : { ...widget(), ...(input as object) };
    return validateObject(object, catalog).findings.map(({ rule, path }) => `${rule} ${path}`);
  }
});

describe('an object that refers to itself', () => {
  it('is refused with a word', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['a'] = cyclic;
    expect(specProblems0({ open: cyclic })).toEqual(['api/depth ']);
    const branching: unknown[] = [];
    branching.push(branching, branching);
    expect(specProblems0({ open: { branching } })).toEqual(['api/depth ']);
  });

  it('is refused when its aliases multiply', () => {
    const many = nested(9, (inner) => Array.from({ length: 10 }, () => inner));
    expect(inTime(2, () => specProblems0({ open: { many } }))).toEqual(['api/size ']);
  });

  function specProblems0(spec: object): string[] {
    return validateObject(widget({ spec }), catalog).findings.map(({ rule, path }) => `${rule} ${path}`);
  }
});

describe('an object that is too large', () => {
  it('is refused as the server refuses to read it', () => {
    const { findings } = validateObject(
      configMap({}, { data: { a: 'x'.repeat(MAX_BYTES) } }),
      kubernetesCatalog,
    );
    expect(findings).toMatchObject([{ rule: 'api/size', path: '' }]);
    expect(kubernetesProblems(configMap({}, { data: { a: 'x'.repeat(1e6) } }))).toEqual([]);
  });
});

describe('long texts and lists', () => {
  it('of a megabyte are judged at once', () => {
    const text = 'a'.repeat(1e6);
    expect(inTime(2, () => specProblems({ texts: [`${text}!`] }))).toEqual([
      'api/length /spec/texts/0',
      'api/pattern /spec/texts/0',
    ]);
    expect(inTime(2, () => specProblems({ map: { [text]: 'x', [`${text}1`]: 1 } }))).toEqual([
      `api/type /spec/map/${text}1`,
    ]);
    expect(inTime(2, () => specProblems({ [text]: 1 }))).toEqual([`api/unknown-field /spec/${text}`]);
    expect(inTime(2, () => kubernetesProblems(configMap({ name: text, labels: { [text]: text } })))).toEqual([
      'api/metadata-name /metadata/name',
      `api/metadata-labels /metadata/labels/${text}`,
      `api/metadata-labels /metadata/labels/${text}`,
    ]);
  });

  it('with very many faults are judged in time, and the first thousand reported', () => {
    const wrong = Array.from({ length: 2e5 }, () => 1);
    for (const problems of [
      inTime(5, () => specProblems({ texts: wrong })),
      inTime(5, () => kubernetesProblems(pod({}, { containers: wrong }))),
      inTime(5, () => kubernetesProblems(pod({ args: wrong }))),
    ]) {
      expect(problems).toHaveLength(1001);
      expect(problems[0]).toMatch(/^api\/type .*\/0$/);
      expect(problems[1000]).toBe('api/more ');
    }
    const choices = Array.from({ length: 1e5 }, () => ({}));
    expect(inTime(5, () => specProblems({ choices }))).toHaveLength(1001);
    const unknown = Object.fromEntries(Array.from({ length: 5e4 }, (_, index) => [`texst${index}`, 1]));
    expect(inTime(5, () => specProblems(unknown))).toHaveLength(1001);
  });

  it('that are sets of many items are judged in time', () => {
    const set = Array.from({ length: 1e5 }, (_, index) => ({ i: index % 99_999 }));
    expect(inTime(5, () => specProblems({ set }))).toEqual(['api/list-type /spec/set/99999']);
  });
});

describe('keys that JavaScript has a use for', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":1,"toString":2,"hasOwnProperty":3,"length":4}',
  ) as object;

  it('are fields like any other', () => {
    expect(specProblems({ open: hostile })).toEqual([]);
    expect(specProblems(hostile).sort()).toEqual(
      ['__proto__', 'constructor', 'hasOwnProperty', 'length', 'toString'].map(
        (key) => `api/unknown-field /spec/${key}`,
      ),
    );
    expect(specProblems({ map: hostile }).sort()).toEqual(
      ['__proto__', 'constructor', 'hasOwnProperty', 'length', 'toString'].map(
        (key) => `api/type /spec/map/${key}`,
      ),
    );
    expect(kubernetesProblems(configMap(hostile)).sort()).toEqual(
      ['__proto__', 'constructor', 'hasOwnProperty', 'length', 'toString'].map(
        (key) => `api/unknown-field /metadata/${key}`,
      ),
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('are not there when the object does not have them', () => {
    const inherits = widgetCatalog({
      type: 'object',
      required: ['constructor', 'toString'],
      properties: {
        constructor: { type: 'string' },
        toString: { type: 'string' },
        valueOf: { type: 'object' },
      },
    });
    expect(problemsOf(widget({ spec: {} }), inherits)).toEqual([
      'api/required /spec/constructor',
      'api/required /spec/toString',
    ]);
    expect(problemsOf(widget({ spec: { constructor: 'a', toString: 'b' } }), inherits)).toEqual([]);
  });

  it('are no kinds', () => {
    expect(
      validateObject({ apiVersion: '__proto__', kind: 'constructor' }, kubernetesCatalog).kind,
    ).toBeUndefined();
  });
});

describe('what is no object of JSON', () => {
  it.each([[null], ['text'], [1], [[]], [undefined], [() => 1]])('is refused: %s', (input) => {
    const { findings, kind } = validateObject(input, kubernetesCatalog);
    expect(kind).toBeUndefined();
    expect(findings).toMatchObject([{ rule: 'api/type', path: '' }]);
  });

  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a symbol', Symbol('x')],
  ])('is refused inside: %s', (_name, value) => {
    expect(validateObject(configMap({}, { data: { a: value } }), kubernetesCatalog).findings).toMatchObject([
      { rule: 'api/type', path: '/data/a' },
    ]);
  });

  it('but for undefined, which JSON leaves out', () => {
    expect(kubernetesProblems(configMap({ labels: undefined }, { data: { a: undefined } }))).toEqual([]);
    expect(kubernetesProblems(pod({ args: [undefined, 'a'] }))).toEqual([]);
  });

  it('lacks an apiVersion or a kind', () => {
    expect(validateObject({}, kubernetesCatalog).findings).toMatchObject([
      { rule: 'api/required', path: '/apiVersion' },
      { rule: 'api/required', path: '/kind' },
    ]);
    expect(validateObject({ apiVersion: 1, kind: '' }, kubernetesCatalog).findings).toHaveLength(2);
  });
});
