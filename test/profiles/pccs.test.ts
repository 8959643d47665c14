import { describe, expect, it } from 'vitest';
import { DCAP_SECRETS } from '../../constructs/intel-dcap/secrets.ts';
import { SEALED, SEALED_WITH_TLS, sealedSample } from '../support/sealed.ts';
import { problemsIn, profileIn, profileText } from './profile-text.ts';

const CERT_MANAGER = { source: 'cert-manager', issuer: { name: 'platform-ca' } };

/** A TDX profile with further settings of PCCS. */
function textWith(pccs: object): string {
  return profileText({ tee: 'tdx', pccs: JSON.stringify({ node: 'a', ...pccs }) });
}

function sealed(encrypted: object, more: object = {}): string {
  return textWith({ secrets: { source: 'sealed-secrets', encrypted }, ...more });
}

/** The paths of problems, without place and words. */
function pathsIn(text: string): string[] {
  return problemsIn(text).map((problem) => /^p\.yaml:\d+:\d+: (\S+): /.exec(problem)?.[1] ?? problem);
}

describe('sealed values in a profile', () => {
  it('are right when every key of every Secret is there, with scope strict unless told otherwise', () => {
    const { secrets } = profileIn(sealed(SEALED_WITH_TLS)).pccs;
    expect(secrets).toEqual({ source: 'sealed-secrets', scope: 'strict', encrypted: SEALED_WITH_TLS });
  });

  it('are of the Secrets and keys that the services read', () => {
    expect(
      Object.entries(SEALED_WITH_TLS).map(([name, values]) => ({ name, keys: Object.keys(values) })),
    ).toEqual(DCAP_SECRETS);
  });

  it('are not shown either when they stand in the place of the whole', () => {
    expect(problemsIn(textWith({ secrets: 'hunter2' }))).toEqual([
      expect.stringMatching(/pccs\.secrets: expected a mapping .*, found something else\n/),
    ]);
  });

  it('are all asked for at once', () => {
    expect(pathsIn(sealed({ 'pccs-secrets': {}, 'pccs-tls': {} }))).toEqual([
      'pccs.secrets.encrypted.qgs-secrets',
      'pccs.secrets.encrypted.pccs-secrets.PCCS_API_KEY',
      'pccs.secrets.encrypted.pccs-secrets.PCCS_USER_TOKEN_HASH',
      'pccs.secrets.encrypted.pccs-secrets.PCCS_ADMIN_TOKEN_HASH',
      'pccs.secrets.encrypted.pccs-tls["private.pem"]',
      'pccs.secrets.encrypted.pccs-tls["file.crt"]',
    ]);
    expect(pathsIn(textWith({ secrets: { source: 'sealed-secrets' } }))).toEqual(['pccs.secrets.encrypted']);
  });

  it('come from a command, as a message says', () => {
    expect(problemsIn(sealed({ ...SEALED_WITH_TLS, 'qgs-secrets': {} }))).toEqual([
      expect.stringMatching(/: missing\. The user token, sealed\.\n {2}fix: make it with: coco-gitops seal /),
    ]);
  });

  it.each([
    ['a plain text', 'hunter2-hunter2'],
    ['a number', 20251125],
    ['a list', ['hunter2']],
    ['other base64', Buffer.from('hunter2'.repeat(100)).toString('base64')],
    ['a sealed value that was cut off', sealedSample(1).slice(0, 400)],
    ['one with an unfinished group', sealedSample(1).slice(0, -1)],
    ['one with a line break', `${sealedSample(1)}\n`],
    ['nothing', null],
    ['an empty text', ''],
  ])('are refused when they are %s, which is never shown', (_, value) => {
    const problems = problemsIn(sealed({ ...SEALED_WITH_TLS, 'qgs-secrets': { USER_TOKEN: value } }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('pccs.secrets.encrypted.qgs-secrets.USER_TOKEN: expected ');
    expect(problems[0]).toContain(', found something else\n  fix: make it with: coco-gitops seal ');
    expect(problems[0]).not.toMatch(/hunter2|20251125|aHVudGVy/);
  });

  it('that nothing reads are refused', () => {
    const more = { ...SEALED_WITH_TLS, 'qgs-secrets': { USER_TOKEN: sealedSample(4), OTHER: 'x' } };
    expect(pathsIn(sealed(more))).toEqual(['pccs.secrets.encrypted.qgs-secrets.OTHER']);
  });

  it('have to have the certificate of PCCS, unless cert-manager makes it', () => {
    expect(problemsIn(sealed(SEALED))).toEqual([
      expect.stringContaining(
        'encrypted.pccs-tls: missing, and PCCS takes its key and certificate from this',
      ),
    ]);
    expect(problemsIn(sealed(SEALED, { tls: CERT_MANAGER }))).toEqual([]);
    expect(problemsIn(sealed(SEALED_WITH_TLS, { tls: CERT_MANAGER }))).toEqual([
      expect.stringContaining('encrypted.pccs-tls: has no effect with tls.source cert-manager'),
    ]);
  });
});

describe('the certificate of PCCS', () => {
  it('comes from a Secret unless the profile names an issuer, of the cluster unless told otherwise', () => {
    expect(profileIn(textWith({})).pccs.tls).toEqual({ source: 'secret' });
    expect(profileIn(textWith({ tls: CERT_MANAGER })).pccs.tls).toEqual({
      source: 'cert-manager',
      issuer: { kind: 'ClusterIssuer', name: 'platform-ca' },
    });
    expect(pathsIn(textWith({ tls: { source: 'cert-manager' } }))).toEqual(['pccs.tls.issuer']);
  });
});

describe('the backup of the database', () => {
  it('is off unless asked for, and then needs no further setting', () => {
    expect(profileIn(textWith({})).pccs.backup).toBeUndefined();
    expect(profileIn(textWith({ backup: {} })).pccs.backup).toEqual({
      schedule: '0 3 * * *',
      keep: 14,
      size: '1Gi',
    });
  });

  it.each(['30 2 * * 0', '*/15 * * * *', '0 0 1 jan *', '@daily'])('takes the schedule %j', (schedule) => {
    expect(problemsIn(textWith({ backup: { schedule } }))).toEqual([]);
  });

  it.each(['', 'daily', '0 3 * *', '60 3 * * *', '0 3 * * * *', 'TZ=UTC 0 3 * * *'])(
    'refuses the schedule %j',
    (schedule) => {
      expect(problemsIn(textWith({ backup: { schedule } }))).toEqual([
        expect.stringContaining('pccs.backup.schedule: expected a cron schedule'),
      ]);
    },
  );

  it.each([0, -1, 1001, 1.5])('refuses to keep %d copies', (keep) => {
    expect(pathsIn(textWith({ backup: { keep } }))).toEqual(['pccs.backup.keep']);
  });
});
