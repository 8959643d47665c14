import { describe, expect, it } from 'vitest';
import { problemsOf, readAll, readOne } from './support/read.ts';

/** A value as JSON carries it. */
async function jsonOf(text: string): Promise<unknown> {
  const { value, problems } = await readOne(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? `${one}n` : one)));
}

// What each text is, or is not, was seen with UnmarshalStrict of go-yaml v2 as sigs.k8s.io/yaml uses it.
describe('a manifest is read as Go reads it', () => {
  it.each([
    [
      'booleans of YAML 1.1',
      'a: [y, n, yes, NO, on, Off, "y", yEs]',
      { a: [true, false, true, false, true, false, 'y', 'yEs'] },
    ],
    ['booleans as keys', 'on: 1\n"off": 2\n', { true: 1, off: 2 }],
    ['octals', 'a: [0644, 0o644, "0644", 08]', { a: [420, 420, '0644', 8] }],
    ['numbers with underscores, in base 16 and 2', 'a: [1_0, 0x1F, -0b11]', { a: [10, 31, -3] }],
    ['whole numbers that look like fractions', 'a: [2.0, 1e1]', { a: [2, 10] }],
    ['sexagesimals and dates', 'a: [12:30:45, 2024-01-01]', { a: ['12:30:45', '2024-01-01'] }],
    [
      'integers of 64 bits',
      'a: 9223372036854775807\nb: 18446744073709551615\nc: 0xFFFFFFFFFFFFFFFFFF',
      { a: '9223372036854775807n', b: '18446744073709551615n', c: '0xFFFFFFFFFFFFFFFFFF' },
    ],
    ['numbers as keys', '1: a\n1.5: b\n0x10: c\n1e-7: d\n', { 1: 'a', 1.5: 'b', 16: 'c', '1e-07': 'd' }],
    ['nulls', 'a:\nb: ~\nc: null\nd: ""', { a: null, b: null, c: null, d: '' }],
    [
      'literal blocks',
      'a: |\n  x\n   y\n\nb: |-\n  x\nc: |+\n  x\n\nd: >\n  x\n  y\n',
      { a: 'x\n y\n', b: 'x', c: 'x\n\n', d: 'x y\n' },
    ],
    ['texts that go on', 'a: x\n  y\nb: "x\n  y"\nc: \'x\n\n  y\'\n', { a: 'x y', b: 'x y', c: 'x\ny' }],
    [
      'brackets',
      'a: {b: [1, "x, y"], c: {}}\nd: [\n  1,\n  2\n]\n',
      { a: { b: [1, 'x, y'], c: {} }, d: [1, 2] },
    ],
    ['a bracket with what looks like a key', '{a:1}', { 'a:1': null }],
    [
      'lists in the column of their key',
      'a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4\n',
      { a: [1, { b: 2, c: 3 }, [4]] },
    ],
    ['aliases', 'a: &x {p: 1}\nb: *x\nc: [*x]\n', { a: { p: 1 }, b: { p: 1 }, c: [{ p: 1 }] }],
    ['merged mappings', 'a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\n', { a: { p: 1 }, b: { p: 1, q: 2 } }],
    ['a quoted <<', 'a: {"<<": {b: 1}}', { a: { '<<': { b: 1 } } }],
    [
      'tags of YAML',
      'a: !!str 5\nb: !!int "5"\nc: !!binary aGk=\nd: !!float 5\n',
      { a: '5', b: 5, c: 'hi', d: 5 },
    ],
    ['tags of somebody', 'a: !mine 5\nb: !mine {c: 1}', { a: '5', b: { c: 1 } }],
    ['a byte order mark', '\ufeffa: 1', { a: 1 }],
    [
      'line breaks of Windows and old Macs',
      'a: 1\r\nb: |\r\n  x\r\nc: 2\rd: 3\n',
      { a: 1, b: 'x\n', c: 2, d: 3 },
    ],
    ['line breaks that only YAML 1.1 knows', 'a: x\u2028b: y', { a: 'x', b: true }],
    ['a directive for YAML 1.1', '%YAML 1.1\n---\na: 1\n', { a: 1 }],
    [
      'keys that objects of the language have',
      '__proto__: 1\nconstructor: 2\n',
      JSON.parse('{"__proto__":1,"constructor":2}'),
    ],
    ['tabs where they do no harm', 'a:\t1\nb: |\n  \tx\nc: [1,\n  \t2]\n', { a: 1, b: '\tx\n', c: [1, 2] }],
  ])('%s', async (_what, text, value) => {
    expect(await jsonOf(text)).toEqual(value);
  });

  it.each([
    ['a key that is there twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', ['yaml/duplicate-key 4:3 /b/c']],
    [
      'a key that is there in two spellings',
      '"true": 1\nyes: 2\n',
      ['yaml/duplicate-key 2:1 /true', 'yaml/ambiguous-boolean 2:1 /true'],
    ],
    [
      'an override of what is merged',
      'a: &x {p: 1}\nb:\n  <<: *x\n  p: 2\n',
      ['yaml/merge-key 3:3 /b', 'yaml/merge-override 4:3 /b/p'],
    ],
    [
      'an override before what is merged',
      'a: &x {p: 1}\nb: {p: 2, <<: *x}\n',
      ['yaml/merge-key 2:11 /b', 'yaml/merge-override 1:8 /b/p'],
    ],
    [
      'two merged mappings that overlap',
      'a: {<<: [{p: 1}, {p: 2}]}\n',
      ['yaml/merge-key 1:5 /a', 'yaml/merge-override 1:11 /a/p'],
    ],
    ['an infinite number', 'a: .inf\n', ['yaml/not-json 1:4 /a']],
    ['a directive for YAML 1.2', '# x\n%YAML 1.2\n---\na: 1\n', ['yaml/version 2:1']],
    ['a directive that is not known', '%FOO x\n---\na: 1\n', ['yaml/syntax 1:1']],
    ['a null as a key', '~: 1\n', ['yaml/key 1:1']],
    ['a mapping as a key', '? {a: b}\n: c\n', ['yaml/key 1:3']],
    ['a key with the 64th bit', '18446744073709551615: x\n', ['yaml/key 1:1']],
    ['an escape of JSON', 'a: "x\\/y"\n', ['yaml/escape 1:6']],
    ['an escape that nobody knows', 'a: "\\q"\n', ['yaml/syntax 1:5']],
    ['an alias without an anchor', 'a: *x\n', ['yaml/alias 1:4']],
    ['an alias of what it stands in', 'a: &x [*x]\n', ['yaml/alias 1:8']],
    ['a tag that does not fit', 'a: !!int x\n', ['yaml/tag 1:10']],
    ['base64 that is none', 'a: !!binary "?"\n', ['yaml/tag 1:13']],
    ['a merge of no mapping', 'a: {<<: 5}\n', ['yaml/merge 1:5']],
    ['a control character', 'a: "\u0007"\n', ['yaml/character 1:5']],
    ['a byte order mark in the middle', 'a: \ufeff1\n', ['yaml/character 1:4']],
    ['a tab as indentation', 'a:\n\tb: 1\n', ['yaml/syntax 2:1']],
    ['a tab on a line of its own', 'a: "1"\n  \t\nb: 2\n', ['yaml/syntax 2:3']],
    ['a tab after the dash of an item', 'a:\n  -\tb\n', ['yaml/syntax 2:4']],
    ['a colon on the line after its key', 'b: 1\na\n  : c\n', ['yaml/syntax 2:1']],
    ['a bracket that is not closed', 'a: [1, 2\nb: 3\n', ['yaml/syntax 2:1']],
    ['a quote that is not closed', 'a: "x\nb: 1\n', ['yaml/syntax 3:1']],
    ['an unknown indentation', 'a:\n   b: 1\n  c: 2\n', ['yaml/syntax 3:1']],
    ['a template of Helm', 'a: {{ .Values.a }}\n', ['yaml/key 1:5']],
    ['a character that starts nothing', 'a: @b\n', ['yaml/syntax 1:4']],
    ['too many levels', `a: ${'['.repeat(1100)}`, ['yaml/depth 1:1003']],
  ])('refuses %s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toEqual(problems);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['comments', '# a\n  # b\n'],
    ['a marker', '---\n'],
    ['a null', '--- ~\n'],
    ['an end', '---\n...\n'],
  ])('takes %s for no document', async (_what, text) => {
    expect(await readAll(text)).toEqual([]);
  });
});

describe('a scalar that readers of YAML take for different things is warned of', () => {
  it.each([
    ['boolean', ['y', 'N', 'yes', 'No', 'ON', 'off']],
    ['number', ['0644', '0o644', '1_000', '0b11', '1e3', '1.5e3', '08', '-0x1F', '7_', '0X1F']],
    ['time', ['12:30:45', '1:30', '2024-01-01', '2024-01-01T00:00:00Z', '2024-1-1 1:00:00 +1']],
  ])('as a %s', async (what, texts) => {
    for (const text of texts) {
      expect(await problemsOf(`a: ${text}\n`), text).toEqual([`yaml/ambiguous-${what} 1:4 /a`]);
      expect(await problemsOf(`a: "${text}"\n`), text).toEqual([]);
      expect(await problemsOf(`b: {? ${text} : x}\n`), text).toHaveLength(1);
    }
  });

  it.each([
    'true',
    'False',
    'null',
    '~',
    '0',
    '-1',
    '+5',
    '1.5',
    '.5',
    '1.5e+3',
    '0x1F',
    '4.21.9',
    '1:2:3x',
    'yEs',
    '10.0.0.0/8',
    'v1',
    '-',
    '9'.repeat(40),
  ])('but not %s', async (text) => {
    expect(await problemsOf(`a: ${text === '-' ? '-x' : text}\n`)).toEqual([]);
  });
});
