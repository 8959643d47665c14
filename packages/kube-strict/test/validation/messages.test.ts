import { describe, expect, it } from 'vitest';
import type { Finding } from '../../validation/finding.ts';
import { validateObject } from '../../validation/validate.ts';
import { kubernetesCatalog, widget, widgetCatalog } from './support/catalogs.ts';
import { configMap, pod } from './support/judge.ts';

const catalog = widgetCatalog({
  type: 'object',
  required: ['mode'],
  properties: {
    mode: { type: 'string', enum: ['Automatic', 'Manual'] },
    count: { type: 'integer', minimum: 1, maximum: 5 },
    ratio: { type: 'number', exclusiveMinimum: true, minimum: 0, multipleOf: 0.1 },
    on: { type: 'boolean' },
    text: { type: 'string', pattern: '^a', maxLength: 4 },
    when: { type: 'string', format: 'date-time' },
    list: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    source: {
      type: 'object',
      properties: { git: { type: 'string' }, oci: { type: 'string' }, path: { type: 'integer' } },
      anyOf: [{ required: ['git'] }, { required: ['oci'], properties: { path: { maximum: 3 } } }],
    },
    one: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    never: { type: 'object', properties: { a: { type: 'string' } }, not: { required: ['a'] } },
  },
});

function findings(spec: object): readonly Finding[] {
  return validateObject(widget({ spec: { mode: 'Manual', ...spec } }), catalog).findings;
}

function told(spec: object): string[] {
  return findings(spec).map(({ message, fix }) => (fix === undefined ? message : `${message} ${fix}`));
}

describe('a finding says what is wrong, what is expected, and how to mend it', () => {
  it.each([
    [{ cuont: 1, count: 1 }, 'The field "cuont" is not known here. Remove it.'],
    [{ cuont: 1 }, 'The field "cuont" is not known here. Did you mean "count"?'],
    [{ Mode: 1 }, 'The field "Mode" is not known here. Did you mean "mode"?'],
    [{ zzzzzzzz: 1 }, 'The field "zzzzzzzz" is not known here. Remove it.'],
    [{ count: 'x' }, 'Expected an integer, found "x".'],
    [{ count: '3' }, 'Expected an integer, found "3". Write it without quotes.'],
    [{ on: 'true' }, 'Expected true or false, found "true". Write it without quotes.'],
    [{ text: 8 }, 'Expected a string, found 8. Write it in quotes: "8".'],
    [{ list: {} }, 'Expected a list, found an object.'],
    [{ list: ['a', null] }, 'Expected a string, found null. Remove it.'],
    [{ when: 1 }, 'Expected a string, found 1. Write it in quotes: "1".'],
    [{ when: 'x' }, 'Expected a date and time such as 2026-01-31T12:00:00Z, found "x".'],
    [{ count: 0 }, 'Expected at least 1, found 0.'],
    [{ count: 6 }, 'Expected at most 5, found 6.'],
    [{ ratio: 0 }, 'Expected more than 0, found 0.'],
    [{ ratio: 0.25 }, 'Expected a multiple of 0.1, found 0.25.'],
    [{ text: 'b' }, 'Expected a text that matches ^a, found "b".'],
    [{ text: 'a'.repeat(100) }, `The greatest number of characters is 4, found "${'a'.repeat(60)}...".`],
    [{ list: ['a', 'b', 'c'] }, 'The greatest number of items is 2, found a list of 3 items.'],
    [{ mode: 'manual' }, 'Expected "Automatic" or "Manual", found "manual". Did you mean "Manual"?'],
    [{ mode: 1 }, 'Expected a string, found 1. Write it in quotes: "1".'],
    [{ mode: null }, 'The field "mode" is required, and null counts as not there.'],
    [{ mode: undefined }, 'The field "mode" is required.'],
    [
      { set: ['a', 'a'] },
      'Items of this list must differ, but this one, "a", is equal to item 0. Remove one of the two.',
    ],
    [{ source: {} }, 'None of the alternatives is met: "git" is missing or "oci" is missing.'],
    [
      { source: { path: 4 } },
      'None of the alternatives is met: "git" is missing or "oci" is missing and "path" is against its maximum.',
    ],
    [{ one: {} }, 'None of the alternatives is met: "a" is missing or "b" is missing.'],
    [{ one: { a: 'x', b: 'y' } }, 'Several of the alternatives are met, and only one may be.'],
    [{ never: { a: 'x' } }, 'The schema excludes what is here, an object.'],
  ])('%j', (spec, expected) => {
    expect(told(spec)).toEqual([expected]);
  });

  it('takes multiples as Go does', () => {
    expect(told({ ratio: 0.3 })).toEqual([]);
  });

  it('does not show what is in a Secret', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { k: 'hush!' } };
    const [finding] = validateObject(secret, kubernetesCatalog).findings;
    expect(finding).toMatchObject({ rule: 'api/format', path: '/data/k' });
    expect(JSON.stringify(finding)).not.toContain('hush');
    const [other] = validateObject(
      { ...secret, data: {}, stringData: { k: 12345 } },
      kubernetesCatalog,
    ).findings;
    expect(JSON.stringify(other)).not.toContain('12345');
  });
});

describe('the findings of an object', () => {
  it('are all there at once, in an order that is always the same', () => {
    const wrong = { zeta: 1, alpha: 2, mode: 'x', count: 9, list: [1, 2, 3], set: ['a', 'a'], source: {} };
    const all = findings(wrong);
    expect(all.map(({ rule }) => rule)).toEqual([
      'api/unknown-field',
      'api/unknown-field',
      'api/enum',
      'api/bounds',
      'api/length',
      'api/type',
      'api/type',
      'api/type',
      'api/any-of',
      'api/list-type',
    ]);
    expect(findings(wrong)).toEqual(all);
    expect(all.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it('go on after metadata that does not decode', () => {
    const { findings: both } = validateObject(
      pod({ imagePullPolicyy: 'x' }, {}, { labels: 1 }),
      kubernetesCatalog,
    );
    expect(both.map(({ path }) => path)).toEqual(['/metadata/labels', '/spec/containers/0/imagePullPolicyy']);
  });

  it('point to keys with slashes and tildes as RFC 6901 writes them', () => {
    const { findings: one } = validateObject(configMap({ labels: { 'a/b~c': 1 } }), kubernetesCatalog);
    expect(one).toMatchObject([{ path: '/metadata/labels/a~1b~0c' }]);
  });

  it('leave the object as it was', () => {
    const object = Object.freeze(widget({ spec: Object.freeze({ unknown: 1, mode: null }) }));
    validateObject(object, catalog);
    expect(object).toEqual(widget({ spec: { unknown: 1, mode: null } }));
  });
});
