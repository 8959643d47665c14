import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeName, unescapeName } from '../../../validation/cel/escape.ts';

// k8s.io/apiserver pkg/cel/escaping.go
describe('the name of a field in expressions', () => {
  it.each([
    ['foo', 'foo'],
    ['foo-bar', 'foo__dash__bar'],
    ['a.b/c', 'a__dot__b__slash__c'],
    ['a__b', 'a__underscores__b'],
    ['a___b', 'a__underscores___b'],
    ['namespace', '__namespace__'],
    ['in', '__in__'],
    ['namespaces', 'namespaces'],
    ['int', 'int'],
    ['_a', '_a'],
  ])('of %s is %s', (name, escaped) => {
    expect(escapeName(name)).toBe(escaped);
    expect(unescapeName(escaped)).toBe(name);
  });

  it.each(['', '1a', 'a b', 'ä', 'a$'])('of %j there is none', (name) => {
    expect(escapeName(name)).toBeUndefined();
  });

  it.each(['__unheardOf__', 'a__namespace__', '__constructor__'])('cannot be %s', (escaped) => {
    expect(unescapeName(escaped)).toBeUndefined();
  });

  it('can be told from every other, and is an identifier', () => {
    const name = fc
      .array(fc.constantFrom('a', 'B', '7', '-', '.', '/', '_', 'dash', 'dot', 'in'), {
        minLength: 1,
        maxLength: 6,
      })
      .map((parts) => `x${parts.join('')}`);
    fc.assert(
      fc.property(name, (text) => {
        const escaped = escapeName(text) ?? '';
        expect(escaped).toMatch(/^[A-Za-z_]\w*$/);
        expect(unescapeName(escaped)).toBe(text);
      }),
    );
  });
});
