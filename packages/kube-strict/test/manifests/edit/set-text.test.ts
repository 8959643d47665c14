import { describe, expect, it } from 'vitest';
import { TextSetter } from '../../../manifests/edit/set-text.ts';
import { applyEdits } from '../../../manifests/edit/text-edit.ts';
import { Uneditable } from '../../../manifests/edit/uneditable.ts';
import { readOne } from '../support/read.ts';

/** A text with `a.b.c`, or what a path names, set to `new`. */
async function set(text: string, path = 'a.b.c'): Promise<string> {
  const { root } = await readOne(text);
  if (root === undefined) throw new Error('the text cannot be read');
  const edit = new TextSetter(text, root).editFor({ path: path.split('.'), value: 'new' });
  return applyEdits(text, edit === undefined ? [] : [edit]);
}

/** Where a text is refused, and why. */
async function refusal(text: string, path?: string): Promise<string> {
  try {
    return `not refused: ${await set(text, path)}`;
  } catch (error) {
    if (!(error instanceof Uneditable)) throw error;
    return `${text.slice(error.start).split('\n')[0]}: ${error.message}`;
  }
}

describe('a value that is there', () => {
  it.each([
    ['plain', 'a: {b: {c: old}}', 'a: {b: {c: new}}'],
    ['plain, with a comment', 'a:\n  b:\n    c: old # x\n    d: 1\n', 'a:\n  b:\n    c: new # x\n    d: 1\n'],
    ['in double quotes', 'a:\n  b:\n    c: "o\\nd"\n', 'a:\n  b:\n    c: "new"\n'],
    ['in single quotes', "a:\n  b:\n    c: 'it''s' # x\n", "a:\n  b:\n    c: 'new' # x\n"],
    ['a number', 'a:\n  b:\n    c: 12\n', 'a:\n  b:\n    c: new\n'],
    ['over several lines', 'a:\n  b:\n    c: one\n      two\n    d: 1\n', 'a:\n  b:\n    c: new\n    d: 1\n'],
    ['quoted over several lines', 'a:\n  b:\n    c: "one\n      two"\n', 'a:\n  b:\n    c: "new"\n'],
    [
      'a folded text',
      'a:\n  b:\n    c: >-\n      o\n      p\n\n    d: 1\n',
      'a:\n  b:\n    c: new\n\n    d: 1\n',
    ],
    ['a literal text at the end', 'a:\n  b:\n    c: |\n      o\n', 'a:\n  b:\n    c: new\n'],
    ['nothing', 'a:\n  b:\n    c:\n    d: 1\n', 'a:\n  b:\n    c: new\n    d: 1\n'],
    ['nothing, with a comment', 'a:\n  b:\n    c: # x\n', 'a:\n  b:\n    c: new # x\n'],
    ['null', 'a:\n  b:\n    c: null\n', 'a:\n  b:\n    c: new\n'],
    ['of JSON', '{"a": {"b": {"c":"old"}}}', '{"a": {"b": {"c":"new"}}}'],
    ['under a key in quotes', 'a:\n  "b":\n    "c" : old\n', 'a:\n  "b":\n    "c" : new\n'],
  ])('is replaced: %s', async (_, text, expected) => {
    expect(await set(text)).toBe(expected);
    expect(await set(expected)).toBe(expected);
  });
});

describe('a value that is not there', () => {
  it.each([
    ['first in its mapping', 'a:\n  b:\n    d: 1\n', 'a:\n  b:\n    c: new\n    d: 1\n'],
    [
      'above comments',
      'a:\n  b: # x\n\n    # y\n    d: 1\n',
      'a:\n  b: # x\n    c: new\n\n    # y\n    d: 1\n',
    ],
    [
      'with its mapping, indented as what is around it',
      'a:\n    d:\n        e: 1\n',
      'a:\n    b:\n        c: new\n    d:\n        e: 1\n',
    ],
    ['below a key without a value', 'a:\n  b: # x\n  d: 1\n', 'a:\n  b: # x\n    c: new\n  d: 1\n'],
    ['below the last key, without a line break', 'a:\n  b:', 'a:\n  b:\n    c: new'],
    ['in the place of null', 'a:\n  b: null\n', 'a:\n  b: {c: new}\n'],
    ['in the place of ~', 'a: ~ # x\n', 'a: {b: {c: new}} # x\n'],
    ['in an empty mapping', 'a:\n  b: {} # x\n', 'a:\n  b: {c: new} # x\n'],
    ['in braces', 'a: {b: {d: 1}, e: 2}\n', 'a: {b: {c: new, d: 1}, e: 2}\n'],
    ['in braces, with its mapping', 'a: {d: 1}\n', 'a: {b: {c: new}, d: 1}\n'],
    ['in braces over lines', 'a: {\n  d: 1 }\n', 'a: {\n  b: {\n    c: new\n  },\n  d: 1 }\n'],
    [
      'behind a merge key',
      'x: &x {e: 1}\na:\n  b:\n    <<: *x\n',
      'x: &x {e: 1}\na:\n  b:\n    c: new\n    <<: *x\n',
    ],
    ['in JSON', '{"a":{"b":{}}}', '{"a":{"b":{"c": "new"}}}'],
    [
      'in JSON over lines, indented by tabs',
      '{\n\t"a": {\n\t\t"d": 1\n\t}\n}\n',
      '{\n\t"a": {\n\t\t"b": {\n\t\t\t"c": "new"\n\t\t},\n\t\t"d": 1\n\t}\n}\n',
    ],
    [
      'at the root, above the comment of the last key',
      'x:\n  y: 1\n# z\nz: 1\n',
      'x:\n  y: 1\na:\n  b:\n    c: new\n# z\nz: 1\n',
    ],
    ['at the root, not into a text', 'x: |\n  # y\nz: 1\n', 'x: |\n  # y\na:\n  b:\n    c: new\nz: 1\n'],
  ])('is added: %s', async (_, text, expected) => {
    expect(await set(text)).toBe(expected);
    expect(await set(expected)).toBe(expected);
  });

  it('is added to an item of a list', async () => {
    const text = 'items:\n- x: 1\n  z: 1\n-   y: 1\n    z: 2\n';
    expect(await set(text, 'items.1.c')).toBe('items:\n- x: 1\n  z: 1\n-   y: 1\n    c: new\n    z: 2\n');
  });
});

describe('no text is changed', () => {
  it.each([
    [
      'that an alias repeats',
      'a: &a\n  b: {d: 1}\ne: *a\n',
      'a: &a: What would have to change here is repeated',
    ],
    ['that is an alias', 'e: &e {d: 1}\na:\n  b: *e\n', 'b: *e: What would have to change here is repeated'],
    [
      'that is an alias of a value',
      'e: &e old\na:\n  b:\n    c: *e\n',
      'c: *e: What would have to change here is repeated',
    ],
    [
      'that is merged in',
      'e: &e {b: {d: 1}}\na:\n  <<: *e\n  f: 1\n',
      '<<: *e: The key "b" comes from a mapping that is merged',
    ],
    ['with a key that is there twice', 'a:\n  b: 1\n  b: 2\n', 'b: 2: The key "b" is there twice.'],
    ['with a list in the place of a mapping', 'a: [1]\nb: 1\n', '[1]: Expected a mapping here'],
    ['with a text in the place of a mapping', 'a: x\n', 'x: Expected a mapping here'],
    ['with a mapping in the place of a text', 'a: {b: {c: {d: 1}}}\n', '{d: 1}}}: Expected a text here'],
    ['with an explicit key', 'a:\n  ? b\n  : d: 1\n', 'd: 1: This mapping is written in a form'],
    ['with nothing, in braces', 'a: {b: , d: 1}\n', ', d: 1}: Expected a mapping here'],
  ])('%s', async (_, text, expected) => {
    expect(await refusal(text)).toContain(expected);
  });
});
