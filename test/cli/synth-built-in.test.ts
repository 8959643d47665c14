import { describe, expect, it } from 'vitest';
import { contentsOf, stampsOf } from '../render/output/support/contents.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { ROOT, run, runProgram } from './support/program.ts';

const COMMITTED = contentsOf(`${ROOT}dist`);
const FILES = Object.keys(COMMITTED).length;

describe('synth of the built-in profiles', () => {
  it('writes what is committed in dist, byte for byte, and the second time nothing', () => {
    const dist = `${tempFolder()}/dist`;
    const synth = () => runProgram(['synth', '--output', dist], { cwd: ROOT });
    expect(synth()).toEqual({
      status: 0,
      stdout: `${dist}: ${FILES} written, 0 unchanged, 0 removed\n`,
      stderr: '',
    });
    expect(contentsOf(dist)).toEqual(COMMITTED);
    const before = stampsOf(dist);
    expect(synth()).toEqual({
      status: 0,
      stdout: `${dist}: 0 written, ${FILES} unchanged, 0 removed\n`,
      stderr: '',
    });
    expect(stampsOf(dist)).toEqual(before);
  });

  it('writes the same in another working directory, time zone, language and umask', () => {
    const cwd = tempFolder();
    const program = [process.execPath, `${ROOT}bin/coco-gitops.js`];
    const args = ['synth', '--profiles', `${ROOT}profiles`, '--output', 'deep/er/dist'];
    const language = 'tr_TR.UTF-8';
    const env = { TZ: 'Pacific/Kiritimati', LANG: language, LC_ALL: language };
    const { status, stderr } = run('sh', ['-c', 'umask 077; exec "$0" "$@"', ...program, ...args], {
      cwd,
      env,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contentsOf(`${cwd}/deep/er/dist`)).toEqual(COMMITTED);
  });

  it('writes the same when cdk8s runs it', () => {
    const dist = `${tempFolder()}/dist`;
    const args = ['--no-install', 'cdk8s', 'synth', '--check-upgrade=false', '--output', dist];
    const { status, stderr } = run('npx', args, { cwd: ROOT });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contentsOf(dist)).toEqual(COMMITTED);
  });
});
