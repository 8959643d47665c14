import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { writeTree } from '../../../render/output/write.ts';
import { contentsOf, fill, stampsOf, treeOf } from './support/contents.ts';
import { tempFolder } from './support/temp-folder.ts';
import { nthTree } from './support/trees.ts';
import { runWriter, runWriterAs } from './support/writer-process.ts';

const ALL = { scope: 'all' } as const;

function errorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the output folder', () => {
  it.each(['/', '.', '..', './test/..', homedir(), `${homedir()}/..`])(
    'is refused when it is %s',
    (output) => {
      expect(errorOf(() => writeTree(output, nthTree(1), ALL)).message).toMatch(
        /is or contains the (current|home) directory/,
      );
    },
  );

  it('is refused when it is a link to a folder above', () => {
    const folder = tempFolder();
    symlinkSync(process.cwd(), `${folder}/dist`);
    expect(errorOf(() => writeTree(`${folder}/dist`, nthTree(1), ALL)).message).toContain(
      'the current directory',
    );
  });

  it('is the target of a link', () => {
    const folder = tempFolder();
    mkdirSync(`${folder}/real`);
    symlinkSync('real', `${folder}/dist`);
    writeTree(`${folder}/dist`, nthTree(1), ALL);
    writeTree(`${folder}/dist`, nthTree(2), ALL);
    const real = Object.entries(Object.fromEntries(nthTree(2))).map(([path, text]) => [`real/${path}`, text]);
    expect(contentsOf(folder)).toEqual({ dist: '-> real', ...Object.fromEntries(real) });
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, ''), '', 'is a file, not a folder'],
    [
      'a link to nothing',
      (path: string) => symlinkSync('nothing', path),
      '',
      'is a symbolic link to nothing',
    ],
    ['below a file', (path: string) => writeFileSync(path, ''), '/below', 'ENOTDIR'],
    ['below a file, twice', (path: string) => writeFileSync(path, ''), '/below/it', 'ENOTDIR'],
    ['a name that is too long', () => undefined, 'x'.repeat(250), 'ENAMETOOLONG'],
  ])('is refused when it is %s', (_what, prepare, end, message) => {
    const folder = tempFolder();
    prepare(`${folder}/dist`);
    const before = stampsOf(folder);
    const error = errorOf(() => writeTree(`${folder}/dist${end}`, nthTree(1), ALL));
    expect(error.message).toContain(message);
    expect(error.problems[0]?.file).toContain(`${folder}/`);
    expect(stampsOf(folder)).toEqual(before);
  });

  it('is refused when a name in it is not UTF-8, since that could not be carried over', () => {
    const dist = `${tempFolder()}/dist`;
    mkdirSync(dist);
    writeFileSync(Buffer.concat([Buffer.from(`${dist}/`), Buffer.from([0xe4])]), 'mine');
    expect(errorOf(() => writeTree(dist, nthTree(1), ALL)).message).toContain('not UTF-8');
    expect(readdirSync(dist, { encoding: 'buffer' })).toEqual([Buffer.from([0xe4])]);
  });
});

describe('a tree', () => {
  it.each([
    '/etc/a.yaml',
    '../a.yaml',
    'tdx/../../a.yaml',
    'tdx//a.yaml',
    './a.yaml',
    'tdx/.',
    '',
    'tdx\\a.yaml',
    'a\0.yaml',
  ])('is refused when it has the path %j', (path) => {
    const folder = tempFolder();
    const tree = new Map([...nthTree(1), ...treeOf({ 'tdx/x.yaml': 'x' }), [path, '']]);
    expect(errorOf(() => writeTree(`${folder}/dist`, tree, ALL)).message).toContain(JSON.stringify(path));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [
      'a file without our header',
      new Map([['tdx/a.yaml', 'a: 1\n']]),
      'tdx/a.yaml does not begin with our header',
    ],
    [
      'a file below a file',
      treeOf({ 'tdx/a.yaml': '', 'tdx/a.yaml/b.yaml': '' }),
      'tdx/a.yaml is a file and a folder',
    ],
    [
      'a file out of scope',
      treeOf({ 'tdx2/a.yaml': '' }),
      'tdx2/a.yaml is not in a folder that is rendered this time',
    ],
  ])('is refused when it has %s, as our own fault', (_what, tree, message) => {
    const folder = tempFolder();
    expect(() => writeTree(`${folder}/dist`, tree, { scope: ['tdx'] })).toThrow(new Error(message));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a run that cannot go on', () => {
  function oldOutput(): string {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, nthTree(1), ALL);
    fill(dist, { 'own.txt': 'mine' });
    return dist;
  }
  const [OLD, NEW] = [1, 2].map((n) => ({ ...Object.fromEntries(nthTree(n)), 'own.txt': 'mine' }));

  it('at any call leaves the old output, or gets over it and leaves the new one', () => {
    const calls = Number(runWriter('die', oldOutput(), '0').stdout);
    const outcomes = { refused: 0, done: 0 };
    for (let call = 1; call <= calls; call++) {
      const dist = oldOutput();
      const { problems } = JSON.parse(runWriter('fail', dist, String(call), 'ENOSPC').stdout);
      outcomes[problems === undefined ? 'done' : 'refused']++;
      expect(contentsOf(dist)).toEqual(problems === undefined ? NEW : OLD);
      expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
    }
    // What fails after the new output is in place is tried again.
    expect(Math.min(outcomes.refused, outcomes.done)).toBeGreaterThan(10);
  });

  it('with clearing away the former output has written the new one, and says what is left over', () => {
    const dist = oldOutput();
    const { leftOver } = JSON.parse(runWriter('fail', dist, 'unlinkSync', 'EACCES').stdout);
    expect(contentsOf(dist)).toEqual(NEW);
    const [name] = readdirSync(`${dist}/..`).filter((entry) => entry !== 'dist');
    expect(leftOver).toEqual([join(dist, '..', String(name))]);
    expect(writeTree(dist, nthTree(2), ALL)).toMatchObject({ written: [], leftOver: [] });
    expect(contentsOf(dist)).toEqual(NEW);
    expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
  });

  it.each([
    ['ENOSPC', 'free some space'],
    ['EACCES', 'must be writable'],
    ['EROFS', 'the file system is read-only'],
    ['EXDEV', 'write to a new folder'],
    ['EBUSY', 'is a mount point'],
    ['EIO', undefined],
  ])('because of %s says where and what helps', (code, fix) => {
    const dist = oldOutput();
    const { problems } = JSON.parse(runWriter('fail', dist, 'renameSync', code).stdout);
    expect(problems).toEqual([
      {
        file: dist,
        message: expect.stringContaining(`${code}: injected, renameSync`),
        ...(fix === undefined ? {} : { fix: expect.stringContaining(fix) }),
      },
    ]);
    expect(contentsOf(dist)).toEqual(OLD);
    expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'for want of permissions changes nothing (skipped unless root, who can act as another user)',
    () => {
      const nobody = { uid: 65534, gid: 65534 };
      const dist = oldOutput();
      chmodSync(`${dist}/..`, 0o755);
      const refused = () => JSON.parse(runWriterAs(nobody, 'fail', dist).stdout).problems;
      expect(refused()).toMatchObject([{ file: dist }]);
      chmodSync(`${dist}/..`, 0o777);
      chmodSync(dist, 0o777);
      expect(refused()).toMatchObject([{ file: `${dist}/snp` }]);
      expect(contentsOf(dist)).toEqual(OLD);
      expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
    },
  );
});

describe('what is written', () => {
  it('has the modes 0644 and 0755 whatever the umask', () => {
    const dist = `${tempFolder()}/dist`;
    runWriter('umask', dist);
    const mode = (path: string) => (statSync(`${dist}/${path}`).mode & 0o7777).toString(8);
    expect([...nthTree(1).keys()].map(mode)).toEqual([...nthTree(1).keys()].map(() => '644'));
    expect(['.', 'tdx', 'tdx/10-a', 'snp'].map(mode)).toEqual(['755', '755', '755', '755']);
  });

  it('is the same where there are no hard links', () => {
    const dist = `${tempFolder()}/dist`;
    writeTree(dist, nthTree(1), ALL);
    fill(dist, { 'own.sh': 'mine' });
    const before = statSync(`${dist}/own.sh`);
    runWriter('copy', dist);
    expect(contentsOf(dist)).toEqual({ ...Object.fromEntries(nthTree(2)), 'own.sh': 'mine' });
    const after = statSync(`${dist}/own.sh`);
    expect([after.mode, Math.round(after.mtimeMs)]).toEqual([before.mode, Math.round(before.mtimeMs)]);
    expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
  });
});
