import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareTree } from '../../../render/output/check.ts';
import { writeTree } from '../../../render/output/write.ts';
import { fill, ours, stampsOf, treeOf } from './support/contents.ts';
import { tempFolder } from './support/temp-folder.ts';

const TREE = treeOf({ 'tdx/a.yaml': 'a', 'tdx/b.yaml': 'b', 'snp/c.yaml': 'c' });

describe('comparing the output with a tree', () => {
  it('finds nothing right after writing', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, { scope: 'all' });
    fill(dist, { 'own.yaml': 'a: 1\n', 'tdx/own.txt': 'mine' });
    expect(compareTree(dist, TREE, { scope: 'all' })).toEqual([]);
  });

  it('finds what is missing, changed, in the way and stale, and writes nothing', () => {
    const folder = tempFolder();
    const dist = `${folder}/dist`;
    fill(dist, {
      'tdx/a.yaml': ours('tdx/a.yaml', 'changed'),
      'snp/c.yaml': 'not ours',
      'gpu/d.yaml': ours('gpu/d.yaml', 'd'),
      'gpu/own.yaml': 'not ours',
    });
    fill(folder, { '.dist.new-999999999-0a1b2c3d/': '' });
    const before = stampsOf(folder);
    expect(compareTree(dist, TREE, { scope: 'all' })).toEqual([
      { path: 'gpu/d.yaml', change: 'stale' },
      { path: 'snp/c.yaml', change: 'changed' },
      { path: 'tdx/a.yaml', change: 'changed' },
      { path: 'tdx/b.yaml', change: 'missing' },
    ]);
    expect(stampsOf(folder)).toEqual(before);
  });

  it('looks only at the folders that are rendered', () => {
    const dist = `${tempFolder()}/dist`;
    fill(dist, { 'gpu/d.yaml': ours('gpu/d.yaml', 'd'), 'tdx/e.yaml': ours('tdx/e.yaml', 'e') });
    expect(compareTree(dist, treeOf({ 'tdx/a.yaml': 'a' }), { scope: ['tdx'] })).toEqual([
      { path: 'tdx/a.yaml', change: 'missing' },
      { path: 'tdx/e.yaml', change: 'stale' },
    ]);
  });

  it('finds everything missing where there is no output, or only a link to another', () => {
    const folder = tempFolder();
    expect(compareTree(`${folder}/dist`, TREE, { scope: 'all' }).map(({ change }) => change)).toEqual(
      Array(3).fill('missing'),
    );
    writeTree(`${folder}/real`, TREE, { scope: 'all' });
    fill(`${folder}/dist`, {});
    for (const profile of ['tdx', 'snp']) symlinkSync(`../real/${profile}`, `${folder}/dist/${profile}`);
    expect(compareTree(`${folder}/dist`, TREE, { scope: 'all' })).toHaveLength(3);
  });
});
