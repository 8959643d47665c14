import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf, readAll, readOne } from './support/read.ts';

describe('a manifest in JSON', () => {
  it('is read like JSON.parse for any value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { value: read } = await readOne(text);
        const plain = JSON.stringify(read, (_key, one) => (typeof one === 'bigint' ? Number(one) : one));
        expect(JSON.parse(plain)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps integers that a double cannot hold', async () => {
    expect((await readOne('{"a": 9223372036854775807, "b": 1e3}')).value).toEqual(
      expect.objectContaining({ a: 9223372036854775807n, b: 1000 }),
    );
  });

  it('may be one of several in a file', async () => {
    const documents = await readAll('{"a": 1}\n{"b": 2} {"c": 3}');
    expect(documents.map(({ index, value }) => [index, { ...(value as object) }])).toEqual([
      [0, { a: 1 }],
      [1, { b: 2 }],
      [2, { c: 3 }],
    ]);
  });

  it('knows an escape that YAML does not', async () => {
    expect((await readOne('{"a": "x\\/y"}')).value).toEqual(expect.objectContaining({ a: 'x/y' }));
  });

  it.each([
    ['a key that is there twice', '{"a": 1,\n "a": 2}', ['yaml/duplicate-key 2:2 /a']],
    ['a comma too many', '{"a": 1,}', ['yaml/syntax 1:9']],
    ['a comment', '{"a": 1 // x\n}', ['yaml/syntax 1:9']],
    ['a quote that is not closed', '{"a": "x', ['yaml/syntax 1:7']],
    ['a line break in a text', '{"a": "x\ny"}', ['yaml/syntax 1:9']],
    ['an escape that it does not know', '{"a": "\\q"}', ['yaml/syntax 1:7']],
    ['an end too early', '{"a": ', ['yaml/syntax 1:7']],
    ['too many levels', `{"a":${'['.repeat(1100)}`, ['yaml/depth 1:1006']],
    ['no JSON at all', 'a: 1', ['yaml/syntax 1:1']],
  ])('is refused in a file of JSON for %s', async (_what, text, problems) => {
    expect(await problemsOf(text, { json: true })).toEqual(problems);
  });

  it('may be YAML in flow style where the file is YAML', async () => {
    expect((await readOne('{"a": 1, b: x}')).value).toEqual(expect.objectContaining({ a: 1, b: 'x' }));
  });
});
