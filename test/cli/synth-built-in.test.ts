import { describe, expect, it } from 'vitest';
import { contentsOf, stampsOf } from '../render/output/support/contents.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { SAMPLES } from '../support/samples.ts';
import { ROOT, run, runProgram } from './support/program.ts';

const RENDERED = contentsOf(`${SAMPLES}dist`);
const FILES = Object.keys(RENDERED).length;

describe('synth of the samples', () => {
  it('writes the same each time, byte for byte, and the second time nothing', () => {
    const dist = `${tempFolder()}/dist`;
    const synth = () => runProgram(['synth', '--output', dist], { cwd: SAMPLES });
    expect(synth()).toEqual({
      status: 0,
      stdout: `${dist}: ${FILES} written, 0 unchanged, 0 removed\n`,
      stderr: '',
    });
    expect(contentsOf(dist)).toEqual(RENDERED);
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
    const args = ['synth', '--profiles', `${SAMPLES}profiles`, '--output', 'deep/er/dist'];
    const language = 'tr_TR.UTF-8';
    const env = { TZ: 'Pacific/Kiritimati', LANG: language, LC_ALL: language };
    const { status, stderr } = run('sh', ['-c', 'umask 077; exec "$0" "$@"', ...program, ...args], {
      cwd,
      env,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contentsOf(`${cwd}/deep/er/dist`)).toEqual(RENDERED);
  });

  it('writes the same when cdk8s runs it', () => {
    const dist = `${tempFolder()}/dist`;
    const app = `npx --no-install tsx ${ROOT}main.ts`;
    const args = ['--no-install', 'cdk8s', 'synth', '--check-upgrade=false', '--app', app, '--output', dist];
    const { status, stderr } = run('npx', args, { cwd: SAMPLES });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contentsOf(dist)).toEqual(RENDERED);
  });
});
