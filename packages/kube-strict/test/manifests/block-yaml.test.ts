import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitYaml } from '../../../../render/output/yaml.ts';
import { ROOT } from '../../../../test/cli/support/program.ts';
import { contentsOf } from '../../../../test/render/output/support/contents.ts';
import { SAMPLES } from '../../../../test/support/samples.ts';
import type { SourceNode } from '../../manifests/tree/source-node.ts';
import { readBlockYaml } from '../../manifests/yaml/block/read-block-yaml.ts';
import { readYaml } from '../../manifests/yaml/read-yaml.ts';
import { publishedCrds } from '../support/published-crds.ts';

/** All of a tree that anybody looks at: values, and where scalars, keys and collections start. */
function outline(node: SourceNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'list') return [node.start, node.items.map(outline)];
  if (node.kind === 'map') {
    return [
      node.start,
      node.entries.map(({ key, keyRange, plainKey, value }) => [key, keyRange, plainKey, outline(value)]),
    ];
  }
  // Where a value is that is not written is a matter of taste.
  return node.plain === '' ? null : [node.value, node.plain, node.start];
}

/** Whether the block reader takes a text; then it must read what the full reader reads. */
function isTaken(text: string): boolean {
  const block = readBlockYaml(text);
  if (block !== undefined) expect(outline(block.root)).toEqual(outline(readYaml(text)));
  return block !== undefined;
}

const PIECES = [
  ...[
    'a',
    'b',
    'c: ',
    'd:',
    ': ',
    ':',
    '- ',
    '-',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
    '"',
    "'",
  ],
  ...[
    '#',
    ' #x',
    '|',
    '|-',
    '|+\n',
    '|\n',
    '>',
    '&x ',
    '*x',
    '<<: ',
    '!t ',
    '? ',
    '~',
    'yes',
    '0644',
    '1e3',
    '\t',
  ],
  ...[
    '---\n',
    '...\n',
    '%',
    '@',
    '\\n',
    '\\',
    '=',
    'x: 1\n',
    'y: {a: b}\n',
    'z: [1, 2]\n',
    'é',
    '"q": ',
    "'w'",
  ],
  ...['"x y"', '- a: 1\n', '\n  - b\n', 'k: |\n    t\n     u\n\n', '\r\n', '\u2028'],
];
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(''));

describe('the reader of ordinary manifests', () => {
  it('reads what the full reader reads, or leaves it to that', () => {
    let taken = 0;
    fc.assert(
      fc.property(soup, fc.constantFrom('', 'k: v\nm:\n  ', 'k:\n- ', 'k:\n  m: '), (text, before) => {
        if (isTaken(`${before}${text}\n`)) taken += 1;
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(300);
  });

  it('reads any value that we write', () => {
    let taken = 0;
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('a\nb\n', ' x\n\n y', 'yes', '0644', '#', 'a: b'),
    );
    const key = fc.oneof(
      { weight: 9, arbitrary: fc.stringMatching(/^[a-z./-]{1,5}$/) },
      { weight: 1, arbitrary: text },
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('any')),
        fc.dictionary(key, tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1 }), (object) => {
        if (isTaken(emitYaml(object))) taken += 1;
      }),
      { numRuns: 500 },
    );
    // Whatever the seed: about one in seven is plain enough for it.
    expect(taken).toBeGreaterThan(20);
  });

  it('takes everything in crds/, the sample profiles and what they render to', () => {
    const texts = [`${ROOT}crds`, SAMPLES].flatMap((folder) => Object.entries(contentsOf(folder)));
    const manifests = texts.filter(([path]) => path.endsWith('.yaml'));
    expect(manifests.length).toBeGreaterThan(100);
    expect(manifests.filter(([, text]) => !isTaken(text)).map(([path]) => path)).toEqual([]);
  });

  it('takes all published definitions', () => {
    const texts = publishedCrds('newest').map((crd) => emitYaml(crd));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => !isTaken(text))).toEqual([]);
  });
});
