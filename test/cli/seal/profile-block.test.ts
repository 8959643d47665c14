import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { blockText, withBlock } from '../../../cli/seal/profile-block.ts';
import { SEALED, SEALED_WITH_TLS } from '../../support/sealed.ts';

const BLOCK = { source: 'sealed-secrets', scope: 'strict', encrypted: SEALED } as const;
const LINES = blockText(BLOCK).split('\n').slice(1, -1);

describe('the printed part of a profile', () => {
  it('is what it says, each value on one line', () => {
    expect(parse(blockText(BLOCK))).toEqual({ pccs: { secrets: BLOCK } });
    expect(LINES.slice(0, 4)).toEqual([
      '  secrets:',
      '    source: sealed-secrets',
      '    scope: strict',
      '    encrypted:',
    ]);
    expect(LINES).toHaveLength(10);
  });
});

describe('a profile with sealed values', () => {
  const before = [
    '# yaml-language-server: $schema=./profile.schema.json',
    '',
    'tee:    tdx      # aligned',
    'workloads: [{name: a,  command: ["sleep", "1"]}]',
    '',
    '# of the cache',
    'pccs:',
    '  node: cp-0 # the first',
    '  # and the proxy',
    '  proxy: http://proxy.example.com:3128',
  ];
  const after = ['', '', '# of GitOps', "gitops: { engines: ['argocd'] } # one", '# the end', ''];

  it('has them in its place, and every other byte as it was', () => {
    expect(withBlock([...before, ...after].join('\n'), BLOCK)).toBe(
      [...before, ...LINES, ...after].join('\n'),
    );
  });

  it('is the same when it is at the end of the file, with a line break there or without', () => {
    const expected = `${[...before, ...LINES].join('\n')}\n`;
    expect(withBlock(before.join('\n'), BLOCK)).toBe(expected);
    expect(withBlock(`${before.join('\n')}\n`, BLOCK)).toBe(expected);
  });

  it('is the same with line breaks of Windows', () => {
    expect(withBlock([...before, ...after].join('\r\n'), BLOCK)).toBe(
      [...before, ...LINES, ...after].join('\r\n'),
    );
  });

  it('has them in the place of other settings, and keeps the comments of keys that stay', () => {
    const secrets = [
      '  # where they come from',
      '  secrets:',
      '    source: existing # till now',
      '  storage:',
      '    type: host-path',
    ];
    const text = withBlock([...before, ...secrets, ...after].join('\n'), BLOCK).split('\n');
    expect(text.slice(0, before.length + 4)).toEqual([
      ...before,
      '  # where they come from',
      '  secrets:',
      '    source: sealed-secrets # till now',
      '    scope: strict',
    ]);
    expect(text.slice(-after.length - 2)).toEqual(['  storage:', '    type: host-path', ...after]);
  });

  it('has new ones in the place of old ones, and none that is no longer needed', () => {
    const old = withBlock([...before, ...after].join('\n'), {
      ...BLOCK,
      scope: 'cluster-wide',
      encrypted: SEALED_WITH_TLS,
    });
    expect(old).toContain('pccs-tls');
    expect(withBlock(old, BLOCK)).toBe([...before, ...LINES, ...after].join('\n'));
  });

  it('has those of a store no more', () => {
    const text = 'pccs: { node: a, secrets: { source: external-secrets, store: { name: b }, path: c } }\n';
    expect(withBlock(text, BLOCK)).toBe(`pccs:\n  node: a\n${LINES.join('\n')}\n`);
  });

  it.each([
    ['no pccs', 'tee: tdx # a\n', `tee: tdx # a\npccs:\n${LINES.join('\n')}\n`],
    ['no line break', 'tee: tdx', `tee: tdx\npccs:\n${LINES.join('\n')}\n`],
    ['pccs without a value', 'pccs: # none\ntee: tdx\n', undefined],
    ['secrets without a value, with a comment', 'pccs:\n  secrets: # none\ntee: tdx\n', undefined],
    ['secrets without a value', 'pccs:\n  secrets:\ntee: tdx\n', `pccs:\n${LINES.join('\n')}\ntee: tdx\n`],
    ['everything on one line', '{ tee: tdx, pccs: { node: a } }\n', undefined],
    ['keys in quotes', '"pccs":\n    "secrets": {source: existing}\n', undefined],
    ['a comment at the margin', 'pccs:\n  node: a\n# middle\n  proxy: b\ntee: tdx\n', undefined],
    [
      'deeper indents',
      'pccs:\n      node: a\n      storage:\n          type: host-path\ntee: tdx\n',
      undefined,
    ],
    ['a mark of the document', '---\ntee: tdx\npccs:\n  node: a\n...\n', undefined],
  ])('may have had %s', (_, text, expected) => {
    const result = withBlock(text, BLOCK);
    if (expected !== undefined) expect(result).toBe(expected);
    const { pccs, ...others } = parse(text);
    expect(parse(result)).toEqual({ ...others, pccs: { ...pccs, secrets: BLOCK } });
    for (const [comment] of text.matchAll(/#.*$/gm)) expect(result).toContain(comment);
  });
});
