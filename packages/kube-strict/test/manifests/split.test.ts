import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAll } from './support/read.ts';

/** Index, line of the first key, and value of each document. */
async function told(input: string | readonly Buffer[]): Promise<unknown[]> {
  const documents = await readAll(input);
  return documents.map(({ index, lines, root, value }) => [
    index,
    lines.position(root?.start ?? 0).line,
    JSON.parse(JSON.stringify(value ?? null)),
  ]);
}

describe('the documents of a stream', () => {
  it.each([
    [
      'one after another',
      'a: 1\n---\nb: 2\n---\nc: 3',
      [
        [0, 1, { a: 1 }],
        [1, 3, { b: 2 }],
        [2, 5, { c: 3 }],
      ],
    ],
    [
      'with a marker first',
      '---\na: 1\n---\nb: 2\n',
      [
        [0, 2, { a: 1 }],
        [1, 4, { b: 2 }],
      ],
    ],
    ['with a comment first', '# x\n\n---\na: 1\n', [[0, 4, { a: 1 }]]],
    ['with empty ones between, which count', '---\n---\n# x\n---\na: 1\n---\n', [[2, 5, { a: 1 }]]],
    [
      'with something on the line of the marker',
      '--- {a: 1}\n--- # x\nb: 2\n',
      [
        [0, 1, { a: 1 }],
        [1, 3, { b: 2 }],
      ],
    ],
    [
      'with ends',
      'a: 1\n...\n# x\n---\nb: 2\n...\nc: 3\n',
      [
        [0, 1, { a: 1 }],
        [1, 5, { b: 2 }],
        [2, 7, { c: 3 }],
      ],
    ],
    [
      'with directives',
      '%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n',
      [
        [0, 3, { a: 1 }],
        [1, 7, { b: 2 }],
      ],
    ],
    [
      'with what only looks like a marker',
      'a: |\n  ---\n  x\nb: "---"\n----: c\n',
      [[0, 1, { a: '---\nx\n', b: '---', '----': 'c' }]],
    ],
    [
      'with line breaks of Windows',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [0, 1, { a: 1 }],
        [1, 3, { b: 2 }],
      ],
    ],
  ])('are found %s', async (_what, text, documents) => {
    expect(await told(text)).toEqual(documents);
  });

  it('are the same however the bytes come', async () => {
    const pieces = ['a: 1', '\n', '---', '\n...\n', '# x\n', '\n---\n', 'b: é\n', '\r\n', '%YAML 1.1\n', ' '];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
    const cuts = fc.array(fc.nat(40), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, cuts, async (whole, offsets) => {
        const bytes = Buffer.from(whole);
        const ends = [...new Set(offsets)].sort((a, b) => a - b);
        const chunks = [0, ...ends].map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length));
        expect(await told(chunks)).toEqual(await told(whole));
      }),
      { numRuns: 500 },
    );
  });

  it('are read on after one that cannot be', async () => {
    const documents = await readAll('a: [1\n---\nb: 2\n');
    expect(documents.map(({ index, problems }) => [index, problems.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('are told from each other when one is not UTF-8', async () => {
    const documents = await readAll([Buffer.from('a: x'), Buffer.from([0xff]), Buffer.from('\n---\nb: 2\n')]);
    const [first, second] = documents;
    expect(first?.problems).toEqual([expect.objectContaining({ rule: 'yaml/encoding', start: 4 })]);
    expect(second?.value).toEqual(expect.objectContaining({ b: 2 }));
  });

  it('are passed over when they are too large, in any pieces, and lines are still counted', async () => {
    const large = `a: 1\n${'# xxxxxxxxxx\n'.repeat(50)}`;
    for (const size of [1, 7, 64, 10_000]) {
      const bytes = Buffer.from(`z: 0\n---\n${large}---\nb: 2\n`);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => {
        return bytes.subarray(index * size, (index + 1) * size);
      });
      const documents = await readAll(chunks, { most: 100 });
      expect(documents.map(({ index, problems }) => [index, problems.map(({ rule }) => rule)])).toEqual([
        [0, []],
        [1, ['yaml/size']],
        [2, []],
      ]);
      expect(documents.map(({ lines, root }) => lines.position(root?.start ?? 0).line)).toEqual([1, 2, 55]);
    }
  });
});
