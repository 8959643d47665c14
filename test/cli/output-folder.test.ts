import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf, fill } from '../render/output/support/contents.ts';
import { SAMPLES } from '../support/samples.ts';
import { runProgram, workspace } from './support/program.ts';

const PROFILES = { 'profiles/a.yaml': profileText() };

/** A message with paths below the working directory. */
function placed(message: string, cwd: string): string {
  return message.replaceAll(cwd, '.');
}

describe('the output folder', () => {
  it.each([
    ['file', './file: is a file, not a folder\n  fix: choose another output folder\n'],
    [
      'file/dist',
      "./file/dist: ENOTDIR: not a directory, lstat './file/dist'\n  fix: a file stands where a folder is needed: move it away, or choose another output folder\n",
    ],
    [
      '.',
      '.: is or contains the current directory, and would be replaced as a whole\n  fix: choose another output folder\n',
    ],
  ])('is refused when it is %s', (output, message) => {
    const cwd = workspace({ ...PROFILES, file: 'mine' });
    const { status, stdout, stderr } = runProgram(['synth', '--output', output], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(placed(stderr, cwd)).toBe(message);
    expect(contentsOf(cwd)).toEqual({ ...PROFILES, file: 'mine' });
  });

  it('is refused when it cannot be made', () => {
    const cwd = workspace(PROFILES);
    const output = 'a'.repeat(256);
    const { status, stdout, stderr } = runProgram(['synth', '--output', output], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(placed(stderr, cwd)).toBe(`./${output}: ENAMETOOLONG: name too long, lstat './${output}'\n`);
    expect(contentsOf(cwd)).toEqual(PROFILES);
  });

  it('is not touched when a file of others stands in the way, and all that do are named', () => {
    const dist = { 'a/kustomization.yaml': 'not: ours', 'a/README.md': '# Mine\n' };
    const cwd = workspace(PROFILES);
    fill(`${cwd}/dist`, dist);
    const { status, stdout, stderr } = runProgram(['synth'], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const refused = (path: string) =>
      [
        `dist/a/${path}: stands where a rendered file has to go, and is not known as ours: its first line is not our header\n`,
        `  fix: if it was rendered and its first line was changed, remove it and run this again: rm dist/a/${path}; else move it elsewhere\n`,
      ].join('');
    expect(placed(stderr, cwd)).toBe(refused('kustomization.yaml') + refused('README.md'));
    expect(contentsOf(`${cwd}/dist`)).toEqual(dist);
  });

  it('may be outside of the working directory, and come from cdk8s', () => {
    const cwd = workspace({ 'here/x': '' });
    const env = { CDK8S_OUTDIR: '../there' };
    const args = ['synth', 'snp', '--profiles', `${SAMPLES}profiles`];
    const { status, stderr } = runProgram(args, { cwd: `${cwd}/here`, env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contentsOf(`${cwd}/there/snp`)).toEqual(contentsOf(`${SAMPLES}dist/snp`));
    expect(contentsOf(`${cwd}/here`)).toEqual({ x: '' });
  });
});
