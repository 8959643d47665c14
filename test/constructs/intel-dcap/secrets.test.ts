import { describe, expect, it } from 'vitest';
import { DCAP_SECRETS, secretsToMake } from '../../../constructs/intel-dcap/secrets.ts';

/** What the document puts into its one Secret, and what pccs.yaml.in of the operator puts into its other. */
const KEYS_OF_DOCUMENT = [
  'PCCS_API_KEY',
  'PCCS_USER_TOKEN_HASH',
  'USER_TOKEN',
  'PCCS_ADMIN_TOKEN_HASH',
  'private.pem',
  'file.crt',
];

describe('the Secrets of the attestation services', () => {
  it('are three, and no key is in two of them', () => {
    expect(DCAP_SECRETS).toEqual([
      { name: 'pccs-secrets', keys: ['PCCS_API_KEY', 'PCCS_USER_TOKEN_HASH', 'PCCS_ADMIN_TOKEN_HASH'] },
      { name: 'qgs-secrets', keys: ['USER_TOKEN'] },
      { name: 'pccs-tls', keys: ['private.pem', 'file.crt'] },
    ]);
  });

  it('hold all that the document has', () => {
    const keys = DCAP_SECRETS.flatMap((secret) => secret.keys);
    expect([...keys].sort()).toEqual([...KEYS_OF_DOCUMENT].sort());
  });

  it('need not be made for the certificate when cert-manager makes that', () => {
    expect(secretsToMake({ source: 'secret' })).toEqual(DCAP_SECRETS);
    const issuer = { kind: 'ClusterIssuer', name: 'a' } as const;
    expect(secretsToMake({ source: 'cert-manager', issuer }).map(({ name }) => name)).toEqual([
      'pccs-secrets',
      'qgs-secrets',
    ]);
  });
});
