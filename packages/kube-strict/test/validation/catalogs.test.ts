import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstOf } from '../../validation/catalog/catalog.ts';
import { crdCatalog } from '../../validation/catalog/crds.ts';
import { fileNames, shippedCatalog } from '../../validation/catalog/shipped.ts';
import { compileKinds } from '../../validation/compile/compile-schemas.ts';
import { kindsOfCrd } from '../../validation/schema/crd.ts';
import { kubernetes, objectMeta, widget, widgetCrd } from './support/catalogs.ts';
import { pod, problemsOf } from './support/judge.ts';

const spec = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^(?i)a$', maxLength: 2 },
    mode: { type: 'string', pattern: '^[ab]+$', enum: ['a', 'b'] },
    when: { type: 'string', format: 'date-time' },
    either: {
      type: 'object',
      properties: { x: { type: 'string' } },
      oneOf: [{ required: ['x'] }, { required: [] }],
    },
  },
};
const crd = widgetCrd({ type: 'object', properties: { spec } });
const wrong = widget({ spec: { name: 'bbb', mode: 'x', when: 'never', either: { x: '\u00e9' } } });
const faults = [
  'api/length /spec/name',
  'api/pattern /spec/name',
  'api/enum /spec/mode',
  'api/pattern /spec/mode',
  'api/format /spec/when',
  'api/one-of /spec/either',
];

describe('schemas that are compiled ahead of time', () => {
  const folder = mkdtempSync(`${tmpdir()}/schemas-`);
  const kinds = [...kindsOfCrd(crd), ...kubernetes.kinds.filter(({ kind }) => kind === 'Pod')];
  beforeAll(() => compileKinds(kinds, kubernetes.objectMeta, folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are found by apiVersion and kind, and loaded once', () => {
    const catalog = shippedCatalog(folder);
    expect(catalog.kinds.map(({ kind }) => kind)).toEqual(['Widget', 'Pod']);
    expect(catalog.find('example.com/v1', 'Widget')).toBe(catalog.find('example.com/v1', 'Widget'));
    for (const [apiVersion, kind] of [
      ['example.com/v2', 'Widget'],
      ['v1', 'Widget'],
      ['example.com/v1', 'widget'],
      ['v1', 'pod'],
    ] as const) {
      expect(catalog.find(apiVersion, kind)).toBeUndefined();
    }
  });

  it('judge as those that are compiled in memory do', async () => {
    const shipped = shippedCatalog(folder);
    const inMemory = await crdCatalog([crd], objectMeta);
    expect(problemsOf(wrong, shipped)).toEqual(faults);
    expect(problemsOf(wrong, inMemory)).toEqual(faults);
    expect(problemsOf(widget({ spec: { name: 'A' } }), shipped)).toEqual([]);
    expect(problemsOf(pod({ nam: 1 }), shipped)).toEqual(['api/unknown-field /spec/containers/0/nam']);
  });

  it('are plain ASCII, without the schemas that they were made from', () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      const code = readFileSync(`${folder}/${file}`, 'utf8');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
      expect(code).toMatch(/^[\u0000-\u007f]*$/);
      expect(code).not.toMatch(/schema[0-9]+\s*=/);
    }
  });

  it('work without a cache of V8, or with one of another version of Node', () => {
    const { cache } = fileNames(folder, 'widget.v1.example.com');
    const bytes = readFileSync(cache);
    for (const broken of [
      Buffer.alloc(0),
      Buffer.from('garbage'),
      bytes.subarray(0, 100),
      Buffer.concat([Buffer.from([1, 2, 3, 4]), bytes.subarray(4)]),
    ]) {
      writeFileSync(cache, broken);
      expect(problemsOf(wrong, shippedCatalog(folder))).toEqual(faults);
    }
  });

  it('cannot be opened where there are none', () => {
    expect(() => shippedCatalog(`${folder}/none`)).toThrow(/ENOENT/);
  });
});

describe('schemas of CustomResourceDefinitions', () => {
  it('are of the versions that are served', async () => {
    const { spec: crdSpec } = crd as { spec: { versions: object[] } };
    const versions = [...crdSpec.versions, { ...crdSpec.versions[0], name: 'v0', served: false }];
    const catalog = await crdCatalog([{ ...crd, spec: { ...crdSpec, versions } }], objectMeta);
    expect(catalog.find('example.com/v1', 'Widget')?.info).toMatchObject({
      plural: 'widgets',
      namespaced: true,
    });
    expect(catalog.find('example.com/v0', 'Widget')).toBeUndefined();
  });

  it('count before those that ship', async () => {
    const open = await crdCatalog(
      [widgetCrd({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true })],
      objectMeta,
    );
    const strict = await crdCatalog([crd], objectMeta);
    expect(problemsOf(wrong, firstOf(open, strict))).toEqual([]);
    expect(problemsOf(wrong, firstOf(strict, open))).toEqual(faults);
    expect(firstOf(open, strict).find('v1', 'Pod')).toBeUndefined();
  });

  it.each([
    [null],
    [{}],
    [{ ...crd, apiVersion: 'apiextensions.k8s.io/v1beta1' }],
    [{ ...crd, kind: 'ConfigMap' }],
    [{ ...crd, spec: {} }],
  ])('are not in %j', async (document) => {
    await expect(crdCatalog([document], objectMeta)).rejects.toThrow('not a CustomResourceDefinition');
  });

  it('are required of each version', async () => {
    const { spec: crdSpec } = crd as { spec: object };
    const bare = { ...crd, spec: { ...crdSpec, versions: [{ name: 'v1', served: true }] } };
    await expect(crdCatalog([bare], objectMeta)).rejects.toThrow(
      'version v1 of widgets.example.com has no schema',
    );
  });

  it('are named when they cannot be compiled', async () => {
    const catalog = await crdCatalog([widgetCrd({ type: 'nothing' })], objectMeta);
    expect(() => catalog.find('example.com/v1', 'Widget')).toThrow('the schema of Widget of example.com/v1');
  });

  it('may have null keywords, which Go does not read', async () => {
    const catalog = await crdCatalog(
      [
        widgetCrd({
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              anyOf: null,
              items: null,
              enum: null,
              properties: { a: { type: 'string', not: null } },
            },
          },
        }),
      ],
      objectMeta,
    );
    expect(problemsOf(widget({ spec: { a: 'x' } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ spec: { a: 1 } }), catalog)).toEqual(['api/type /spec/a']);
  });
});
