import { describe, expect, it } from 'vitest';
import { validateObject } from '../../../validation/validate.ts';
import { widget, widgetCatalog, widgetCatalogOf } from '../support/catalogs.ts';
import { found, integer, rules, text, told } from './support/judge-rule.ts';

describe('a rule', () => {
  const schema = {
    properties: { a: integer, b: integer },
    ...rules({ rule: 'self.a <= self.b', message: ' a must not be more than b ' }),
  };

  it('accepts what it holds for', () => {
    expect(found(schema, { a: 1, b: 2 })).toEqual([]);
  });

  it('refuses what it does not hold for, with its message', () => {
    expect(found(schema, { a: 3, b: 2 })).toEqual([
      { rule: 'api/cel', severity: 'error', path: '/spec', message: 'a must not be more than b' },
    ]);
  });

  it('refuses what it has no value for, as the server does', () => {
    expect(told(found(schema, { a: 3 }))).toEqual([
      'api/cel /spec: The rule cannot be evaluated, no such key: b: a must not be more than b',
    ]);
  });

  it('without a message is told itself', () => {
    expect(told(found(rules(' 1 == 2 '), {}))).toEqual(['api/cel /spec: failed rule: 1 == 2']);
  });

  it('that is neither true nor false refuses', () => {
    expect(told(found(rules('1'), {}))).toEqual(['api/cel /spec: failed rule: 1']);
  });

  it('can point to a field', () => {
    const pointing = { rule: 'false', message: 'no', fieldPath: ".a['b/c.d'].e" };
    expect(told(found(rules(pointing), {}))).toEqual(['api/cel /spec/a/b~1c.d/e: no']);
  });

  it('does not keep others from being evaluated', () => {
    expect(told(found(rules('self.nothing == 1', 'false', 'true', '1 == 2'), {}))).toHaveLength(3);
  });
});

describe('the message of a rule', () => {
  const failing = (more: object) => told(found(rules({ rule: 'false', message: 'fallback', ...more }), {}));

  it.each([
    ['"made: " + string(1)', 'made: 1'],
    ['" trimmed "', 'trimmed'],
  ])('can be made by %s', (messageExpression, message) => {
    expect(failing({ messageExpression })).toEqual([`api/cel /spec: ${message}`]);
  });

  it.each([
    ['empty', '""'],
    ['blank', '" "'],
    ['of two lines', '"two\\nlines"'],
    ['no text', '1'],
    ['about nothing', 'self.nothing'],
    ['an error', '1 / 0 == 0 ? "a" : "b"'],
    ['not understood', 'not an expression'],
    ['of an unknown function', 'unheardOf()'],
    ['too long', `'${'x'.repeat(5121)}'`],
  ])('is the plain one where the expression is %s', (_case, messageExpression) => {
    expect(failing({ messageExpression })).toEqual(['api/cel /spec: fallback']);
  });
});

describe('a rule is evaluated', () => {
  it('on fields, items and values of maps, at their path', () => {
    const small = { ...integer, ...rules({ rule: 'self < 10', message: 'too big' }) };
    const schema = {
      properties: {
        field: small,
        list: { type: 'array', items: small },
        map: { type: 'object', additionalProperties: small },
        deep: {
          type: 'object',
          properties: { list: { type: 'array', items: { type: 'object', properties: { x: small } } } },
        },
      },
    };
    expect(found(schema, { field: 1, list: [1], map: { a: 1 }, deep: { list: [{ x: 1 }] } })).toEqual([]);
    const wrong = { field: 10, list: [1, 11], map: { a: 1, 'b/c': 12 }, deep: { list: [{}, { x: 13 }] } };
    expect(told(found(schema, wrong))).toEqual([
      'api/cel /spec/field: too big',
      'api/cel /spec/list/1: too big',
      'api/cel /spec/map/b~1c: too big',
      'api/cel /spec/deep/list/1/x: too big',
    ]);
  });

  it('at the root, where metadata.name is visible and nothing else of metadata', () => {
    const catalog = widgetCatalogOf(
      rules('self.metadata.name == "some-widget" && self.kind == "Widget"', 'has(self.metadata.labels)'),
    );
    expect(told(validateObject(widget(), catalog).findings)).toEqual([
      'api/cel : failed rule: has(self.metadata.labels)',
    ]);
    expect(told(validateObject(widget({}, { name: 'other' }), catalog).findings)).toHaveLength(2);
  });

  it('on an object within an object, where the same is visible', () => {
    const embedded = {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
      ...rules({ rule: "self.metadata.name == 'a' && self.apiVersion == 'v1'", message: 'not a' }),
    };
    const inner = (name: string) => ({ x: { apiVersion: 'v1', kind: 'Some', metadata: { name } } });
    expect(found({ properties: { x: embedded } }, inner('a'))).toEqual([]);
    expect(told(found({ properties: { x: embedded } }, inner('b')))).toEqual(['api/cel /spec/x: not a']);
  });

  it('of allOf, also on its parts, but of no other combination', () => {
    const no = (message: string) => rules({ rule: 'false', message });
    const schema = {
      properties: { x: integer },
      allOf: [{ ...no('all'), properties: { x: no('all x') }, allOf: [no('all all')] }],
      anyOf: [no('any')],
      oneOf: [no('one')],
      not: { required: ['y'], ...no('not') },
    };
    expect(told(found(schema, { x: 1 }))).toEqual([
      'api/cel /spec: all',
      'api/cel /spec: all all',
      'api/cel /spec/x: all x',
    ]);
  });

  it('after defaults, and not on what is not there', () => {
    const schema = {
      properties: {
        a: { ...integer, default: 5, ...rules('self == 5') },
        b: { ...integer, ...rules('false') },
      },
      ...rules('self.a == 5 && !has(self.b)'),
    };
    expect(found(schema, {})).toEqual([]);
    expect(found(schema, { b: null })).toEqual([]);
  });

  it('not on a status that a create drops, nor on null', () => {
    const status = { type: 'object', properties: { x: { ...integer, nullable: true } }, ...rules('false') };
    const properties = { status };
    const dropped = widgetCatalogOf({ properties }, { subresources: { status: {} } });
    expect(validateObject(widget({ status: { x: 1 } }), dropped).findings).toEqual([]);
    expect(
      told(validateObject(widget({ status: { x: 1 } }), widgetCatalogOf({ properties })).findings),
    ).toEqual(['api/cel /status: failed rule: false']);
    expect(
      found({ properties: { x: { ...integer, nullable: true, ...rules('false') } } }, { x: null }),
    ).toEqual([]);
  });
});

describe('rules are left alone', () => {
  const schema = {
    type: 'object',
    required: ['r'],
    properties: {
      r: text,
      enum: { type: 'string', enum: ['a'] },
      long: { type: 'string', maxLength: 1 },
      low: { type: 'integer', minimum: 1 },
      form: { type: 'string', pattern: '^a' },
      set: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
    },
    ...rules('false'),
  };
  const rulesRan = (spec: object, metadata: object = {}): boolean =>
    validateObject(widget({ spec }, metadata), widgetCatalog(schema)).findings.some(
      ({ rule }) => rule === 'api/cel',
    );

  it.each([
    ['something is missing', {}],
    ['a type is wrong', { r: 1 }],
    ['there is a null in a list', { r: 'a', set: [null] }],
    ['a value is not among the allowed', { r: 'a', enum: 'b' }],
    ['a text is too long', { r: 'a', long: 'ab' }],
  ])('when %s', (_case, spec) => {
    expect(rulesRan(spec)).toBe(false);
  });

  it.each([
    ['a number is out of bounds', { r: 'a', low: 0 }],
    ['a pattern is not met', { r: 'a', form: 'b' }],
    ['items of a set are equal', { r: 'a', set: ['x', 'x'] }],
    ['a field is unknown', { r: 'a', unheardOf: 1 }],
  ])('but not when %s', (_case, spec) => {
    expect(rulesRan(spec)).toBe(true);
  });

  it('when metadata has no name, or does not decode', () => {
    expect(rulesRan({ r: 'a' }, { name: undefined })).toBe(false);
    expect(rulesRan({ r: 'a' }, { labels: 1 })).toBe(false);
    expect(rulesRan({ r: 'a' }, { name: undefined, generateName: 'a-' })).toBe(true);
    expect(rulesRan({ r: 'a' }, { labels: { a: '-' } })).toBe(true);
  });

  it('but see the name that the server makes', () => {
    const catalog = widgetCatalogOf(
      rules("self.metadata.name.startsWith('a-') && size(self.metadata.name) == 7"),
    );
    expect(validateObject(widget({}, { name: undefined, generateName: 'a-' }), catalog).findings).toEqual([]);
    expect(
      validateObject(widget({}, { name: undefined, generateName: 'b-' }), catalog).findings,
    ).toHaveLength(1);
  });
});

// k8s.io/apiserver pkg/cel/common/values.go, UnstructuredToVal
describe('a rule that is not understood', () => {
  it('is told of as not evaluated, once, and refuses nothing', () => {
    const item = { type: 'object', properties: {}, ...rules('unheardOf(self)') };
    const findings = found({ properties: { list: { type: 'array', items: item } } }, { list: [{}, {}, {}] });
    expect(findings).toEqual([
      {
        rule: 'api/cel-not-evaluated',
        severity: 'warning',
        path: '/spec/list/0',
        message:
          'A rule was not evaluated, since the function unheardOf is not known with 1 arguments, its receiver included: unheardOf(self)',
      },
    ]);
  });

  it('may have not even the form of one', () => {
    for (const odd of [7, 'true', {}, [null], [7]]) {
      expect(found({ 'x-kubernetes-validations': odd }, {})).toEqual([]);
    }
    for (const odd of [{}, { rule: 7 }, { rule: null }, { rule: '' }]) {
      expect(found(rules(odd), {}).map(({ rule }) => rule)).toEqual(['api/cel-not-evaluated']);
    }
    const odd = { rule: 'false', message: 7, messageExpression: {}, fieldPath: [], optionalOldSelf: 'x' };
    expect(told(found(rules(odd), {}))).toEqual(['api/cel /spec: failed rule: false']);
  });

  it('is not told of where it would not have been evaluated', () => {
    expect(found(rules('unheardOf(oldSelf)'), {})).toEqual([]);
    expect(told(found(rules('unheardOf(oldSelf)'), {}, {}))).toHaveLength(1);
  });
});
