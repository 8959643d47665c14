import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../validation/finding.ts';
import { validateObject } from '../../../validation/validate.ts';
import { widget, widgetCatalog, widgetCatalogOf } from '../support/catalogs.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };

function rules(...sources: (string | object)[]): object {
  return {
    'x-kubernetes-validations': sources.map((source) =>
      typeof source === 'string' ? { rule: source } : source,
    ),
  };
}

/** What an update of a Widget's spec, or with no old spec its creation, gives: `rule path`, warnings with a word. */
function update(spec: object, value: unknown, old?: unknown): string[] {
  const before = old === undefined ? undefined : widget({ spec: old });
  return told(
    validateObject(widget({ spec: value }), widgetCatalog({ type: 'object', ...spec }), before).findings,
  );
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, path, severity }) =>
    severity === 'error' ? `${rule} ${path}` : `${severity} ${rule} ${path}`,
  );
}

describe('a rule about a change', () => {
  const constant = { properties: { x: { ...text, ...rules('self == oldSelf') } } };

  it('does not count when an object is created', () => {
    expect(update(constant, { x: 'a' })).toEqual([]);
  });

  it('is evaluated when one is updated', () => {
    expect(update(constant, { x: 'a' }, { x: 'a' })).toEqual([]);
    expect(update(constant, { x: 'b' }, { x: 'a' })).toEqual(['api/cel /spec/x']);
  });

  it('does not count for what was not there, or is there no more', () => {
    expect(update(constant, { x: 'b' }, {})).toEqual([]);
    expect(update(constant, {}, { x: 'a' })).toEqual([]);
    expect(update(constant, { x: 'b' }, { x: null })).toEqual([]);
  });

  it('sees the old object with its defaults, and without what is unknown', () => {
    const schema = { properties: { x: { ...text, default: 'a' }, y: text }, ...rules('self == oldSelf') };
    expect(update(schema, { x: 'a' }, {})).toEqual([]);
    expect(update(schema, {}, { x: 'a', unheardOf: 1 })).toEqual([]);
    expect(update(schema, { x: 'b' }, {})).toEqual(['api/cel /spec']);
  });

  it('finds the old value of a key, but of an item only where keys tell which', () => {
    const grows = { ...integer, ...rules('self >= oldSelf') };
    const entry = { type: 'object', required: ['k'], properties: { k: text, v: grows } };
    const lists = {
      map: { type: 'object', additionalProperties: grows },
      byKey: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k'],
        items: entry,
      },
      plain: { type: 'array', items: grows },
      atomic: { type: 'array', 'x-kubernetes-list-type': 'atomic', items: grows },
      set: { type: 'array', 'x-kubernetes-list-type': 'set', items: grows },
    };
    const schema = { properties: lists };
    expect(update(schema, { map: { a: 1 } }, { map: { a: 2 } })).toEqual(['api/cel /spec/map/a']);
    expect(update(schema, { map: { b: 1 } }, { map: { a: 2 } })).toEqual([]);
    const old = {
      byKey: [
        { k: 'a', v: 1 },
        { k: 'b', v: 5 },
      ],
    };
    expect(
      update(
        schema,
        {
          byKey: [
            { k: 'b', v: 4 },
            { k: 'a', v: 1 },
          ],
        },
        old,
      ),
    ).toEqual(['api/cel /spec/byKey/0/v']);
    expect(update(schema, { byKey: [{ k: 'c', v: 0 }] }, old)).toEqual([]);
    for (const list of ['plain', 'atomic', 'set'])
      expect(update(schema, { [list]: [1] }, { [list]: [2] })).toEqual([]);
  });

  it('may make the old value optional, and then always counts', () => {
    const rule = { rule: 'oldSelf.hasValue() ? self >= oldSelf.value() : self == 0', optionalOldSelf: true };
    const schema = { properties: { x: { ...integer, ...rules(rule) } } };
    expect(update(schema, { x: 0 })).toEqual([]);
    expect(update(schema, { x: 1 })).toEqual(['api/cel /spec/x']);
    expect(update(schema, { x: 2 }, { x: 1 })).toEqual([]);
    expect(update(schema, { x: 1 }, { x: 2 })).toEqual(['api/cel /spec/x']);
    expect(update(schema, { x: 1 }, {})).toEqual(['api/cel /spec/x']);
  });

  it('at the root sees the whole old object', () => {
    const catalog = widgetCatalogOf({
      properties: { spec: { type: 'object', properties: { x: integer } } },
      ...rules('self.metadata.name == oldSelf.metadata.name && self.spec.x >= oldSelf.spec.x'),
    });
    const at = (x: number) => widget({ spec: { x } });
    expect(told(validateObject(at(2), catalog, at(1)).findings)).toEqual([]);
    expect(told(validateObject(at(1), catalog, at(2)).findings)).toEqual(['api/cel ']);
  });

  it('counts what is no object at all as nothing', () => {
    expect(
      told(
        validateObject(widget({ spec: { x: 'b' } }), widgetCatalog({ type: 'object', ...constant }), 7)
          .findings,
      ),
    ).toEqual([]);
  });
});

describe('an update', () => {
  const status = { type: 'object', properties: { x: { ...integer, ...rules('self < 10') } } };
  const catalog = widgetCatalogOf({ properties: { status } }, { subresources: { status: {} } });

  it('keeps the old status, whatever the new one', () => {
    const judge = (value: number, old: object) =>
      told(validateObject(widget({ status: { x: value } }), catalog, old).findings);
    expect(judge(11, widget({ status: { x: 1 } }))).toEqual([]);
    expect(judge(11, widget())).toEqual([]);
  });

  // k8s.io/apiserver pkg/cel/common/equality.go: what has not changed is not refused.
  it('only warns of a rule that the old value broke as well', () => {
    const field = { properties: { x: { ...integer, ...rules('self < 10') }, y: integer } };
    expect(update(field, { x: 11, y: 1 }, { x: 11, y: 2 })).toEqual(['warning api/cel /spec/x']);
    expect(update(field, { x: 12 }, { x: 11 })).toEqual(['api/cel /spec/x']);
    expect(update({ ...field, ...rules('false') }, { y: 1 }, { y: 1 })).toEqual(['warning api/cel /spec']);
    expect(update({ ...field, ...rules('false') }, { y: 1 }, { y: 2 })).toEqual(['api/cel /spec']);
  });

  it('refuses what is broken by a rule about the change, changed or not', () => {
    expect(
      update({ properties: { x: { ...integer, ...rules('self > oldSelf') } } }, { x: 1 }, { x: 1 }),
    ).toEqual(['api/cel /spec/x']);
  });

  it('tells a change of an item by its list', () => {
    const small = { ...integer, ...rules('self < 10') };
    const entry = { type: 'object', required: ['k'], properties: { k: text, v: small } };
    const schema = {
      properties: {
        byKey: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
          items: entry,
        },
        plain: { type: 'array', items: small },
        atomic: { type: 'array', 'x-kubernetes-list-type': 'atomic', items: small },
        set: { type: 'array', 'x-kubernetes-list-type': 'set', items: small },
      },
    };
    expect(update(schema, { plain: [1, 11] }, { plain: [2, 11] })).toEqual(['warning api/cel /spec/plain/1']);
    expect(update(schema, { plain: [11, 1] }, { plain: [1, 11] })).toEqual(['api/cel /spec/plain/0']);
    const moved = { byKey: [{ k: 'b', v: 11 }, { k: 'a' }] };
    expect(update(schema, moved, { byKey: [{ k: 'a' }, { k: 'b', v: 11 }] })).toEqual([
      'warning api/cel /spec/byKey/0/v',
    ]);
    expect(update(schema, moved, { byKey: [{ k: 'b', v: 12 }] })).toEqual(['api/cel /spec/byKey/0/v']);
    for (const list of ['atomic', 'set']) {
      expect(update(schema, { [list]: [1, 11] }, { [list]: [1, 11] })).toEqual([
        `warning api/cel /spec/${list}/1`,
      ]);
      expect(update(schema, { [list]: [2, 11] }, { [list]: [1, 11] })).toEqual([`api/cel /spec/${list}/1`]);
    }
  });

  it('counts what the schema does not describe as changed', () => {
    const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, ...rules('false') };
    expect(update({ properties: { x: open } }, { x: { a: 1 } }, { x: { a: 1 } })).toEqual([
      'api/cel /spec/x',
    ]);
  });
});
