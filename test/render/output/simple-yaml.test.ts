import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSimpleYaml } from '../../../render/output/simple-yaml.ts';
import { emitYaml } from '../../../render/output/yaml.ts';
import { readAnyYaml } from '../../../render/output/yaml-like-go.ts';
import { hasKubectl, readWithKubectl } from './support/kubectl.ts';
import { nastyValue } from './support/nasty.ts';
import { tempFolder } from './support/temp-folder.ts';

/** Words, some of which are no text to Go, and pieces of the syntax. */
const word = fc
  .array(fc.constantFrom(...'abyYnNoO01.:@/=+-_,;%&() ', 'true', 'null', 'no', '0x', 'e3'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** Objects such as ours: mostly words, with something odd here and there. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 420, -7, 1.5, true, false, null, '', 'on', '0644', '- a') },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: fc.stringMatching(/^[a-z][a-z./-]{0,5}$/) }, word),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

/** Pieces that a mistake could put anywhere into a text. */
// biome-ignore format: a table
const PIECES = [
  '', ' ', '  ', '\n', '\t', '\r', '\u2028', '- ', '-', ': ', ':', '? ', '"', "'", '#', '|', '>', '&a', '*a', '!', '%', '\\',
  '{', '}', '[', ']', ',', '---', '...', '<<', 'null', '~', '0', 'ä',
];

/** Texts that we write, with one character replaced by a piece. */
const damaged = fc
  .tuple(fc.oneof(value, nastyValue), fc.nat(), fc.constantFrom(...PIECES), fc.boolean())
  .map(([member, place, piece, replaces]) => {
    const text = emitYaml({ spec: member, list: [member, { member }] });
    const at = place % text.length;
    return text.slice(0, at) + piece + text.slice(replaces ? at + 1 : at);
  });

describe('reading the simplest YAML', () => {
  it.each([
    ['a: b\n', { a: 'b' }],
    ['a:\n  b: 1\n  c:\n    - x\n    - -t\nd: {}\n', { a: { b: 1, c: ['x', '-t'] }, d: {} }],
    ['- a: 1\n  b: []\n- - x\n  - z: ""\n', [{ a: 1, b: [] }, ['x', { z: '' }]]],
    [
      'a: on\nb: 0644\nc: "on # off"\nd: 1.32\ne: null\n',
      { a: true, b: 420, c: 'on # off', d: 1.32, e: null },
    ],
    ['a: two words, https://host:80/a?\n', undefined],
    [
      'a: quay.io/a/b:v1@sha256:00\nb: x=1,y=2; (50%)\n',
      { a: 'quay.io/a/b:v1@sha256:00', b: 'x=1,y=2; (50%)' },
    ],
  ])('takes %j for %j', (text, expected) => {
    expect(readSimpleYaml(text)).toEqual(expected);
  });

  it.each([
    ['no line break at the end', 'a: b'],
    ['a comment', 'a: b # c\n'],
    ['an empty line', 'a: b\n\nc: d\n'],
    ['a line of blanks', 'a: b\n  \nc: d\n'],
    ['a blank at the end of a line', 'a: b \n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return', 'a: b\r\n'],
    ['a text that goes on', 'a: b\n  c\n'],
    ['a block', 'a: |\n  b\n'],
    ['an escape', 'a: "\\n"\n'],
    ['single quotes', "a: 'b'\n"],
    ['a colon in a text', 'a: b: c\n'],
    ['a colon at the end of a text', 'a: b:\n'],
    ['nothing after a key', 'a:\nb: c\n'],
    ['nothing after the last key', 'a:\n'],
    ['nothing after a hyphen', '-\n'],
    ['a list as little indented as its key', 'a:\n- b\n'],
    ['another indentation', 'a:\n   b: c\n'],
    ['an indentation that goes back half', 'a:\n  b: c\n d: e\n'],
    ['a list that becomes a mapping', '- a\nb: c\n'],
    ['a mapping that becomes a list', 'a: b\n- c\n'],
    ['a key that is no text to Go', 'y: 1\n'],
    ['a key in quotes', '"a": 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['an anchor', 'a: &b c\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a flow list', 'a: [b]\n'],
    ['two documents', 'a: b\n---\nc: d\n'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['what is beyond ASCII', 'a: ä\n'],
    ['a key that is too long for Go', `${'a'.repeat(1100)}: b\n`],
    ['lists nested too deep', `${'- '.repeat(100_000)}a\n`],
  ])('leaves %s to others', (_what, text) => {
    expect(readSimpleYaml(text)).toBeUndefined();
  });

  it('has an answer for what is simple', () => {
    const simple = fc
      .sample(value, { numRuns: 2000, seed: 1 })
      .map((spec) => readSimpleYaml(emitYaml({ spec })));
    expect(simple.filter((read) => read !== undefined).length).toBeGreaterThan(1000);
  });

  it('agrees with a reader of any YAML, where it has an answer, on what we write', () => {
    fc.assert(
      fc.property(value, (spec) => {
        const text = emitYaml({ spec });
        const read = readSimpleYaml(text);
        if (read !== undefined) expect(read).toEqual(readAnyYaml(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with a reader of any YAML, where it has an answer, on damaged text', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const read = readSimpleYaml(text);
        if (read !== undefined) expect(read).toEqual(readAnyYaml(text));
      }),
      { numRuns: 5000 },
    );
  });

  it.skipIf(!hasKubectl)('agrees with kubectl, where it has an answer (skipped without kubectl)', () => {
    const file = `${tempFolder()}/thing.yaml`;
    const written = fc.sample(value, { numRuns: 2000, seed: 3 }).map((spec) => emitYaml({ spec }));
    const texts = [...fc.sample(damaged, { numRuns: 5000, seed: 2 }), ...written];
    const simple = texts.filter((text) => readSimpleYaml(text) !== undefined);
    expect(simple.length).toBeGreaterThan(1000);
    const spec = simple.map((text, index) => `  t${index}:\n${text.replace(/^(?=.)/gm, '    ')}`);
    writeFileSync(
      file,
      `${emitYaml({ kind: 'Thing', apiVersion: 'v1', metadata: { name: 'thing' } })}spec:\n${spec.join('')}`,
    );
    const read = simple.map((text, index) => [`t${index}`, readSimpleYaml(text)]);
    expect(readWithKubectl(file).spec).toEqual(Object.fromEntries(read));
  });
});
