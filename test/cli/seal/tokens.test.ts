import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tlsProblems, trustProblems } from '../../../cli/seal/certificates.ts';
import { TOKEN_LENGTH, tokenProblems } from '../../../cli/seal/tokens.ts';
import { DEFAULT_PCCS_TOKENS } from '../../../policy/support/pccs.ts';
import { fixtureText } from './fixtures.ts';

const USER = 'c0a4f1be6d92785330ab94e7f5d1c286';
const ADMIN = '9e17d3b05ca8426ff4802d6b71e95ca3';
const KEY = '5b2e90cd7718e64fa0312cb8de4f6975';

const HEX = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'),
  minLength: TOKEN_LENGTH,
  maxLength: 64,
});

/** The problems of three good values with one of them changed. */
function problemsOf(changes: Readonly<Record<string, string>>): string[] {
  const values = { PCCS_API_KEY: KEY, PCCS_USER_TOKEN: USER, PCCS_ADMIN_TOKEN: ADMIN, ...changes };
  return tokenProblems(values).map(({ path, message }) => `${path}: ${message}`);
}

const sha512 = (text: string) => createHash('sha512').update(text).digest('hex');

describe('tokens', () => {
  it('are right when they are random, of the length that openssl makes and of the least', () => {
    expect(problemsOf({})).toEqual([]);
    fc.assert(
      fc.property(HEX, HEX, (user, admin) => {
        fc.pre(new Set(user).size > 8 && new Set(admin).size > 8 && !user.includes(admin));
        expect(problemsOf({ PCCS_USER_TOKEN: user, PCCS_ADMIN_TOKEN: admin })).toEqual([]);
      }),
    );
  });

  const GUESSED: readonly (readonly [string, string, RegExp])[] = [
    ...DEFAULT_PCCS_TOKENS.flatMap((token): [string, string, RegExp][] => [
      [`the default ${token}`, token, /is a default that everybody knows/],
      [`the default ${token} in capitals`, token.toUpperCase(), /is a default that everybody knows/],
      [`the hash of the default ${token}`, sha512(token), /is the hash of a default that everybody knows/],
    ]),
    ['one character', 'a', /too short to protect anything: expected at least 32 characters, found 1$/],
    [
      'one character less than needed',
      '7d41e0b98fc2a6533a0b9d5e1cf8274',
      /expected at least 32 characters, found 31$/,
    ],
    ['one character over and over', 'x'.repeat(40), /over and over/],
    ['a word over and over', 'correct-horse'.repeat(3), /over and over/],
    ['a word over and over, cut off', 'correct-horse'.repeat(5).slice(0, 62), /over and over/],
    ['few characters', 'abbabaabbaababbabaababbaabbabaabb0', /hardly any different characters/],
    ['an alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789', /counts up or down/],
    ['an alphabet backwards', '9876543210zyxwvutsrqponmlkjihgfedcba', /counts up or down/],
  ];

  it.each(GUESSED)('cannot be guessed: %s', (_, token, message) => {
    expect(problemsOf({ PCCS_USER_TOKEN: token })).toEqual([
      expect.stringMatching(new RegExp(`^PCCS_USER_TOKEN: .*${message.source}`)),
    ]);
    expect(problemsOf({ PCCS_ADMIN_TOKEN: token })).toEqual([
      expect.stringMatching(new RegExp(`^PCCS_ADMIN_TOKEN: .*${message.source}`)),
    ]);
  });

  it('are refused in every length below the least, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'0123456789abcdefXYZ-_'),
          minLength: 1,
          maxLength: TOKEN_LENGTH - 1,
        }),
        (token) => {
          expect(problemsOf({ PCCS_USER_TOKEN: token })).not.toEqual([]);
        },
      ),
    );
  });

  const NAMES = ['PCCS_API_KEY', 'PCCS_USER_TOKEN', 'PCCS_ADMIN_TOKEN'] as const;
  const PAIRS = NAMES.flatMap((one) =>
    NAMES.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  const WAYS: readonly (readonly [string, (text: string) => string])[] = [
    ['the same', (text) => text],
    ['the same in capitals', (text) => text.toUpperCase()],
    ['the hash of it', sha512],
    ['more of it', (text) => `${text}1`],
  ];

  it.each(PAIRS.flatMap(([one, other]) => WAYS.map(([way, make]) => [one, other, way, make] as const)))(
    'and the key tell nothing of each other: %s of %s, %s',
    (one, other, _, make) => {
      const source = 'f30b8ad1e7c2964055dd13b7a09fe82c';
      const problems = problemsOf({ [one]: make(source), [other]: source });
      expect(problems).toHaveLength(1);
      // The later one is to be changed, and that is a token in each case.
      const [first, second] = NAMES.filter((name) => name === one || name === other);
      expect(problems[0]).toMatch(new RegExp(`^${second}: .*${first}`));
    },
  );

  it('are never shown', () => {
    const values = { PCCS_API_KEY: USER, PCCS_USER_TOKEN: USER, PCCS_ADMIN_TOKEN: 'short-hunter2' };
    const problems = tokenProblems(values);
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toMatch(new RegExp(`${USER}|hunter2`));
  });

  it('leave an API key that is short alone: it is Intel\u2019s, and is in many a text by chance', () => {
    expect(problemsOf({ PCCS_API_KEY: 'c0a4' })).toEqual([]);
  });
});

describe('the key of PCCS', () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const made = {
    'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
    DSA: () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }),
    'a curve of 192 bits': () => generateKeyPairSync('ec', { namedCurve: 'prime192v1' }),
    'a curve that TLS does not know': () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    'a key that signs nothing': () => generateKeyPairSync('x25519'),
  };

  it.each(Object.entries(made))('is not %s', (_, make) => {
    const key = make().privateKey.export(pem).toString();
    const problems = tlsProblems(key, fixtureText('tls.crt'), Date.parse('2026-01-01'));
    expect(problems[0]).toMatchObject({
      path: 'private.pem',
      message: expect.stringMatching(/^expected a/),
      fix: expect.stringContaining('openssl req'),
    });
  });

  it.each(['prime256v1', 'secp384r1', 'secp521r1'])('may be on the curve %s', (namedCurve) => {
    const key = generateKeyPairSync('ec', { namedCurve }).privateKey.export(pem).toString();
    const problems = tlsProblems(key, fixtureText('tls.crt'), Date.parse('2026-01-01'));
    expect(problems.map(({ message }) => message)).toEqual(['is not the certificate of private.pem']);
  });
});

describe('what verifies PCCS', () => {
  const own = fixtureText('tls.crt');
  const messages = (chain: string, authority: string, host = 'tls.example.com') =>
    trustProblems(chain, authority, host).map(({ message }) => message);

  it('may be the certificate itself', () => {
    expect(messages(own, own)).toEqual([]);
    expect(messages(own, fixtureText('sealing.crt') + own)).toEqual([]);
  });

  it('may be no other one, and the name has to be right', () => {
    const notSigned = 'is not signed by what pccs.tls.certificateAuthority of the profile has';
    expect(messages(own, fixtureText('sealing.crt'))).toEqual([notSigned]);
    expect(messages(own + fixtureText('sealing.crt'), fixtureText('sealing.crt'))).toEqual([notSigned]);
    expect(messages(own, own, 'pccs-service')).toEqual(['is not for pccs-service, by which PCCS is reached']);
  });

  it('is not judged where either cannot be read, which is said elsewhere', () => {
    expect(messages('hunter2', own)).toEqual([]);
    expect(messages(own, 'hunter2')).toEqual([]);
  });
});
