import { execFileSync } from 'node:child_process';
import { linkSync, lstatSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { writeTree } from '../../../render/output/write.ts';
import { contentsOf, fill, ours, stampsOf, treeOf } from './support/contents.ts';
import { tempFolder } from './support/temp-folder.ts';

const ALL = { scope: 'all' } as const;
const TREE = treeOf({
  'tdx/kustomization.yaml': 'k',
  'tdx/10-a/x.yaml': 'x',
  'tdx/README.md': 'r',
  'snp/x.yaml': 's',
});

function problemsOf(action: () => unknown): UserError['problems'] {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('writing a tree', () => {
  it('makes the folder hold it, with all the folders above', () => {
    const folder = tempFolder();
    const result = writeTree(`${folder}/a/b/dist`, TREE, ALL);
    expect(contentsOf(`${folder}/a/b/dist`)).toEqual(Object.fromEntries(TREE));
    expect(result).toEqual({ written: [...TREE.keys()], unchanged: [], removed: [], leftOver: [] });
    expect(readdirSync(`${folder}/a/b`)).toEqual(['dist']);
  });

  it('touches nothing when nothing would change', () => {
    const folder = tempFolder();
    writeTree(`${folder}/dist`, TREE, ALL);
    fill(`${folder}/dist`, { 'tdx/own.txt': 'mine' });
    const before = stampsOf(folder);
    const result = writeTree(`${folder}/dist`, TREE, ALL);
    expect(stampsOf(folder)).toEqual(before);
    expect(result.written).toEqual([]);
    expect([...result.unchanged].sort()).toEqual([...TREE.keys()].sort());
  });

  it('writes what changed, removes what is stale, and leaves the rest as it is', () => {
    const folder = tempFolder();
    const dist = `${folder}/dist`;
    writeTree(dist, TREE, ALL);
    const same = lstatSync(`${dist}/tdx/README.md`, { bigint: true });
    const tree = treeOf({ 'tdx/kustomization.yaml': 'k2', 'tdx/README.md': 'r', 'tdx/20-b/x.yaml': 'new' });
    const result = writeTree(dist, tree, ALL);
    expect(contentsOf(dist)).toEqual(Object.fromEntries(tree));
    expect([...result.written].sort()).toEqual(['tdx/20-b/x.yaml', 'tdx/kustomization.yaml']);
    expect([...result.removed].sort()).toEqual(['snp/x.yaml', 'tdx/10-a/x.yaml']);
    expect(result.unchanged).toEqual(['tdx/README.md']);
    const after = lstatSync(`${dist}/tdx/README.md`, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([same.ino, same.mtimeNs]);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('can turn a file into a folder and back', () => {
    const dist = `${tempFolder()}/dist`;
    const file = treeOf({ 'tdx/a.yaml': '1' });
    const below = treeOf({ 'tdx/a.yaml/b.yaml': '2' });
    for (const tree of [file, below, file]) {
      writeTree(dist, tree, ALL);
      expect(contentsOf(dist)).toEqual(Object.fromEntries(tree));
    }
  });

  it('leaves the folders of profiles that are not rendered', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, ALL);
    fill(dist, { 'README.md': ours('README.md', 'at the top') });
    const result = writeTree(dist, treeOf({ 'snp/y.yaml': 'y' }), { scope: ['snp'] });
    expect(result).toMatchObject({ written: ['snp/y.yaml'], removed: ['snp/x.yaml'], unchanged: [] });
    const { 'snp/x.yaml': _removed, ...rest } = Object.fromEntries(TREE);
    expect(contentsOf(dist)).toEqual({
      ...rest,
      'README.md': ours('README.md', 'at the top'),
      'snp/y.yaml': ours('snp/y.yaml', 'y'),
    });
  });

  it('removes the folder of a profile that is gone, but for what is not ours', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, ALL);
    fill(dist, { 'tdx/10-a/own.txt': 'mine', 'empty/': '' });
    writeTree(dist, treeOf({ 'gpu/x.yaml': 'g' }), ALL);
    expect(contentsOf(dist)).toEqual({
      'empty/': '',
      'gpu/x.yaml': ours('gpu/x.yaml', 'g'),
      'tdx/10-a/own.txt': 'mine',
    });
  });

  it('leaves an empty folder when a profile renders to nothing', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, ALL);
    expect(writeTree(dist, new Map(), ALL).removed).toHaveLength(TREE.size);
    expect(contentsOf(dist)).toEqual({});
  });
});

describe('files that are not ours', () => {
  it('stay the same files, wherever and whatever they are', () => {
    const folder = tempFolder();
    const dist = `${folder}/dist`;
    writeTree(dist, TREE, ALL);
    fill(dist, {
      'own.yaml': 'a: 1\n',
      'tdx/10-a/own.yaml': '',
      '.git/config': '[core]',
      'snp/deep/er/own.md': 'x',
    });
    symlinkSync('../nowhere', `${dist}/tdx/link.yaml`);
    symlinkSync(folder, `${dist}/up`);
    execFileSync('mkfifo', [`${dist}/tdx/pipe.yaml`]);
    execFileSync('chmod', ['u=rws,go=', `${dist}/own.yaml`]);
    utimesSync(`${dist}/own.yaml`, 1, 2);
    linkSync(`${dist}/own.yaml`, `${folder}/elsewhere`);
    const before = contentsOf(dist);
    const stats = lstatSync(`${dist}/own.yaml`, { bigint: true });
    const tree = treeOf({ 'tdx/10-a/x.yaml': 'x2' });
    writeTree(dist, tree, ALL);
    const { 'tdx/kustomization.yaml': _k, 'tdx/README.md': _r, 'snp/x.yaml': _s, ...rest } = before;
    expect(contentsOf(dist)).toEqual({ ...rest, ...Object.fromEntries(tree) });
    expect(contentsOf(dist)).toMatchObject({
      'tdx/link.yaml': '-> ../nowhere',
      up: `-> ${folder}`,
      'tdx/pipe.yaml': 'special',
    });
    const after = lstatSync(`${dist}/own.yaml`, { bigint: true });
    expect([after.ino, after.mtimeNs, after.mode, after.nlink]).toEqual([
      stats.ino,
      stats.mtimeNs,
      stats.mode,
      2n,
    ]);
    expect(readdirSync(folder).sort()).toEqual(['dist', 'elsewhere']);
  });

  it('are never overwritten: all that stand in the way are named, and nothing is written', () => {
    const folder = tempFolder();
    const dist = `${folder}/dist`;
    fill(dist, {
      'tdx/kustomization.yaml': 'resources: []\n',
      'tdx/10-a': 'a file where a folder goes',
      'snp/x.yaml/y.txt': 'below a folder where a file goes',
    });
    symlinkSync('kustomization.yaml', `${dist}/tdx/README.md`);
    const before = stampsOf(folder);
    const problems = problemsOf(() => writeTree(dist, TREE, ALL));
    expect(problems.map(({ file }) => file).sort()).toEqual(
      ['snp/x.yaml', 'tdx/10-a', 'tdx/README.md', 'tdx/kustomization.yaml'].map((path) => `${dist}/${path}`),
    );
    expect(problems[0]?.message).toContain('is not known as ours');
    expect(stampsOf(folder)).toEqual(before);
  });

  it('are not reached through a link in a folder of ours', () => {
    const folder = tempFolder();
    const dist = `${folder}/dist`;
    fill(folder, { 'other/10-a/x.yaml': ours('x.yaml', 'someone else, same header') });
    fill(dist, {});
    symlinkSync('../other', `${dist}/tdx`);
    const tree = treeOf({ 'tdx/10-a/x.yaml': 'x' });
    expect(problemsOf(() => writeTree(dist, tree, ALL)).map(({ file }) => file)).toEqual([`${dist}/tdx`]);
    writeTree(dist, treeOf({ 'snp/x.yaml': 's' }), ALL);
    expect(contentsOf(folder)).toEqual({
      'dist/snp/x.yaml': ours('snp/x.yaml', 's'),
      'dist/tdx': '-> ../other',
      'other/10-a/x.yaml': ours('x.yaml', 'someone else, same header'),
    });
  });

  it('are recognised by the first line alone', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, ALL);
    writeFileSync(`${dist}/tdx/10-a/x.yaml`, `${ours('x.yaml', 'changed')}by hand\n`);
    expect(writeTree(dist, TREE, ALL).written).toEqual(['tdx/10-a/x.yaml']);
    writeFileSync(`${dist}/tdx/10-a/x.yaml`, `\n${ours('x.yaml', 'x')}`);
    expect(problemsOf(() => writeTree(dist, TREE, ALL))).toHaveLength(1);
  });
});

describe('the modes', () => {
  it('of folders that were there stay', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, TREE, ALL);
    execFileSync('chmod', ['2770', dist, `${dist}/tdx`]);
    writeTree(dist, treeOf({ 'tdx/README.md': 'r2' }), ALL);
    expect([dist, `${dist}/tdx`].map((path) => statSync(path).mode & 0o7777)).toEqual([0o2770, 0o2770]);
  });
});
