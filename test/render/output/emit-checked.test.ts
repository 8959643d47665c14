import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../../render/output/difference.ts';
import { emitChecked } from '../../../render/output/emit-checked.ts';

function errorOf(value: unknown): unknown {
  try {
    emitChecked(value, 'tdx/a.yaml');
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('checked YAML text', () => {
  it('is the text of a value that reads back the same', () => {
    expect(emitChecked({ spec: { mode: 420, args: ['on'] } }, 'a.yaml')).toBe(
      'spec:\n  mode: 420\n  args:\n    - "on"\n',
    );
  });

  it('is judged also when a value with the same JSON has been written before', () => {
    expect(emitChecked({ a: null }, 'a.yaml')).toBe('a: null\n');
    expect(() => emitChecked({ a: Number.NaN }, 'a.yaml')).toThrow('a: not a JSON number: NaN');
    expect(emitChecked({ a: null }, 'a.yaml')).toBe('a: null\n');
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  cyclic['list'] = [cyclic, cyclic];
  let deep: unknown = [];
  for (let level = 0; level < 300; level++) deep = [deep];
  it.each([
    ['undefined', { spec: { a: undefined } }, 'tdx/a.yaml: spec.a: not a JSON value: undefined'],
    ['an empty slot', { spec: new Array(1) }, 'tdx/a.yaml: spec[0]: not a JSON value: undefined'],
    ['a date', { spec: [new Date(0)] }, 'tdx/a.yaml: spec[0]: not a JSON value: [object Date]'],
    ['a map', { 'a b': new Map() }, 'tdx/a.yaml: ["a b"]: not a JSON value: [object Map]'],
    ['a function', { a: () => 0 }, 'not a JSON value: [object Function]'],
    ['a big integer', { a: 1n }, 'not a JSON value: [object BigInt]'],
    ['NaN', { a: Number.NaN }, 'a: not a JSON number: NaN'],
    ['an infinite number', { a: -Infinity }, 'a: not a JSON number: -Infinity'],
    ['an integer that has lost digits', { a: 2 ** 60 }, 'a: an integer beyond 2^53'],
    ['a value that contains itself', cyclic, 'self: a value that contains itself'],
    ['a value that is too deep', { deep }, 'deeper than 200 levels'],
  ])('is refused for %s, as our own fault', (_what, value, message) => {
    const error = errorOf(value);
    expect(error).not.toBeInstanceOf(UserError);
    expect(String(error)).toContain(message);
  });

  it.each([
    ['U+0085, a blank to kustomize', { data: { 'p.rego': 'a\u0085' } }, 'data["p.rego"]', /U\+0085/],
    ['U+007F', { list: ['\u007f'] }, 'list[0]', /U\+007F/],
    ['half of a surrogate pair', { a: { b: '\ud800' } }, 'a.b', /surrogate/],
    ['a control character in a key', { 'a\u0080': 1 }, '["a\u0080"]', /U\+0080/],
    [
      'a key that is too long for kustomize',
      { a: { ['<'.repeat(171)]: 1 } },
      `a["${'<'.repeat(171)}"]`,
      /171/,
    ],
    ['a key that kustomize drops', { a: { '<<': 1 } }, 'a["<<"]', /<</],
  ])('is refused for %s, as the text of the user', (_what, value, path, message) => {
    const error = errorOf(value);
    expect(error).toBeInstanceOf(UserError);
    const { problems } = error as UserError;
    expect(problems).toEqual([
      { file: 'tdx/a.yaml', path, message: expect.stringMatching(message), fix: expect.any(String) },
    ]);
  });

  it('names every problem', () => {
    const error = errorOf({ a: undefined, b: [Number.NaN], c: '\u007f' });
    expect(String(error).split('\n')).toHaveLength(3);
  });

  it('is refused when it reads back different, as our own fault', () => {
    let calls = 0;
    const value = {
      spec: {
        get a() {
          return `${calls++}`;
        },
      },
    };
    expect(() => emitChecked(value, 'f.yaml')).toThrow(
      'f.yaml: spec.a: reads back different from what was written',
    );
  });

  it('is refused when it cannot be read back, as our own fault', () => {
    let calls = 0;
    let deep: unknown = [];
    for (let level = 0; level < 2000; level++) deep = [deep];
    const value = {
      get a() {
        return calls++ < 2 ? 0 : deep;
      },
    };
    expect(() => emitChecked(value, 'f.yaml')).toThrow('f.yaml: cannot be read back');
  });
});

describe('the first difference of two values', () => {
  it.each([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, undefined],
    [{ a: [1, 2] }, { a: [1, '2'] }, 'a[1]'],
    [{ a: [1, 2] }, { a: [1] }, 'a[1]'],
    [{ a: [1] }, { a: { 0: 1 } }, 'a'],
    [{ a: null }, { a: {} }, 'a'],
    [{ a: { b: 1 } }, { a: {} }, 'a.b'],
    [{ a: {} }, { a: { 'b c': 1 } }, 'a["b c"]'],
    [-0, 0, undefined],
  ])('of %j and %j is at %s', (a, b, path) => {
    expect(firstDifference(a, b)).toBe(path);
  });
});
