import { describe, expect, it } from 'vitest';
import { found, integer, judge, rules, text } from './support/judge-rule.ts';

describe('an expression sees', () => {
  it.each<[string, object, unknown, string]>([
    ['an integer as int', integer, 5, 'type(self.x) == int && self.x / 2 == 2'],
    ['a whole double as an int where the schema says integer', integer, 5.0, 'self.x == 5'],
    ['a number as double', { type: 'number' }, 5, 'type(self.x) == double && self.x / 2.0 == 2.5'],
    ['a boolean', { type: 'boolean' }, true, 'self.x'],
    ['a text', text, 'a', "type(self.x) == string && self.x == 'a'"],
    [
      'an integer or a string as what it is',
      { 'x-kubernetes-int-or-string': true },
      80,
      'type(self.x) == int && self.x == 80',
    ],
    [
      'a string or an integer as what it is',
      { 'x-kubernetes-int-or-string': true },
      '80',
      "self.x == '80' && self.x != 80",
    ],
    [
      'a date-time as timestamp',
      { ...text, format: 'date-time' },
      '2026-01-31T12:00:00Z',
      'self.x.getFullYear() == 2026',
    ],
    [
      'a date as timestamp',
      { ...text, format: 'date' },
      '2026-01-31',
      "self.x == timestamp('2026-01-31T00:00:00Z')",
    ],
    ['a duration', { ...text, format: 'duration' }, '1h30m', "self.x == duration('90m')"],
    ['a duration in words', { ...text, format: 'duration' }, '2 hours 5 min', "self.x == duration('125m')"],
    ['bytes', { ...text, format: 'byte' }, 'YWJj', "self.x == b'abc' && size(self.x) == 3"],
    [
      'another format as text',
      { ...text, format: 'uuid' },
      '123e4567-e89b-12d3-a456-426614174000',
      "self.x.startsWith('123')",
    ],
    [
      'a list',
      { type: 'array', items: integer },
      [3, 4],
      'self.x[1] == 4 && self.x.all(i, i > 2) && size(self.x) == 2',
    ],
    [
      'a map',
      { type: 'object', additionalProperties: integer },
      { 'a-b': 1 },
      "self.x['a-b'] == 1 && 'a-b' in self.x && self.x.all(k, k == 'a-b')",
    ],
    [
      'an object',
      { type: 'object', properties: { y: integer } },
      { y: 1 },
      'self.x.y == 1 && !has(self.x.z)',
    ],
    [
      'only what is declared',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { y: integer } },
      { y: 1, z: 2 },
      'has(self.x.y) && !has(self.x.z)',
    ],
    [
      'no field of an object that says nothing of its fields',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { y: 1 },
      '!has(self.x.y)',
    ],
    [
      'a null field as absent',
      { type: 'object', properties: { y: { ...integer, nullable: true } } },
      { y: null },
      '!has(self.x.y)',
    ],
    ['a null item', { type: 'array', items: { ...integer, nullable: true } }, [null], 'self.x[0] == null'],
    [
      'a field with the name of a prototype',
      { type: 'object', properties: { y: integer } },
      { y: 1 },
      '!has(self.x.constructor) && !has(self.x.toString)',
    ],
  ])('%s', (_case, schema, value, rule) => {
    expect(judge(schema, value, rule)).toEqual([]);
    expect(judge(schema, value, `!(${rule})`)).toHaveLength(1);
  });

  it('names that are no identifiers spelled out', () => {
    const names = ['a-b', 'c.d', 'e/f', 'g__h', 'namespace', 'in', '_i'];
    const properties = Object.fromEntries(names.map((name) => [name, integer]));
    const rule =
      'self.a__dash__b == 1 && self.c__dot__d == 1 && self.e__slash__f == 1 && self.g__underscores__h == 1 && ' +
      'self.__namespace__ == 1 && has(self.__in__) && self._i == 1';
    const spec = Object.fromEntries(names.map((name) => [name, 1]));
    expect(found({ properties, ...rules(rule) }, spec)).toEqual([]);
    const unspelled = {
      properties,
      ...rules('has(self.a__dash__)', 'has(self.__unheardOf__)', 'has(self.x__in__)'),
    };
    expect(found(unspelled, spec)).toHaveLength(3);
  });

  it('nothing of a value that is not of its format', () => {
    const findings = judge({ ...text, format: 'date-time' }, 'x', 'self.x > timestamp(0)');
    expect(findings).toHaveLength(2);
    expect(findings[1]).toMatch(/^api\/cel \/spec: The rule cannot be evaluated, parsing time "x"/);
  });
});

describe('equality', () => {
  const set = { type: 'array', 'x-kubernetes-list-type': 'set', items: text };
  const entry = { type: 'object', required: ['k'], properties: { k: text, v: integer } };
  const map = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
    items: entry,
  };
  const list = { type: 'array', items: text };
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const isEqual = (schema: object, a: unknown, b: unknown, rule = 'self.a == self.b'): boolean =>
    found({ properties: { a: schema, b: schema }, ...rules(rule) }, { a, b }).length === 0;

  it('of sets knows no order', () => {
    expect(isEqual(set, ['x', 'y'], ['y', 'x'])).toBe(true);
    expect(isEqual(set, ['x', 'y'], ['x', 'z'])).toBe(false);
    expect(isEqual(set, ['x'], ['x', 'y'])).toBe(false);
  });

  it('of maps in a list knows no order, but compares items', () => {
    const [one, two] = [
      { k: 'a', v: 1 },
      { k: 'b', v: 2 },
    ];
    expect(isEqual(map, [one, two], [two, one])).toBe(true);
    expect(isEqual(map, [one, two], [one, { k: 'b', v: 3 }])).toBe(false);
    expect(isEqual(map, [one], [two])).toBe(false);
  });

  it('of plain lists knows order', () => {
    expect(isEqual(list, ['x', 'y'], ['x', 'y'])).toBe(true);
    expect(isEqual(list, ['x', 'y'], ['y', 'x'])).toBe(false);
  });

  it('of objects also counts what the schema does not declare', () => {
    expect(isEqual(open, { x: [1, { y: 2 }] }, { x: [1, { y: 2 }] })).toBe(true);
    expect(isEqual(open, { x: 1 }, { x: 2 })).toBe(false);
    expect(isEqual(open, { x: 1 }, {})).toBe(false);
  });

  it('of any values compares them as they stand', () => {
    const any = { 'x-kubernetes-preserve-unknown-fields': true };
    const holder = { type: 'object', properties: { any } };
    expect(isEqual(holder, { any: [1, 'a'] }, { any: [1, 'a'] })).toBe(true);
    expect(isEqual(holder, { any: [1, 'a'] }, { any: ['a', 1] })).toBe(false);
  });

  it('holds after a join, which is a union of sets and a merge of maps', () => {
    expect(
      isEqual(set, ['x', 'y'], ['y', 'z'], "(self.a + self.b).size() == 3 && (self.a + ['q'])[2] == 'q'"),
    ).toBe(true);
    const merged =
      'size(self.a + self.b) == 2 && (self.a + self.b)[0].v == 9 && (self.a + self.b)[1].k == "b"';
    expect(isEqual(map, [{ k: 'a', v: 1 }], [{ k: 'b' }, { k: 'a', v: 9 }], merged)).toBe(true);
    expect(isEqual(list, ['x'], ['x'], "self.a + self.b == ['x', 'x']")).toBe(true);
  });
});
