import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sealReference } from '../../../initdata/sealed-secret.ts';
import { check } from '../check/support/check.ts';
import { ROOT, runProgram, workspace } from '../support/program.ts';

const RESOURCE = 'kbs:///default/db/password';
const sealedSecret = (args: readonly string[], cwd = ROOT, input = '') =>
  runProgram(['sealed-secret', ...args], { cwd, input });

describe('sealed-secret build', () => {
  it('prints a reference to a resource', () => {
    expect(sealedSecret(['build', RESOURCE])).toEqual({
      status: 0,
      stdout: `${sealReference(RESOURCE)}\n`,
      stderr: '',
    });
  });

  it('prints a Secret with several, of which check has nothing to say', () => {
    const keys = ['--key', `password=${RESOURCE}`, '--key', 'user=kbs:///default/db/user'];
    const { status, stdout } = sealedSecret(['build', '--secret', 'db', '--namespace', 'shop', ...keys]);
    expect(status).toBe(0);
    expect(parse(stdout)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'shop' },
      type: 'Opaque',
      stringData: { password: sealReference(RESOURCE), user: sealReference('kbs:///default/db/user') },
    });
    const report = check({ 'secret.yaml': stdout }, 'secret.yaml');
    expect(report.stdout).toBe('1 object in 1 file: 1 valid, 0 invalid, 0 skipped; 0 errors, 0 warnings\n');
  });

  it.each([
    ['a value, which is not shown', ['hunter2'], 'expected a KBS resource'],
    [
      'a value of a key, which is not shown',
      ['--secret', 's', '--key', 'p=hunter2'],
      'expected a KBS resource',
    ],
    ['a key without a resource', ['--secret', 's', '--key', 'p'], 'expected a KBS resource'],
    [
      'a key that is given twice',
      ['--secret', 's', '--key', `p=${RESOURCE}`, '--key', `p=${RESOURCE}`],
      'the key "p" is given twice',
    ],
    [
      'a name that no Secret can have',
      ['--secret', 'S_', '--key', `p=${RESOURCE}`],
      '--secret: Expected a DNS subdomain',
    ],
    ['a Secret without a key', ['--secret', 's'], 'expected a KBS resource, or --secret'],
    [
      'a Secret and a resource',
      [RESOURCE, '--secret', 's', '--key', `p=${RESOURCE}`],
      'or --secret with at least one --key',
    ],
    ['nothing', [], 'expected a KBS resource, or --secret'],
  ])('refuses %s', (_, args, message) => {
    const { status, stdout, stderr } = sealedSecret(['build', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('sealed-secret inspect', () => {
  const manifest = [
    'apiVersion: v1',
    'kind: Secret',
    'metadata: {name: db}',
    'data:',
    `  password: ${Buffer.from(sealReference(RESOURCE)).toString('base64')}`,
    'stringData:',
    '  user: hunter2',
    '  broken: sealed.x',
    '---',
    'apiVersion: v1',
    'kind: Pod',
    'metadata: {name: db}',
    `spec: {containers: [{name: c, env: [{name: P, value: ${sealReference('kbs:///a/b/c')}}]}]}`,
    '',
  ].join('\n');

  it('says what a value refers to', () => {
    expect(sealedSecret(['inspect', sealReference(RESOURCE)])).toEqual({
      status: 0,
      stdout: `vault: the value is ${RESOURCE} of kbs; not signed\n`,
      stderr: '',
    });
  });

  it('finds those of a file, what is no guest can open, and what is not sealed, which is not shown', () => {
    const cwd = workspace({ 'db.yaml': manifest });
    const { status, stdout } = sealedSecret(['inspect', 'db.yaml'], cwd);
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual([
      `db.yaml:5: /data/password: vault: the value is ${RESOURCE} of kbs; not signed`,
      'db.yaml:7: /stringData/user: not sealed: the cluster and the repository can read the value (not shown)',
      'db.yaml:8: /stringData/broken: no guest can open it: it does not have the form sealed.<header>.<content>.<signature>',
      'db.yaml:13: /spec/containers/0/env/0/value: vault: the value is kbs:///a/b/c of kbs; not signed',
    ]);
    const json = sealedSecret(['inspect', '-', '-o', 'json'], cwd, manifest);
    expect(JSON.parse(json.stdout)[0]).toEqual({
      file: 'standard input',
      line: 5,
      path: '/data/password',
      secret: { type: 'vault', provider: 'kbs', name: RESOURCE },
    });
    expect(json.stdout + stdout).not.toContain('hunter2');
  });

  it('reads one from the standard input, as build prints it', () => {
    const { stdout } = sealedSecret(['build', RESOURCE]);
    expect(sealedSecret(['inspect', '-'], undefined, stdout)).toEqual({
      status: 0,
      stdout: `vault: the value is ${RESOURCE} of kbs; not signed\n`,
      stderr: '',
    });
  });

  it.each([
    ['a value that no name of a file can be', `sealed.a.${'a'.repeat(300)}.b`, 1, 'no guest can open it'],
    ['a folder', 'folder', 2, 'folder: is a folder'],
    ['an empty file', 'nothing.yaml', 2, 'nothing.yaml: is empty'],
    ['the empty standard input', '-', 2, 'standard input: is empty'],
    ['a text that is none', 'hunter2', 1, 'no guest can open it'],
    ['a file that is not there', 'none.yaml', 2, 'none.yaml: cannot be read: it does not exist'],
    ['a manifest without any', 'empty.yaml', 2, 'empty.yaml: there is no sealed secret here'],
    ['a text that is no YAML', 'broken.yaml', 2, 'broken.yaml:1:4'],
    ['that with a remedy', 'broken.yaml', 2, '\n  fix: '],
  ])('refuses %s', (_, source, expected, message) => {
    const cwd = workspace({ 'empty.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' });
    writeFileSync(`${cwd}/broken.yaml`, 'a: b: c\n');
    writeFileSync(`${cwd}/nothing.yaml`, '');
    mkdirSync(`${cwd}/folder`);
    const { status, stdout, stderr } = sealedSecret(['inspect', source], cwd);
    expect(status).toBe(expected);
    expect(stdout + stderr).toContain(message);
  });
});
