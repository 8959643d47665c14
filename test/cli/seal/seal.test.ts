import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { profileIn, profileText } from '../../profiles/profile-text.ts';
import { runProgram, spawnProgram, workspace } from '../support/program.ts';
import { fixture, fixtureText } from './fixtures.ts';
import { unseal } from './unseal.ts';

const SECRETS = {
  PCCS_API_KEY: 'api-key-hunter2',
  PCCS_USER_TOKEN: 'user-token-hunter2-0c4f9b71e2d8a5',
  PCCS_ADMIN_TOKEN: 'admin-token-hunter2-93ad50f6b8e7',
};
const TLS = [
  '--from-file',
  `private.pem=${fixture('tls.key')}`,
  '--from-file',
  `file.crt=${fixture('tls.crt')}`,
];
const SEALING = ['--certificate', fixture('sealing.crt')];
const ARGS = ['seal', 'a', ...SEALING, ...TLS];
const PROFILE = profileText({ tee: 'tdx', pccs: '{ node: cp-0 } # the cache' });

function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly profile?: string;
  readonly input?: string;
}

function seal(args: readonly string[], { env = SECRETS, profile = PROFILE, input = '' }: Options = {}) {
  const cwd = workspace({ 'profiles/a.yaml': profile });
  const before = readFileSync(`${cwd}/profiles/a.yaml`, 'utf8');
  // It reads the descriptor of the standard input.
  const runs = input === '' ? runProgram : spawnProgram;
  const ended = runs(args, { cwd, env, input });
  const after = readFileSync(`${cwd}/profiles/a.yaml`, 'utf8');
  // Whatever happens, nothing readable gets out and nothing else is left behind.
  const shown = `${ended.stdout}${ended.stderr}${after}`;
  expect(shown).not.toMatch(/hunter2|PRIVATE KEY/);
  for (const value of Object.values(env)) expect(shown).not.toContain(sha512(value));
  expect(readdirSync(`${cwd}/profiles`)).toEqual(['a.yaml']);
  return { ...ended, text: after, changed: after !== before };
}

/** What stands for the values, opened as the controller does. */
function opened(block: { scope: string; encrypted: Record<string, Record<string, string>> }) {
  const label = (name: string) =>
    ({ strict: `intel-dcap/${name}`, 'namespace-wide': 'intel-dcap', 'cluster-wide': '' })[block.scope] ??
    '?';
  return Object.fromEntries(
    Object.entries(block.encrypted).map(([name, values]) => [
      name,
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          unseal(value, fixtureText('sealing.key'), label(name)),
        ]),
      ),
    ]),
  );
}

describe('seal', () => {
  it.each(['strict', 'namespace-wide', 'cluster-wide'])(
    'prints what the controller opens, of scope %s, and changes nothing',
    (scope) => {
      const { status, stdout, stderr, changed } = seal([...ARGS, '--scope', scope]);
      expect({ status, stderr, changed }).toEqual({ status: 0, stderr: '', changed: false });
      const { secrets } = parse(stdout).pccs;
      expect(secrets).toMatchObject({ source: 'sealed-secrets', scope });
      expect(opened(secrets)).toEqual({
        'pccs-secrets': {
          PCCS_API_KEY: 'api-key-hunter2',
          PCCS_USER_TOKEN_HASH: sha512(SECRETS.PCCS_USER_TOKEN),
          PCCS_ADMIN_TOKEN_HASH: sha512(SECRETS.PCCS_ADMIN_TOKEN),
        },
        'qgs-secrets': { USER_TOKEN: SECRETS.PCCS_USER_TOKEN },
        'pccs-tls': { 'private.pem': fixtureText('tls.key'), 'file.crt': fixtureText('tls.crt') },
      });
      profileIn(profileText({ tee: 'tdx', pccs: JSON.stringify({ node: 'a', secrets }) }));
    },
  );

  it('writes them into the profile, which is then right, and says for which certificate', () => {
    const { status, stdout, stderr, text } = seal([...ARGS, '--write']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^profiles\/a\.yaml: 6 values sealed, scope strict, for the certificate until 2120-01-01 with SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\n$/,
    );
    expect(profileIn(text).pccs.secrets).toMatchObject({ source: 'sealed-secrets', scope: 'strict' });
    expect(text).toContain('# the cache');
  });

  it('renders to SealedSecrets and to nothing that could be read', () => {
    const { text } = seal([...ARGS, '--write']);
    const cwd = workspace({ 'profiles/a.yaml': text });
    expect(runProgram(['synth'], { cwd })).toMatchObject({ status: 0, stderr: '' });
    const folder = `${cwd}/dist/a/70-attestation`;
    const files = readdirSync(folder).filter((file) => file.startsWith('sealedsecret.'));
    expect(files).toEqual([
      'sealedsecret.intel-dcap.pccs-secrets.yaml',
      'sealedsecret.intel-dcap.pccs-tls.yaml',
      'sealedsecret.intel-dcap.qgs-secrets.yaml',
    ]);
    const rendered = files.map((file) => parse(readFileSync(`${folder}/${file}`, 'utf8')));
    const { encrypted } = parse(text).pccs.secrets;
    for (const { metadata, spec } of rendered) expect(spec.encryptedData).toEqual(encrypted[metadata.name]);
    expect(runProgram(['check', ...files.map((file) => `${folder}/${file}`)], { cwd }).status).toBe(0);
  });

  it('keeps the scope of the profile, and seals anew what is there', () => {
    const first = seal([...ARGS, '--write', '--scope', 'namespace-wide']).text;
    const second = seal([...ARGS, '--write'], { profile: first }).text;
    expect(second).not.toBe(first);
    expect(parse(second).pccs.secrets.scope).toBe('namespace-wide');
    expect(opened(parse(second).pccs.secrets)).toEqual(opened(parse(first).pccs.secrets));
    expect(first.split('\n')).toHaveLength(second.split('\n').length);
  });

  it('needs no certificate for PCCS when cert-manager makes it', () => {
    const profile = profileText({
      tee: 'tdx',
      pccs: '{ node: a, tls: { source: cert-manager, issuer: { name: ca } } }',
    });
    const { status, text } = seal(['seal', 'a', ...SEALING, '--write'], { profile });
    expect(status).toBe(0);
    expect(Object.keys(parse(text).pccs.secrets.encrypted)).toEqual(['pccs-secrets', 'qgs-secrets']);
    expect(seal([...ARGS, '--write'], { profile })).toMatchObject({ status: 2, changed: false });
  });

  it('reads one input from the standard input, which need not be a file', () => {
    const { PCCS_API_KEY, ...env } = SECRETS;
    const input = `${PCCS_API_KEY}\n`;
    const { status, stdout } = seal([...ARGS, '--from-file', 'PCCS_API_KEY=-'], { env, input });
    expect(status).toBe(0);
    expect(opened(parse(stdout).pccs.secrets)['pccs-secrets']?.['PCCS_API_KEY']).toBe(PCCS_API_KEY);
    const certificate = ['seal', 'a', '-c', '-', ...TLS];
    expect(seal(certificate, { input: fixtureText('sealing.crt') }).status).toBe(0);
    const twice = seal([...certificate, '--from-file', 'PCCS_API_KEY=-'], { env, input });
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining('can be read once only') });
  });

  it('keeps the permissions of a profile, and a link to one', () => {
    const cwd = workspace({ 'real/a.yaml': PROFILE, 'profiles/b.yaml': PROFILE });
    chmodSync(`${cwd}/real/a.yaml`, 0o640);
    symlinkSync('../real/a.yaml', `${cwd}/profiles/a.yaml`);
    expect(runProgram([...ARGS, '--write'], { cwd, env: SECRETS }).status).toBe(0);
    expect(statSync(`${cwd}/real/a.yaml`).mode & 0o777).toBe(0o640);
    expect(readFileSync(`${cwd}/real/a.yaml`, 'utf8')).toContain('sealed-secrets');
    expect(readdirSync(`${cwd}/real`)).toEqual(['a.yaml']);
  });
});

describe('seal refuses, and writes nothing,', () => {
  it.each([
    ['expired.crt', '--certificate: has expired: it was valid until 2021-01-01'],
    ['future.crt', '--certificate: is not valid yet: it is from 2119-01-01 on'],
    ['elliptic.crt', '--certificate: expected a certificate with an RSA key, found one of type ec'],
    ['short.crt', '--certificate: expected an RSA key of at least 2048 bits, found 1024'],
    ['sealing.key', '--certificate: expected a certificate in PEM form'],
    ['none', 'none: cannot be read: it does not exist'],
  ])('the certificate %s', (name, message) => {
    const { status, stdout, stderr, changed } = seal(['seal', 'a', '-c', fixture(name), ...TLS, '--write']);
    expect({ status, stdout, changed }).toEqual({ status: 2, stdout: '', changed: false });
    expect(stderr.replace(fixture(''), '')).toContain(`${message}\n  fix: fetch it from the cluster`);
  });

  it('wrong values, with every problem at once', () => {
    const env = {
      PCCS_API_KEY: 'has blanks hunter2',
      PCCS_USER_TOKEN: 'same-hunter2-0c4f9b71e2d8a536e4b7',
      PCCS_ADMIN_TOKEN: 'same-hunter2-0c4f9b71e2d8a536e4b7',
    };
    const args = [
      'seal',
      'a',
      '-c',
      fixture('expired.crt'),
      '--write',
      '--from-file',
      `file.crt=${fixture('tls.crt')}`,
    ];
    const { status, stdout, stderr, changed } = seal(args, { env });
    expect({ status, stdout, changed }).toEqual({ status: 2, stdout: '', changed: false });
    expect(stderr.match(/^[\w.-]+: [\w ]+/gm)).toEqual([
      '--certificate: has expired',
      'private.pem: missing',
      'PCCS_API_KEY: expected one line of at most 4096 letters',
      'PCCS_ADMIN_TOKEN: is the same as PCCS_USER_TOKEN',
    ]);
  });

  it('the key that opens what is sealed, as the key of PCCS', () => {
    const own = [
      '--from-file',
      `private.pem=${fixture('sealing.key')}`,
      '--from-file',
      `file.crt=${fixture('sealing.crt')}`,
    ];
    const { status, stderr, changed } = seal(['seal', 'a', ...SEALING, ...own, '--write']);
    expect({ status, changed }).toEqual({ status: 2, changed: false });
    expect(stderr).toMatch(/^private\.pem: is the key that opens what is sealed/);
  });

  it('values in the place of paths and options, without showing them', () => {
    for (const args of [
      ['--from-file', 'PCCS_API_KEY=hunter2'],
      ['--from-file', 'hunter2'],
      ['--PCCS_API_KEY=hunter2'],
    ]) {
      expect(seal([...ARGS, ...args, '--write'])).toMatchObject({ status: 2, changed: false });
    }
  });

  it('a profile with other problems, wherever they are', () => {
    const wrong = profileText({ tee: 'tdx', openshift: '4.20.2', pccs: '{ node: a }' });
    const { status, stderr, changed } = seal([...ARGS, '--write'], { profile: wrong });
    expect({ status, changed }).toEqual({ status: 2, changed: false });
    expect(stderr).toMatch(/^profiles\/a\.yaml:3:12: openshift: expected at least 4\.20\.18/);
    const later = profileText({ tee: 'tdx', pccs: '{ secrets: { source: sealed-secrets } }' });
    const second = seal([...ARGS, '--write'], { profile: later });
    expect(second).toMatchObject({ status: 2, changed: false });
    expect(second.stderr).toMatch(/^profiles\/a\.yaml: pccs\.node: missing, and storage is host-path/);
  });

  it('a profile whose name another one has, unless its file is given', () => {
    const cwd = workspace({ 'profiles/a.yaml': PROFILE, 'profiles/b.yaml': `name: a\n${PROFILE}` });
    const byName = runProgram([...ARGS, '--write'], { cwd, env: SECRETS });
    expect(byName).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'profiles/a.yaml: name: is the name of profiles/b.yaml too\n  fix: give the file instead of the name\n',
    });
    const [, , ...others] = ARGS;
    const byFile = runProgram(['seal', 'profiles/b.yaml', ...others, '--write'], { cwd, env: SECRETS });
    expect(byFile).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(`${cwd}/profiles/a.yaml`, 'utf8')).toBe(PROFILE);
    expect(readFileSync(`${cwd}/profiles/b.yaml`, 'utf8')).toContain('source: sealed-secrets');
  });

  it('a profile of AMD, one that is no YAML, and one that is not there', () => {
    expect(seal(ARGS, { profile: profileText() }).stderr).toContain('tee: the profile has no such secrets');
    expect(seal(ARGS, { profile: 'name: a\n\tb' }).status).toBe(2);
    const manifest = seal(ARGS, { profile: 'apiVersion: v1\nkind: ConfigMap\n', env: {} });
    expect(manifest.stderr).toMatch(
      /^profiles\/a\.yaml:2:7: kind: expected a profile, found a manifest.*\n {2}fix: .*\n$/,
    );
    const twice = profileText({
      tee: 'tdx',
      pccs: '{ node: a, secrets: { source: existing, source: existing } }',
    });
    expect(seal([...ARGS, '--write'], { profile: twice })).toMatchObject({ status: 2, changed: false });
    expect(seal(['seal', './b.yaml', ...SEALING]).stderr).toMatch(
      /^\.\/b\.yaml: cannot be read: it does not exist\n {2}fix: /,
    );
    expect(seal(['seal', 'a.yaml', ...SEALING]).stderr).toContain(
      'there is no profile "a.yaml"; there are: a\n  fix: did you mean "a"?',
    );
  });

  it('an unknown scope, and a command line without a certificate', () => {
    expect(seal([...ARGS, '--scope', 'none']).stderr).toContain('Allowed choices are strict, namespace-wide');
    expect(seal(['seal', 'a']).stderr).toContain("required option '-c, --certificate <file>' not specified");
  });
});
