import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plainSecrets, valueProblems } from '../../../cli/seal/check-values.ts';
import { type PlainValues, readPlainValues } from '../../../cli/seal/plain-values.ts';
import { DCAP_SECRETS } from '../../../constructs/intel-dcap/secrets.ts';
import { workspace } from '../support/program.ts';
import { fixture, fixtureText } from './fixtures.ts';

const NOW = Date.parse('2026-01-01');
const VALUES = {
  PCCS_API_KEY: '0123456789abcdef',
  PCCS_USER_TOKEN: 'user-token-of-tests-0c4f9b71e2d8',
  PCCS_ADMIN_TOKEN: 'admin-token-of-tests-93ad50f6b8e7',
  'private.pem': fixtureText('tls.key'),
  'file.crt': fixtureText('tls.crt'),
} as const;
const { 'private.pem': _, 'file.crt': __, ...TOKENS } = VALUES;

/** The problems of values with some changed; undefined takes one away. */
function problemsOf(changes: { [key in keyof PlainValues]: string | undefined }, withTls = true): string[] {
  const values = Object.fromEntries(
    Object.entries({ ...VALUES, ...changes }).filter(([, value]) => value !== undefined),
  );
  return valueProblems(values, withTls, NOW).map(({ path, message }) => `${path}: ${message}`);
}

describe('values to be sealed', () => {
  it('are right when all are there', () => {
    expect(problemsOf({})).toEqual([]);
    expect(valueProblems(TOKENS, false, NOW)).toEqual([]);
  });

  it('are all asked for at once, with what to do', () => {
    expect(valueProblems({}, true, NOW).map(({ path, message, fix }) => [path, message, fix])).toEqual([
      ['PCCS_API_KEY', 'missing', expect.stringContaining('--from-file PCCS_API_KEY=PATH')],
      ['PCCS_USER_TOKEN', 'missing', expect.stringContaining('set the variable PCCS_USER_TOKEN')],
      ['PCCS_ADMIN_TOKEN', 'missing', expect.stringContaining('--from-file PCCS_ADMIN_TOKEN=PATH')],
      ['private.pem', 'missing', expect.stringContaining('cert-manager')],
      ['file.crt', 'missing', expect.stringContaining('cert-manager')],
    ]);
    expect(valueProblems({}, false, NOW)).toHaveLength(3);
  });

  it.each(['two words', 'tab\t', ' lead', 'two\nlines', 'naïve', '\u0000', 'trail\n', 'x'.repeat(4097)])(
    'are no token that a header of HTTP would not hold as it is: %j',
    (token) => {
      for (const key of ['PCCS_API_KEY', 'PCCS_USER_TOKEN', 'PCCS_ADMIN_TOKEN'] as const) {
        expect(problemsOf({ [key]: token })).toEqual([
          `${key}: expected one line of at most 4096 letters, digits and signs, without blanks`,
        ]);
      }
    },
  );

  it.each([
    [{ 'private.pem': 'hunter2' }, ['private.pem: expected a private key in PEM form, without a passphrase']],
    [
      { 'private.pem': fixtureText('tls-locked.key') },
      ['private.pem: expected a private key in PEM form, without a passphrase'],
    ],
    [{ 'private.pem': fixtureText('sealing.key') }, ['file.crt: is not the certificate of private.pem']],
    [
      { 'private.pem': fixtureText('tls-short.key'), 'file.crt': fixtureText('tls-short.crt') },
      ['private.pem: expected an RSA key of at least 2048 bits, found 1024'],
    ],
    [{ 'file.crt': 'hunter2' }, ['file.crt: expected a certificate in PEM form']],
    [{ 'file.crt': fixtureText('tls.key') }, ['file.crt: expected a certificate in PEM form']],
    [{ 'file.crt': fixtureText('elliptic.crt') }, ['file.crt: is not the certificate of private.pem']],
    [
      { 'file.crt': fixtureText('expired.crt') },
      [
        'file.crt: has expired: it was valid until 2021-01-01',
        'file.crt: is not the certificate of private.pem',
      ],
    ],
    [
      { 'private.pem': 'a', 'file.crt': 'b' },
      [
        'private.pem: expected a private key in PEM form, without a passphrase',
        'file.crt: expected a certificate in PEM form',
      ],
    ],
  ])('are a key and a certificate that belong together (%#)', (changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems);
  });

  it('may have a chain of certificates, the own one first', () => {
    const chain = fixtureText('tls.crt') + fixtureText('sealing.crt');
    expect(problemsOf({ 'file.crt': chain })).toEqual([]);
    expect(problemsOf({ 'file.crt': fixtureText('sealing.crt') + fixtureText('tls.crt') })).toEqual([
      'file.crt: is not the certificate of private.pem',
    ]);
  });

  it('have no key and certificate when cert-manager makes them', () => {
    expect(problemsOf({}, false)).toEqual([
      expect.stringMatching(/^private\.pem: is not needed: /),
      expect.stringMatching(/^file\.crt: is not needed: /),
    ]);
  });

  it('are stored as the services read them: hashes for PCCS, of all tokens only the user token for the other', () => {
    const hash = (text: string) => createHash('sha512').update(text).digest('hex');
    const stored = plainSecrets(VALUES, true);
    expect(stored).toEqual({
      'pccs-secrets': {
        PCCS_API_KEY: VALUES.PCCS_API_KEY,
        PCCS_USER_TOKEN_HASH: hash(VALUES.PCCS_USER_TOKEN),
        PCCS_ADMIN_TOKEN_HASH: hash(VALUES.PCCS_ADMIN_TOKEN),
      },
      'qgs-secrets': { USER_TOKEN: VALUES.PCCS_USER_TOKEN },
      'pccs-tls': { 'private.pem': VALUES['private.pem'], 'file.crt': VALUES['file.crt'] },
    });
    expect(Object.entries(stored).map(([name, values]) => ({ name, keys: Object.keys(values) }))).toEqual(
      DCAP_SECRETS,
    );
    expect(Object.keys(plainSecrets(TOKENS, false))).toEqual(['pccs-secrets', 'qgs-secrets']);
  });

  it('hash as the command of the document does', () => {
    const { PCCS_USER_TOKEN_HASH } = plainSecrets({ PCCS_USER_TOKEN: 'abc' }, false)['pccs-secrets'] ?? {};
    // FIPS 180-2, appendix C.1.
    expect(PCCS_USER_TOKEN_HASH).toMatch(/^ddaf35a193617abacc417349ae204131[0-9a-f]{80}2a9ac94fa54ca49f$/);
  });
});

describe('what was given', () => {
  it('is read from variables and from files, without the line break at the end of a token', () => {
    const folder = workspace({ key: 'api-key\n', user: 'user\r\n' });
    const files = [
      `PCCS_API_KEY=${folder}/key`,
      `PCCS_USER_TOKEN=${folder}/user`,
      `private.pem=${fixture('tls.key')}`,
      `file.crt=${fixture('tls.crt')}`,
    ];
    expect(readPlainValues({ PCCS_ADMIN_TOKEN: 'admin\n', PCCS_API_KEY: '', HOME: '/' }, files)).toEqual({
      values: {
        PCCS_API_KEY: 'api-key',
        PCCS_USER_TOKEN: 'user',
        PCCS_ADMIN_TOKEN: 'admin',
        'private.pem': fixtureText('tls.key'),
        'file.crt': fixtureText('tls.crt'),
      },
      problems: [],
    });
  });

  it('loses one line break only', () => {
    const folder = workspace({ user: 'user\n\n' });
    const { values } = readPlainValues({}, [`PCCS_USER_TOKEN=${folder}/user`]);
    expect(values).toEqual({ PCCS_USER_TOKEN: 'user\n' });
  });

  it('is refused when it is given twice, is empty, is too large or is not there, with no word of the value', () => {
    const folder = workspace({ empty: '\n', large: 'x'.repeat(65537) });
    const entries = [
      'PCCS_USER_TOKEN=hunter2-is-not-a-file',
      `PCCS_API_KEY=${folder}/empty`,
      `file.crt=${folder}/large`,
      `private.pem=${folder}`,
      `PCCS_ADMIN_TOKEN=${folder}/empty`,
      'API_KEY=hunter2',
      'hunter2',
    ];
    const { problems, values } = readPlainValues({ PCCS_ADMIN_TOKEN: 'hunter2' }, entries);
    const used = 'the file (not shown, it may be a secret) cannot be used: ';
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      `PCCS_USER_TOKEN: ${used}it does not exist`,
      `PCCS_API_KEY: ${used}it is empty`,
      `file.crt: ${used}it is larger than 64 KiB`,
      `private.pem: ${used}it is a folder`,
      'PCCS_ADMIN_TOKEN: is given twice',
      '--from-file: expected one of the known keys before "="',
      '--from-file: expected one of the known keys before "="',
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
    // None of them is called missing as well.
    expect(valueProblems(values, true, NOW).filter(({ message }) => message === 'missing')).toEqual([]);
  });
});
