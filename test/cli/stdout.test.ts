import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../render/output/support/contents.ts';
import { SAMPLES } from '../support/samples.ts';
import { BUILT_IN, objectsIn } from './support/built-in.ts';
import { ROOT, run, runProgram, workspace } from './support/program.ts';

const PROGRAM = [process.execPath, `${ROOT}bin/coco-gitops.js`];

describe('synth --stdout', () => {
  it('prints every object of every profile, and writes nothing', () => {
    const cwd = workspace({});
    const args = ['synth', '--stdout', '--profiles', `${SAMPLES}profiles`];
    const { status, stdout, stderr } = runProgram(args, { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(objectsIn(stdout)).toEqual(BUILT_IN.flatMap(({ all }) => all));
    expect(contentsOf(cwd)).toEqual({});
  });

  it('prints those of the profiles that are named', () => {
    const args = ['synth', '--stdout', 'snp'];
    const { stdout } = runProgram(args, { cwd: SAMPLES });
    const [snp] = BUILT_IN.filter(({ name }) => name === 'snp');
    expect(objectsIn(stdout)).toEqual(snp?.all);
  });

  it('ends well when its reader has seen enough', () => {
    const script = '{ "$0" "$@"; echo "$?" >&2; } | head -n 1';
    const { stdout, stderr } = run('sh', ['-c', script, ...PROGRAM, 'synth', '--stdout'], { cwd: SAMPLES });
    expect({ stdout, stderr }).toEqual({ stdout: '---\n', stderr: '0\n' });
  });

  it.skipIf(process.platform !== 'linux')(
    'says when it cannot be written (skipped without /dev/full, which Linux has)',
    () => {
      const script = 'exec "$0" "$@" >/dev/full';
      const ended = run('sh', ['-c', script, ...PROGRAM, 'synth', '--stdout', 'snp'], { cwd: SAMPLES });
      expect(ended).toEqual({
        status: 2,
        stdout: '',
        stderr: 'standard output cannot be written: ENOSPC\n',
      });
    },
  );
});

describe('help and version', () => {
  it('go to standard output, and end with 0', () => {
    const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string };
    expect(runProgram(['--version'], { cwd: ROOT })).toEqual({
      status: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
    const { status, stdout, stderr } = runProgram(['synth', '--help'], { cwd: ROOT });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['--profiles', '--output', '--check', '--stdout']) expect(stdout).toContain(option);
  });
});
