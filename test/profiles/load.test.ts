import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProfiles } from '../../profiles/find.ts';
import { loadProfiles } from '../../profiles/load.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { profileText } from './profile-text.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** The message of the error that a call ends in, with paths below the folder of the test. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  }
  throw new Error('expected an error');
}

describe('findProfiles', () => {
  it('finds YAML files, sorted by code unit and not by locale', () => {
    for (const name of [
      'b.yaml',
      'B.yml',
      'a-b.yaml',
      'a.yaml',
      'ä.yaml',
      'profile.schema.json',
      '.a.yaml',
      'x.yaml~',
    ]) {
      write(name, '');
    }
    mkdirSync(join(folder, 'dir'));
    mkdirSync(join(folder, 'dir.yaml'));
    expect(findProfiles(folder)).toEqual(
      ['B.yml', 'a-b.yaml', 'a.yaml', 'b.yaml', 'ä.yaml'].map((name) => join(folder, name)),
    );
  });

  it('finds none in a folder without any', () => {
    expect(findProfiles(folder)).toEqual([]);
  });

  it('refuses a folder that does not exist, and a file', () => {
    expect(messageOf(() => findProfiles(join(folder, 'no')))).toBe(
      'no: cannot be read: it does not exist\n  fix: run it from the root of the repository, or name the folder of the profiles (--profiles FOLDER); "coco-gitops new profile NAME --profiles no" makes the first',
    );
    const file = write('a.yaml', '');
    expect(messageOf(() => findProfiles(file))).toBe(
      'a.yaml: cannot be read: a part of its path is not a folder\n  fix: give its folder, or the file by itself: coco-gitops synth a.yaml',
    );
  });
});

describe('loadProfiles', () => {
  it('gives the profiles in the order of the files, named by their files', () => {
    const files = [
      write('b.yaml', profileText()),
      write('a.yml', profileText()),
      write('c.yaml', profileText({ name: 'd' })),
    ];
    expect(loadProfiles(files).map(({ name }) => name)).toEqual(['b', 'a', 'd']);
    expect(loadProfiles([])).toEqual([]);
  });

  it('counts a file that is given twice once', () => {
    const file = write('a.yaml', profileText());
    expect(loadProfiles([file, file]).map(({ name }) => name)).toEqual(['a']);
  });

  it('decides the defaults', () => {
    const [profile] = loadProfiles([write('a.yaml', profileText({ topology: 'compact', nodes: undefined }))]);
    expect(profile).toMatchObject({
      name: 'a',
      nodes: { expected: 3 },
      initdata: { algorithm: 'sha256' },
      gitops: { path: 'dist/a' },
    });
  });

  it('gives every problem of every file at once: of files, of YAML, of shape and of rules', () => {
    const files = [
      join(folder, 'none.yaml'),
      write('syntax.yaml', 'tee: @\n'),
      write('shape.yaml', profileText({ tee: 'tdy' })),
      write('rule.yaml', profileText({ openshift: '4.18.0' })),
      write('good.yaml', profileText()),
    ];
    expect(messageOf(() => loadProfiles(files)).split('\n')).toEqual([
      'none.yaml: cannot be read: it does not exist',
      '  fix: check the path and its permissions',
      'syntax.yaml:1:6: a value without quotes cannot start with this character',
      '  fix: put the value in quotes',
      'shape.yaml:1:6: tee: expected tdx or snp, found "tdy"',
      '  fix: did you mean "tdx"?',
      'rule.yaml:3:12: openshift: expected at least 4.19.28 (OpenShift sandboxed containers 1.12, Table 1.1), found 4.18.0',
      '  fix: update the cluster to 4.19.28 or later, then write its version here',
    ]);
  });

  it('refuses two profiles of one name, written or by default, and names both files', () => {
    const files = [
      write('a.yaml', profileText()),
      write('b.yaml', profileText({ name: 'a' })),
      write('c.yaml', profileText({ name: 'a', tee: 'tdy' })),
    ];
    expect(messageOf(() => loadProfiles(files))).toBe(
      [
        'b.yaml:7:7: name: "a" is already the name of a.yaml',
        '  fix: give one of them another name',
        'c.yaml:1:6: tee: expected tdx or snp, found "tdy"',
        '  fix: did you mean "tdx"?',
        'c.yaml:7:7: name: "a" is already the name of a.yaml',
        '  fix: give one of them another name',
      ].join('\n'),
    );
  });

  it('refuses two files of one base name, even when their names are different', () => {
    const files = [write('a.yaml', profileText()), write('a.yml', profileText({ name: 'b' }))];
    expect(messageOf(() => loadProfiles(files))).toBe(
      'a.yml: has the same base name as a.yaml\n  fix: rename or remove one of them',
    );
  });

  it('takes equal base names in different folders, when the names differ', () => {
    mkdirSync(join(folder, 'b'));
    const files = [write('a.yaml', profileText()), write('b/a.yaml', profileText({ name: 'b' }))];
    expect(loadProfiles(files).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('refuses what is not a file of a few kilobytes of UTF-8', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    const files = [
      join(folder, 'folder.yaml'),
      join(folder, 'loop.yaml'),
      '/dev/zero',
      write('large.yaml', '#'.repeat(1024 * 1024 + 1)),
      write('latin1.yaml', Buffer.concat([Buffer.from('tee: tdx\n# é '), Buffer.from([0xe9, 0x0a])])),
      write('utf16.yaml', Buffer.from('\uFEFFtee: tdx', 'utf16le')),
    ];
    expect(messageOf(() => loadProfiles(files)).split('\n')).toEqual([
      'folder.yaml: is a folder',
      '  fix: give the path of a YAML file',
      'loop.yaml: cannot be read: its links lead in a circle',
      '  fix: check the path and its permissions',
      '/dev/zero: is not a regular file',
      '  fix: give the path of a YAML file',
      'large.yaml: is larger than 1 MiB',
      '  fix: a profile is a few kilobytes',
      'latin1.yaml:2:5: expected UTF-8 text, found a byte that does not belong there',
      '  fix: save the file as UTF-8',
      'utf16.yaml: expected UTF-8 text, found UTF-16, or no text at all',
      '  fix: save the file as UTF-8; in Windows PowerShell: Out-File -Encoding utf8',
    ]);
  });
});

describe('a profile that is a link', () => {
  it('is read elsewhere in the repository, and refused when it leads out of it', () => {
    const outside = `${tempFolder()}/outside.yaml`;
    writeFileSync(outside, 'tee: tdx\n');
    const root = tempFolder();
    mkdirSync(`${root}/profiles`);
    mkdirSync(`${root}/shared`);
    writeFileSync(`${root}/shared/a.yaml`, 'tee: tdx\n');
    symlinkSync('../shared/a.yaml', `${root}/profiles/a.yaml`);
    expect(findProfiles(`${root}/profiles`)).toEqual([`${root}/profiles/a.yaml`]);
    symlinkSync(outside, `${root}/profiles/b.yaml`);
    symlinkSync('../../../../../../../../etc/hostname', `${root}/profiles/c.yml`);
    expect(() => findProfiles(`${root}/profiles`)).toThrow(
      /b\.yaml: leads out of .*\n.*\n.*c\.yml: leads out of /,
    );
  });
});
