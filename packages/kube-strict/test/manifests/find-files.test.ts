import { symlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspace } from '../../../../test/cli/support/program.ts';
import { ODD_ENTRIES } from '../../../../test/render/output/support/odd-entries.ts';
import { findFiles } from '../../manifests/find-files.ts';
import { globFiles } from '../../manifests/glob.ts';
import { readChunks } from '../../manifests/read-file.ts';

/** Paths below a folder, without it. */
function below(folder: string, paths: readonly string[]): string[] {
  return paths.map((path) => path.replace(`${folder}/`, ''));
}

const FILES = [
  'b.yaml',
  'a.yml',
  'c.json',
  'd.txt',
  'sub/e.yaml',
  'sub/deep/f.yaml',
  '.hidden.yaml',
  '.git/g.yaml',
  'node_modules/h.yaml',
];
const tree = () => workspace(Object.fromEntries(FILES.map((file) => [file, 'x'])));

describe('the files of', () => {
  it('a folder are its manifests and those below, by name, but for what is hidden', () => {
    const folder = tree();
    expect(below(folder, findFiles([folder]))).toEqual([
      'a.yml',
      'b.yaml',
      'c.json',
      'sub/deep/f.yaml',
      'sub/e.yaml',
    ]);
  });

  it('paths are in their order, each once, and what is named counts whatever its name is', () => {
    const folder = tree();
    const paths = ['sub/e.yaml', 'd.txt', '.hidden.yaml', 'sub', '.git'].map((path) => `${folder}/${path}`);
    const files = ['sub/e.yaml', 'd.txt', '.hidden.yaml', 'sub/deep/f.yaml', '.git/g.yaml'];
    expect(below(folder, findFiles(paths))).toEqual(files);
    expect(findFiles(['-', '-'])).toEqual(['-']);
  });

  it('a folder with links are those that links lead to, but no folder twice', () => {
    const folder = tree();
    symlinkSync(`${folder}/sub/e.yaml`, `${folder}/sub/link.yaml`);
    symlinkSync(folder, `${folder}/sub/circle.yaml`);
    symlinkSync(`${folder}/nowhere`, `${folder}/sub/broken.yaml`);
    symlinkSync(`${folder}/sub/loop.yaml`, `${folder}/sub/loop.yaml`);
    expect(below(folder, findFiles([`${folder}/sub`]))).toEqual([
      'sub/broken.yaml',
      'sub/deep/f.yaml',
      'sub/e.yaml',
      'sub/link.yaml',
      'sub/loop.yaml',
    ]);
  });

  it('a folder or pattern never are outside of it, whatever leads there', () => {
    const folder = tree();
    const outside = workspace({ 'key.yaml': 'x', 'deep/key.yaml': 'x' });
    symlinkSync(`${outside}/key.yaml`, `${folder}/sub/out.yaml`);
    symlinkSync(outside, `${folder}/sub/out`);
    symlinkSync(outside, `${folder}/sub/out.json`);
    symlinkSync(`${folder}/b.yaml`, `${folder}/sub/above.yaml`);
    const named = [`${folder}/sub`, `${folder}/sub/*`, `${folder}/sub/**`, `${folder}/*/out.yaml`];
    for (const path of named) expect(() => findFiles([path])).toThrow(/out\.yaml: leads out of the folder/);
    expect(() => findFiles([`${folder}/sub`])).toThrow(/above\.yaml: leads out of the folder/);
    for (const pattern of ['o*/*.yaml', '*/*/key.yaml', '**/key.yaml', 'o*/deep/*'])
      expect(globFiles(`${folder}/sub/${pattern}`)).toEqual({ files: [], outside: [] });
    // Whoever names a link means where it leads.
    expect(findFiles([`${folder}/sub/out.yaml`, `${folder}/sub/out`])).toHaveLength(3);
  });

  it.each(Object.entries(ODD_ENTRIES).filter(([name]) => /pipe|socket/.test(name)))(
    'a folder with %s are refused, and not opened',
    (_what, make) => {
      const folder = tree();
      make(`${folder}/sub/odd.yaml`, folder);
      symlinkSync('odd.yaml', `${folder}/sub/link.yaml`);
      for (const path of ['sub', 'sub/odd.yaml', 'sub/*.yaml', 'sub/**', 'sub/link.yaml', '/dev/zero'])
        expect(() => findFiles([path.startsWith('/') ? path : `${folder}/${path}`])).toThrow(
          /is not a regular file|no file matches/,
        );
      expect(() => [...readChunks(`${folder}/sub/odd.yaml`)]).toThrow(/it is a pipe, a socket or a device/);
    },
  );

  it.each([
    ['*.yaml', ['b.yaml']],
    ['?.y*ml', ['a.yml', 'b.yaml']],
    ['[ab].*', ['a.yml', 'b.yaml']],
    ['[!a-c].*', ['d.txt']],
    ['{a,b}.{yml,yaml}', ['a.yml', 'b.yaml']],
    ['**/*.yaml', ['b.yaml', 'node_modules/h.yaml', 'sub/deep/f.yaml', 'sub/e.yaml']],
    ['sub/**', ['sub/e.yaml', 'sub/deep/f.yaml'].sort()],
    ['s*/e.yaml', ['sub/e.yaml']],
    ['.*.yaml', ['.hidden.yaml']],
  ])('the pattern %s are what it matches', (pattern, files) => {
    const folder = tree();
    expect(below(folder, findFiles([`${folder}/${pattern}`]))).toEqual(files);
  });

  it('a path with special characters that is there are itself', () => {
    const folder = workspace({ 'a[1].yaml': 'x', 'a1.yaml': 'x' });
    expect(below(folder, findFiles([`${folder}/a[1].yaml`]))).toEqual(['a[1].yaml']);
  });

  it('paths that are not there are told all at once', () => {
    const folder = tree();
    expect(() => findFiles([`${folder}/x`, `${folder}/b.yaml`, `${folder}/y*`])).toThrow(
      /x: cannot be read: it does not exist\n.*\n.*y\*: no file matches/,
    );
  });

  it('any pattern are found in a moment, and what a pattern is made of matches it', () => {
    const folder = workspace({ [`${'a'.repeat(60)}.yaml`]: 'x' });
    const start = performance.now();
    expect(globFiles(`${folder}/${'*a'.repeat(30)}b`).files).toEqual([]);
    expect(globFiles(`${folder}/${'{a,b}'.repeat(40)}`).files).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2000);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '*', '?', '[a-z]', '[!b]'), { minLength: 1, maxLength: 20 }),
        (parts) => {
          const length = parts.filter((part) => part !== '*').length;
          const fits = parts.includes('*') ? length <= 60 : length === 60;
          expect(globFiles(`${folder}/${parts.join('')}.yaml`).files).toHaveLength(fits ? 1 : 0);
        },
      ),
    );
  });
});
