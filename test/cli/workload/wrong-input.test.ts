import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../support/samples.ts';
import { ROOT, run, runProgram, workspace } from '../support/program.ts';
import { pod } from './support/findings.ts';
import { INITDATA, INITDATA_LINE, TOML, workload } from './support/workload.ts';

describe('several files', () => {
  const good = pod({});
  const bad = pod({ container: ['livenessProbe: {exec: {command: [x]}}'] });

  it('are all left as they are when there is an error in one', () => {
    const folder = workspace({ 'a.yaml': good, 'b/b.yaml': bad });
    const { status, stdout } = workload(folder, '.', '--write');
    expect(status).toBe(1);
    expect(stdout).toContain('Nothing was written.');
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toBe(good);
    expect(readFileSync(`${folder}/b/b.yaml`, 'utf8')).toBe(bad);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b']);
  });

  it('are changed together, keep their permissions and links, and say how many they are', () => {
    const folder = workspace({
      'a.yaml': good,
      'b.yml': good,
      'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n',
    });
    chmodSync(`${folder}/a.yaml`, 0o640);
    mkdirSync(`${folder}/links`);
    symlinkSync('../a.yaml', `${folder}/links/a.yaml`);
    const { status, stdout } = workload(folder, 'links/a.yaml', '*.yml', 'c.yaml', '--write');
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 files changed, 1 as they should be\n$/);
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toContain(INITDATA);
    expect(readFileSync(`${folder}/b.yml`, 'utf8')).toContain(INITDATA);
    expect(statSync(`${folder}/a.yaml`).mode & 0o777).toBe(0o640);
    expect(lstatSync(`${folder}/links/a.yaml`).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b.yml', 'c.yaml', 'links']);
  });

  it('are all left as they are when one cannot be replaced', () => {
    const folder = workspace({ 'a.yaml': good, 'b.yaml': good });
    // Where the new text would be put first, something stands in the way of it.
    const inTheWay = `const fs = require('node:fs'); fs.mkdirSync(${JSON.stringify(`${folder}/b.yaml.`)} + process.pid + '.new');`;
    writeFileSync(`${folder}/hook.cjs`, inTheWay);
    const args = [
      '-r',
      './hook.cjs',
      `${ROOT}bin/coco-gitops.js`,
      'workload',
      '--initdata',
      INITDATA,
      'a.yaml',
      'b.yaml',
      '--write',
    ];
    const { status, stderr } = run(process.execPath, args, { cwd: folder });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'b.yaml: cannot be replaced: EEXIST; nothing was written\n  fix: check the permissions of the file and its folder\n',
    });
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toBe(good);
  });

  it('are printed as one stream', () => {
    const folder = workspace({ 'a.yaml': good, 'b.yaml': good.trimEnd() });
    const { stdout } = workload(folder, 'a.yaml', 'b.yaml');
    expect(stdout.split('---\n').map((part) => part.split(INITDATA_LINE).length - 1)).toEqual([0, 1, 1]);
  });
});

describe('initdata', () => {
  const cwd = () =>
    workspace({
      'a.yaml': pod({}),
      'initdata.toml': TOML,
      'value.txt': `${INITDATA}\n`,
      'bad.toml': 'algorithm = sha384\n',
      'empty.toml': '\n',
    });

  it('can be a file of TOML, a file with the value, or the value', () => {
    const outputs = ['initdata.toml', 'value.txt', INITDATA].map(
      (source) => runProgram(['workload', 'a.yaml', '--initdata', source], { cwd: cwd() }).stdout,
    );
    expect(outputs[0]).toContain(`${INITDATA_LINE}\n`);
    expect(new Set(outputs).size).toBe(1);
  });

  it('is that which the profile gives its own pods', () => {
    const dist = readFileSync(
      `${SAMPLES}dist/tdx/80-workloads/pod.confidential-workloads.ocp-cc-pod.yaml`,
      'utf8',
    );
    const line = dist.split('\n').find((one) => one.includes('cc_init_data'));
    const byName = runProgram(['workload', '-', '--profile', 'tdx'], { cwd: SAMPLES, input: pod({}) });
    const byFile = runProgram(['workload', '-', '--profile', 'profiles/tdx.yaml'], {
      cwd: SAMPLES,
      input: pod({}),
    });
    expect(byName.stdout.split('\n').map((one) => one.trim())).toContain(line?.trim());
    expect(byFile).toEqual(byName);
  });

  it.each([
    [
      'that no guest could read',
      ['--initdata', 'bad.toml'],
      'bad.toml: no initdata that a guest can read: it is no TOML',
    ],
    [
      'that is neither file nor value',
      ['--initdata', 'none.toml'],
      'none.toml: cannot be read: it does not exist',
    ],
    [
      'a value that was cut off',
      ['--initdata', INITDATA.slice(0, 400)],
      'no initdata that a guest can read: it is not gzip, or cut off',
    ],
    ['that no name of a file can be', ['--initdata', 'a-'.repeat(300)], 'its name is too long'],
    ['a folder', ['--initdata', '.'], '.: is a folder'],
    ['an empty file', ['--initdata', 'empty.toml'], 'empty.toml: is empty'],
    ['a profile in a file that is not there', ['--profile', './x.yaml'], './x.yaml: cannot be read'],
    [
      'a profile in a folder',
      ['--profile', '../', '-p', `${SAMPLES}profiles`],
      '../: is a folder, and no profile',
    ],
    ['that is missing', [], 'the initdata of the workloads is missing'],
    [
      'of a profile that there is not',
      ['--profile', 'tdxx', '-p', `${SAMPLES}profiles`],
      'fix: did you mean "tdx"?',
    ],
    [
      'twice',
      ['--profile', 'tdx', '--initdata', INITDATA],
      "cannot be used with option '--profile <profile>'",
    ],
  ])('is refused: %s', (_, args, message) => {
    const { status, stdout, stderr } = runProgram(['workload', 'a.yaml', ...args], { cwd: cwd() });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('wrong use', () => {
  it.each([
    ['nothing to change', ['c.yaml'], 'there is no workload in c.yaml'],
    ['a file that is not there', ['none.yaml'], 'none.yaml: cannot be read: it does not exist'],
    ['standard input that is to be changed', ['-', '--write'], 'the standard input cannot be changed'],
    ['standard input for two things', ['-', '--initdata', '-'], 'the standard input can be read once only'],
    ['no path', [], "missing required argument 'path'"],
  ])('is told: %s', (_, args, message) => {
    const folder = workspace({ 'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' });
    const { status, stderr } = workload(folder, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(`${folder}/none.yaml`)).toBe(false);
  });
});
