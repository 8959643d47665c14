import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitYaml } from '../../../render/output/yaml.ts';
import { readYamlLikeGo } from '../../../render/output/yaml-like-go.ts';
import { NASTY, nastyString, nastyValue } from './support/nasty.ts';

describe('YAML text', () => {
  it.each([
    ['a word', 'v: a word\n'],
    ['on', 'v: "on"\n'],
    ['0644', 'v: "0644"\n'],
    ['0o17', 'v: "0o17"\n'],
    ['0X1F', 'v: "0X1F"\n'],
    ['1e3', 'v: "1e3"\n'],
    ['1_000', 'v: "1_000"\n'],
    ['12:30:45', 'v: "12:30:45"\n'],
    ['2001-1-1', 'v: "2001-1-1"\n'],
    ['~', 'v: "~"\n'],
    ['=', 'v: "="\n'],
    ['', 'v: ""\n'],
    [' \n', 'v: "\\ \\n"\n'],
    ['\ta\nb\n', 'v: "\\ta\\nb\\n"\n'],
    ['a\r\nb\r\n', 'v: "a\\r\\nb\\r\\n"\n'],
    ['a\u0085\u2028\u007f', 'v: "a\\u0085\\u2028\\u007f"\n'],
    ['a\nb', 'v: |-\n  a\n  b\n'],
    ['a\nb\n', 'v: |\n  a\n  b\n'],
    ['a\n\n', 'v: |+\n  a\n\n'],
    ['  a\nb\n', 'v: |2\n    a\n  b\n'],
    [null, 'v: null\n'],
    [true, 'v: true\n'],
    [420, 'v: 420\n'],
    [-0, 'v: 0\n'],
    [[], 'v: []\n'],
    [{}, 'v: {}\n'],
    [['a', { b: 1 }], 'v:\n  - a\n  - b: 1\n'],
  ])('of %j is %j', (value, text) => {
    expect(emitYaml({ v: value })).toBe(text);
  });

  it('never folds a long line', () => {
    const text = emitYaml({ v: 'word '.repeat(400), w: `${'word '.repeat(400)}\nx\n` });
    expect(text.split('\n')).toHaveLength(5);
  });

  it('repeats what occurs twice instead of an anchor', () => {
    const shared = { a: [1] };
    expect(emitYaml({ one: shared, two: shared })).toBe('one:\n  a:\n    - 1\ntwo:\n  a:\n    - 1\n');
  });

  it.each(NASTY)('of %j reads back as value and as key', (text) => {
    const value = { spec: { v: text, list: [text, [text]], [text]: { [text]: 1 } } };
    expect(readYamlLikeGo(emitYaml(value))).toEqual(value);
  });

  it('reads back for any string', () => {
    fc.assert(
      fc.property(nastyString, (text) => {
        expect(readYamlLikeGo(emitYaml({ text, list: [text], [text]: 0 }))).toEqual({
          text,
          list: [text],
          [text]: 0,
        });
      }),
      { numRuns: 5000 },
    );
  });

  it('reads back for any JSON value', () => {
    fc.assert(
      fc.property(nastyValue, (value) => {
        // Negative zero is written as zero.
        expect(readYamlLikeGo(emitYaml({ value }))).toEqual(JSON.parse(JSON.stringify({ value })));
      }),
      { numRuns: 5000 },
    );
  });
});
