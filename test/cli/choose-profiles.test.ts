import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf } from '../render/output/support/contents.ts';
import { runProgram, workspace } from './support/program.ts';

const BROKEN = profileText({ tee: 'x' });
const ok = expect.objectContaining({ status: 0, stderr: '' });

/** Names of the folders in dist/. */
const rendered = (cwd: string) =>
  [
    ...new Set(Object.keys(contentsOf(cwd)).flatMap((path) => /^dist\/([^/]+)\//.exec(path)?.[1] ?? [])),
  ].sort();

describe('synth of a profile that was named', () => {
  it('renders it though another one is broken, has no name, or is a folder', () => {
    const cwd = workspace({
      'profiles/a.yaml': profileText(),
      'profiles/b.yaml': BROKEN,
      'profiles/c.yaml': '',
      'profiles/d.yaml': 'tee: [',
    });
    mkdirSync(`${cwd}/profiles/x.yaml`);
    expect(runProgram(['synth', 'a'], { cwd })).toEqual(ok);
    expect(rendered(cwd)).toEqual(['a']);
    for (const name of ['b', 'c', 'd']) {
      const { status, stderr } = runProgram(['synth', name], { cwd });
      expect({ name, status, stderr: stderr.split(':')[0] }).toEqual({
        name,
        status: 2,
        stderr: `profiles/${name}.yaml`,
      });
    }
  });

  it('takes its file, in the folder of the profiles or elsewhere', () => {
    const cwd = workspace({ 'profiles/a.yaml': profileText(), 'other/b.yaml': profileText({ name: 'c' }) });
    expect(runProgram(['synth', 'profiles/a.yaml', './other/b.yaml'], { cwd })).toEqual(ok);
    expect(rendered(cwd)).toEqual(['a', 'c']);
    const alone = workspace({ 'b.yml': profileText() });
    expect(runProgram(['synth', 'b.yml'], { cwd: alone })).toEqual(ok);
    expect(rendered(alone)).toEqual(['b']);
  });

  it('is refused where another profile has its name, whichever of the two is named', () => {
    const cwd = workspace({
      'profiles/a.yaml': profileText(),
      'profiles/b.yaml': profileText({ name: 'a', tee: 'x' }),
      'other/a.yaml': profileText(),
    });
    for (const args of [['a'], ['profiles/a.yaml'], ['profiles/b.yaml'], ['other/a.yaml']]) {
      const { status, stderr } = runProgram(['synth', ...args], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain('"a" is already the name of');
    }
  });
});

describe('profiles that are not there', () => {
  it('are looked for in the folders above', () => {
    const cwd = workspace({ 'profiles/a.yaml': profileText(), 'apps/deep/x.txt': '' });
    const start = (folder: string) => runProgram(['synth'], { cwd: `${cwd}/${folder}` }).stderr;
    expect(start('apps/deep')).toContain('fix: run it from the root of the repository: cd ../..\n');
    expect(start('profiles')).toContain('fix: run it from the root of the repository: cd ..\n');
  });
});

describe('a profile that was renamed', () => {
  it('leaves an Application and Kustomizations behind, which is said', () => {
    const cwd = workspace({
      'profiles/a.yaml': profileText(),
      'profiles/b.yaml': profileText({ name: 'old' }),
    });
    expect(runProgram(['synth'], { cwd })).toEqual(ok);
    const renamed = workspace({
      'profiles/a.yaml': profileText(),
      'profiles/b.yaml': profileText({ name: 'new' }),
    });
    const { status, stderr } = runProgram(['synth', '--profiles', `${renamed}/profiles`], { cwd });
    expect(status).toBe(0);
    expect(stderr).toBe(
      'dist/old: is gone, since no profile renders to it; what was applied from it still points there (Application coco-old, the Flux Kustomizations coco-old-…), and no commit reaches that cluster any more\n' +
        '  fix: if its profile was renamed, write "name: old" into it; else take it away as its runbook said, dist/old/README.md of the last commit\n',
    );
    expect(runProgram(['synth', '--profiles', `${renamed}/profiles`], { cwd })).toEqual(ok);
  });
});

describe('versions that nobody has tried', () => {
  it.each(['4.22.0', '5.0.0'])('are rendered for OpenShift %s, with a note', (openshift) => {
    const cwd = workspace({ 'profiles/a.yaml': profileText({ openshift }) });
    const { status, stderr } = runProgram(['synth'], { cwd });
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^profiles\/a\.yaml:3:12: openshift: note: nothing that is rendered was ever tried with OpenShift \d\.\d+; .*\n {2}fix: .*\n$/,
    );
  });

  it('are rendered for a later sandboxed containers operator, with a note', () => {
    const operators = '{ sandboxedContainers: { startingCSV: sandboxed-containers-operator.v1.13.0 } }';
    const cwd = workspace({ 'profiles/a.yaml': profileText({ operators }) });
    const { status, stderr } = runProgram(['synth'], { cwd });
    expect(status).toBe(0);
    expect(stderr).toContain('operators.sandboxedContainers.startingCSV: note: all of this is made for');
  });
});
