import { describe } from 'vitest';
import { at, field, list, ofRule, root, ruled, schema, x } from '../support/crds.ts';
import { accepts, refuses } from '../support/verdicts.ts';

describe('the schema of a kind', () => {
  accepts({
    'fields of all types': schema({
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 5 } } },
        map: { type: 'object', additionalProperties: { type: 'string' } },
        any: { 'x-kubernetes-preserve-unknown-fields': true },
        either: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
        all: {
          'x-kubernetes-int-or-string': true,
          allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: '^a' }],
        },
        open: { type: 'object', properties: { a: root }, additionalProperties: true },
        object: {
          ...root,
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    }),
    'conditions on its fields': schema({
      properties: { a: { type: 'string' }, b: { type: 'array', items: { type: 'integer' } } },
      oneOf: [{ required: ['a'] }, { properties: { b: { minItems: 1, items: { minimum: 2 } } } }],
    }),
    'conditions on fields that are not there, further down': field({
      ...root,
      not: { required: ['a'], properties: { a: { minimum: 1 } } },
    }),
    'lists by their keys': list(
      { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a', 'b'] },
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' }, b: { type: 'string', default: 'x' } },
      },
    ),
    sets: list({ 'x-kubernetes-list-type': 'set' }, { type: 'object', 'x-kubernetes-map-type': 'atomic' }),
    'a description beside a status': schema(
      { description: 'a', required: ['spec'], properties: { spec: root } },
      { subresources: { status: {} } },
    ),
    rules: field({
      ...root,
      'x-kubernetes-validations': [{ rule: 'true', message: 'a', reason: 'FieldValueInvalid' }],
    }),
  });
  refuses({
    'no type': [field({}), `api/required ${x}/type`],
    'no type of items': [list({}, {}), `api/required ${x}/items/type`],
    'no items': [field({ type: 'array' }), `api/required ${x}/items`],
    'a list of items': [field({ type: 'array', items: [{ type: 'string' }] }), `api/forbidden ${x}/items`],
    'a type that does not exist': [field({ type: 'null' }), `api/enum ${x}/type`],
    'another type than an object': [schema({ type: 'string' }), `api/enum ${at}/type`],
    'a root that may be nothing': [schema({ nullable: true }), `api/forbidden ${at}/nullable`],
    'a root of any fields': [
      schema({ additionalProperties: { type: 'string' } }),
      `api/forbidden ${at}/additionalProperties`,
    ],
    'fields, and others of one type': [
      field({ type: 'object', properties: { a: root }, additionalProperties: { type: 'string' } }),
      `api/forbidden ${x}/additionalProperties`,
    ],
    references: [field({ type: 'string', $ref: '#/a' }), `api/forbidden ${x}/$ref`],
    'unique items': [
      field({ type: 'array', uniqueItems: true, items: { type: 'string' } }),
      `api/forbidden ${x}/uniqueItems`,
    ],
    'a pattern of another language': [field({ type: 'string', pattern: '(?!a)' }), `api/format ${x}/pattern`],
    'labels for metadata': [
      schema({ properties: { metadata: { type: 'object', properties: { labels: root } } } }),
      `api/forbidden ${at}/properties/metadata/properties/labels`,
    ],
    'a type in a condition': [
      field({ type: 'string', anyOf: [{ type: 'string' }] }),
      `api/forbidden ${x}/anyOf/0/type`,
    ],
    'a default in a condition': [
      field({ ...root, allOf: [{ properties: { a: { default: 1 } } }] }),
      `api/forbidden ${x}/allOf/0/properties/a/default`,
    ],
    'conditions at the root on fields that are not there': [
      schema({ anyOf: [{ properties: { a: { minimum: 1 } } }] }),
      `api/required ${at}/properties/a`,
    ],
    'conditions at the root beside a status': [
      schema(
        { oneOf: [{ required: ['spec'] }], properties: { spec: root } },
        { subresources: { status: {} } },
      ),
      `api/forbidden ${at}/oneOf`,
    ],
    'fields that must not be preserved': [
      field({ ...root, 'x-kubernetes-preserve-unknown-fields': false }),
      `api/invalid-value ${x}/x-kubernetes-preserve-unknown-fields`,
    ],
    'an object of which nothing is known': [
      field({ ...root, 'x-kubernetes-embedded-resource': true }),
      `api/required ${x}/properties`,
    ],
    'a list by no keys': [
      list({ 'x-kubernetes-list-type': 'map' }),
      `api/required ${x}/x-kubernetes-list-map-keys`,
    ],
    'a list by keys that its items have not': [
      list({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a'] }),
      `api/not-found ${x}/x-kubernetes-list-map-keys/0`,
    ],
    'a list by keys that may be missing': [
      list(
        { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a'] },
        { type: 'object', properties: { a: { type: 'string' } } },
      ),
      `api/required ${x}/items/properties/a/default`,
    ],
    'a set of what is merged': [
      list({ 'x-kubernetes-list-type': 'set' }),
      `api/enum ${x}/items/x-kubernetes-map-type`,
    ],
    'a list type of no list': [
      field({ type: 'string', 'x-kubernetes-list-type': 'set' }),
      `api/forbidden ${x}/x-kubernetes-list-type`,
    ],
    'an empty rule': [
      field({ ...root, 'x-kubernetes-validations': [{ rule: ' ' }] }),
      `api/required ${x}/x-kubernetes-validations/0/rule`,
    ],
    'a rule of two lines without a message': [
      field({ ...root, 'x-kubernetes-validations': [{ rule: 'true &&\ntrue' }] }),
      `api/required ${x}/x-kubernetes-validations/0/message`,
    ],
  });
});

// apiextensions-apiserver pkg/apiserver/schema/defaulting/validation.go, ValidateDefaults.
describe('a default of a schema', () => {
  const deflt = (value: unknown, fields: object): object => field({ default: value, ...fields });
  const string = { type: 'string' };
  const preserves = { 'x-kubernetes-preserve-unknown-fields': true };
  accepts({
    'a value of its type': deflt(2, { type: 'integer', minimum: 2, maximum: 2 }),
    'one of what is allowed': deflt('a', { ...string, enum: ['b', 'a'], pattern: '^a' }),
    nothing: deflt(null, { ...string, nullable: true }),
    'fields of an object': deflt(
      { a: ['b'] },
      { ...root, properties: { a: { type: 'array', items: string } } },
    ),
    'values of a map': deflt({ a: 'b' }, { ...root, additionalProperties: string }),
    'fields that are kept': deflt({ a: { b: 1 } }, { ...root, ...preserves }),
    'either of two types': deflt('50%', { 'x-kubernetes-int-or-string': true }),
    'an object inside of another': deflt(
      { apiVersion: 'v1', kind: 'A', metadata: {}, a: 1 },
      { ...root, ...preserves, 'x-kubernetes-embedded-resource': true },
    ),
  });
  refuses({
    'a value of another type': [deflt('2', { type: 'integer' }), `api/type ${x}/default`],
    'what is not allowed': [deflt('c', { ...string, enum: ['a'] }), `api/invalid-value ${x}/default`],
    'what does not match': [deflt('c', { ...string, pattern: '^a' }), `api/invalid-value ${x}/default`],
    'too small a number': [deflt(1, { type: 'number', minimum: 1.5 }), `api/invalid-value ${x}/default`],
    'fields that nobody knows': [
      deflt({ a: 1, b: { c: 2 } }, { ...root, properties: { b: root } }),
      `api/unknown-field ${x}/default/a`,
      `api/unknown-field ${x}/default/b/c`,
    ],
    'wrong values of a map, in a list': [
      deflt([{ a: 1 }], { type: 'array', items: { ...root, additionalProperties: string } }),
      `api/type ${x}/default/0/a`,
    ],
  });
});

// apiextensions-apiserver pkg/apis/apiextensions/validation, ValidateCustomResourceDefinitionOpenAPISchema.
describe('a rule of a schema', () => {
  accepts({
    'macros and functions': ruled({ rule: "self.a.all(k, self.a[k].matches('^a')) && size(self.a) < 3" }),
    'what our parser does not know': ruled(
      { rule: '[?self.?a].size() == 0' },
      { rule: "{?'a': self.?b}.size() == 0" },
      { rule: '.5 < 1.0' },
      { rule: '.self.a.size() == 0' },
      { rule: "rb'\\d'.size() == 2" },
      { rule: "google.protobuf.Duration{seconds: 1} == duration('1s')" },
    ),
    'functions that only the server knows': ruled(
      { rule: 'self.a.frobnicate(1)' },
      { rule: "ip.frobnicate(self.a['b'])" },
      { rule: 'cel.bind(b, 1, b == 1)' },
    ),
    'the value before a change': ruled({ rule: 'self == oldSelf' }),
    'a value before that may be missing': ruled({
      rule: 'oldSelf.hasValue() || true',
      optionalOldSelf: true,
    }),
    'the path of a field': ruled({ rule: 'true', fieldPath: ".a['b.c']" }),
    'a message in CEL': ruled({ rule: 'true', messageExpression: "'a is ' + self.a['b']" }),
    'the value before, in a list by keys': list(
      { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a'] },
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' } },
        'x-kubernetes-validations': [{ rule: 'self == oldSelf' }],
      },
    ),
  });
  refuses({
    'half an expression': [ruled({ rule: 'self.a ==' }), `api/invalid-value ${ofRule('rule')}`],
    'a text that does not end': [ruled({ rule: "self.a == 'b" }), `api/invalid-value ${ofRule('rule')}`],
    'a name that nothing gives a meaning to': [
      ruled({ rule: 'spec.a == 1' }),
      `api/invalid-value ${ofRule('rule')}`,
    ],
    'neither true nor false': [ruled({ rule: '1 + 1' }), `api/invalid-value ${ofRule('rule')}`],
    'half a message': [
      ruled({ rule: 'true', messageExpression: "'a' +" }),
      `api/invalid-value ${ofRule('messageExpression')}`,
    ],
    'the path of no field': [
      ruled({ rule: 'true', fieldPath: '.b' }),
      `api/invalid-value ${ofRule('fieldPath')}`,
    ],
    'a path without a dot': [
      ruled({ rule: 'true', fieldPath: 'a' }),
      `api/invalid-value ${ofRule('fieldPath')}`,
    ],
    'a value before that may be missing, and is not asked for': [
      ruled({ rule: 'true', optionalOldSelf: false }),
      `api/forbidden ${ofRule('optionalOldSelf')}`,
    ],
    'the value before, in a list': [
      list({}, { ...root, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] }),
      `api/invalid-value ${x}/items/x-kubernetes-validations/0/rule`,
    ],
    'the value before, in what changes as a whole': [
      field({
        type: 'object',
        'x-kubernetes-map-type': 'atomic',
        properties: { a: { ...root, 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } },
      }),
      `api/invalid-value ${x}/properties/a/x-kubernetes-validations/0/rule`,
    ],
  });
});
