import type { JsonObject } from 'kube-strict/ground/json.ts';
import { describe, expect, it } from 'vitest';
import { compareCrds } from './compare.ts';

const ITEM = {
  type: 'object',
  required: ['name', 'kind'],
  properties: { name: { type: 'string' }, kind: { type: 'string', enum: ['a', 'b'] } },
};
const FIELDS: JsonObject = {
  text: { type: 'string', pattern: '^a', maxLength: 4, minLength: 1, default: 'a', nullable: true },
  count: { type: 'integer', format: 'int32', minimum: 1, maximum: 5 },
  port: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
  map: { type: 'object', additionalProperties: { type: 'string' }, 'x-kubernetes-map-type': 'atomic' },
  list: {
    type: 'array',
    items: ITEM,
    maxItems: 3,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name', 'kind'],
  },
  open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  inner: { type: 'object', 'x-kubernetes-embedded-resource': true },
  never: { type: 'object', not: { required: ['a'] } },
  ruled: {
    type: 'object',
    'x-kubernetes-validations': [{ rule: 'self.a == self.b', message: 'a is b' }, { rule: 'has(self.c)' }],
  },
};

/** A definition of a made-up kind; each part can be changed. */
function crd(changes: { spec?: object; names?: object; version?: object; fields?: object } = {}): JsonObject {
  const schema = { type: 'object', properties: { ...FIELDS, ...changes.fields } };
  const version = { name: 'v1', served: true, storage: true, subresources: { status: {} } };
  const parts = {
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', shortNames: ['w'], ...changes.names },
      versions: [{ ...version, schema: { openAPIV3Schema: schema }, ...changes.version }],
      ...changes.spec,
    },
  };
  return JSON.parse(JSON.stringify(parts)) as JsonObject;
}

/** Differences of ours when one keyword of a field is another one, or is not there. */
function withKeyword(field: string, keyword: string, value: unknown): string[] {
  const changed = { ...(FIELDS[field] as object), [keyword]: value };
  return compareCrds(crd({ fields: { [field]: changed } }), crd());
}

describe('two definitions of a kind', () => {
  it('do not differ when only texts for people, printer columns and the order of sets do', () => {
    const told = crd({
      version: { additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.x' }] },
      fields: {
        text: {
          ...(FIELDS['text'] as object),
          description: 'A text.',
          title: 'Text',
          pattern: '^a',
          format: null,
        },
        list: { ...(FIELDS['list'] as object), items: { ...ITEM, required: ['kind', 'name'] } },
        ruled: {
          type: 'object',
          'x-kubernetes-validations': [
            { rule: 'has(self.c)', message: 'c is missing' },
            { rule: 'self.a == self.b', messageExpression: '"a"' },
          ],
        },
      },
    });
    expect(compareCrds(told, crd())).toEqual([]);
    expect(compareCrds(crd(), told)).toEqual([]);
  });

  it.each([
    [{ spec: { group: 'example.org' } }, 'spec: group "example.org", published "example.com"'],
    [{ spec: { scope: 'Cluster' } }, 'spec: scope "Cluster", published "Namespaced"'],
    [{ spec: { preserveUnknownFields: true } }, 'spec: preserveUnknownFields true, published absent'],
    [{ names: { kind: 'Gadget' } }, 'names: kind "Gadget", published "Widget"'],
    [{ names: { plural: 'gadgets' } }, 'names: plural "gadgets", published "widgets"'],
    [{ names: { shortNames: undefined } }, 'names: shortNames absent, published ["w"]'],
    [{ version: { served: false } }, 'v1: served false, published true'],
    [{ version: { storage: false } }, 'v1: storage false, published true'],
    [{ version: { subresources: undefined } }, 'v1: subresources absent, published {"status":{}}'],
    [{ fields: { more: { type: 'object', properties: { a: { type: 'string' } } } } }, 'v1.more: only ours'],
    [{ fields: { list: undefined } }, 'v1.list: only published'],
  ])('differ in one thing: %j', (changes, line) => {
    expect(compareCrds(crd(changes), crd())).toEqual([line]);
  });

  it('differ in a version that only one has', () => {
    const two = crd({ spec: { versions: [{ name: 'v1alpha1' }, ...versionsOf(crd())] } });
    expect(compareCrds(crd(), two)).toEqual(['v1alpha1: only published']);
    expect(compareCrds(two, crd())).toEqual(['v1alpha1: only ours']);
  });

  it.each([
    ['text', 'type', 'integer', 'v1.text: type "integer", published "string"'],
    ['text', 'pattern', '^b', 'v1.text: pattern "^b", published "^a"'],
    ['text', 'maxLength', 5, 'v1.text: maxLength 5, published 4'],
    ['text', 'minLength', undefined, 'v1.text: minLength absent, published 1'],
    ['text', 'default', null, 'v1.text: default absent, published "a"'],
    ['text', 'nullable', false, 'v1.text: nullable false, published true'],
    ['text', 'description', { type: 'string' }, undefined],
    ['count', 'format', 'int64', 'v1.count: format "int64", published "int32"'],
    ['count', 'minimum', 0, 'v1.count: minimum 0, published 1'],
    ['count', 'maximum', undefined, 'v1.count: maximum absent, published 5'],
    ['count', 'exclusiveMaximum', true, 'v1.count: exclusiveMaximum true, published absent'],
    [
      'port',
      'x-kubernetes-int-or-string',
      undefined,
      'v1.port: x-kubernetes-int-or-string absent, published true',
    ],
    [
      'port',
      'anyOf',
      [{ type: 'integer' }, { type: 'number' }],
      'v1.port anyOf[1]: type "number", published "string"',
    ],
    [
      'port',
      'anyOf',
      [{ type: 'integer' }],
      'v1.port: anyOf [{"type":"integer"}], published [{"type":"integer"},{"type":"string"}]',
    ],
    ['map', 'additionalProperties', { type: 'integer' }, 'v1.map.*: type "integer", published "string"'],
    ['map', 'additionalProperties', true, 'v1.map: additionalProperties true, published {"type":"string"}'],
    [
      'map',
      'x-kubernetes-map-type',
      'granular',
      'v1.map: x-kubernetes-map-type "granular", published "atomic"',
    ],
    [
      'list',
      'items',
      { ...ITEM, required: ['name'] },
      'v1.list[]: required ["name"], published ["kind","name"]',
    ],
    [
      'list',
      'items',
      undefined,
      `v1.list: items absent, published ${'{"properties":{"kind":{"enum":["a","b"],"type":"string"},"name":{"type":"string"}},"required":["name","kind"],"type":"object"}'}`,
    ],
    ['list', 'maxItems', 4, 'v1.list: maxItems 4, published 3'],
    ['list', 'x-kubernetes-list-type', 'set', 'v1.list: x-kubernetes-list-type "set", published "map"'],
    [
      'list',
      'x-kubernetes-list-map-keys',
      ['name'],
      'v1.list: x-kubernetes-list-map-keys ["name"], published ["kind","name"]',
    ],
    [
      'open',
      'x-kubernetes-preserve-unknown-fields',
      undefined,
      'v1.open: x-kubernetes-preserve-unknown-fields absent, published true',
    ],
    [
      'inner',
      'x-kubernetes-embedded-resource',
      undefined,
      'v1.inner: x-kubernetes-embedded-resource absent, published true',
    ],
    ['never', 'not', { required: ['b'] }, 'v1.never not: required ["b"], published ["a"]'],
    ['never', 'not', undefined, 'v1.never: not absent, published {"required":["a"]}'],
    [
      'ruled',
      'x-kubernetes-validations',
      [{ rule: 'has(self.c)' }],
      'v1.ruled: x-kubernetes-validations [{"rule":"has(self.c)"}], published [{"rule":"has(self.c)"},{"rule":"self.a == self.b"}]',
    ],
  ])('differ in one keyword of %s: %s %j', (field, keyword, value, line) => {
    expect(withKeyword(field, keyword, value)).toEqual(line === undefined ? [] : [line]);
  });

  it('differ in a value of an enum, deep inside', () => {
    const items = {
      ...ITEM,
      properties: { ...ITEM.properties, kind: { type: 'string', enum: [true, 'b'] } },
    };
    expect(withKeyword('list', 'items', items)).toEqual([
      'v1.list[].kind: enum ["b",true], published ["a","b"]',
    ]);
  });

  it('may have a field that is called as a keyword is', () => {
    const named = (type: string) => crd({ fields: { description: { type }, required: { type: 'array' } } });
    expect(compareCrds(named('string'), named('integer'))).toEqual([
      'v1.description: type "string", published "integer"',
    ]);
    expect(compareCrds(crd(), named('string'))).toEqual([
      'v1.description: only published',
      'v1.required: only published',
    ]);
  });
});

function versionsOf(definition: JsonObject): unknown[] {
  return (definition['spec'] as { versions: unknown[] }).versions;
}
