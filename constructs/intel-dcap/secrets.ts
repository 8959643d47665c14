/**
 * The Secrets that PCCS and the quote generation service read, and nothing else may hold.
 *
 * The document keeps everything in one Secret, `pccs-secrets`, and hands all of it to both services. Here the quote
 * generation service gets the user token alone, and PCCS gets hashes and its API key but no token.
 */
export interface DcapSecret {
  readonly name: string;
  readonly keys: readonly string[];
}

/** For PCCS: the key of the Intel service and sha512 (hexadecimal) of the two tokens. */
export const PCCS_SECRET: DcapSecret = {
  name: 'pccs-secrets',
  keys: ['PCCS_API_KEY', 'PCCS_USER_TOKEN_HASH', 'PCCS_ADMIN_TOKEN_HASH'],
};

/** For the platform registration beside the quote generation service. */
export const QGS_SECRET: DcapSecret = { name: 'qgs-secrets', keys: ['USER_TOKEN'] };

/** Key and certificate that PCCS serves TLS with. */
export const PCCS_TLS_SECRET: DcapSecret = { name: 'pccs-tls', keys: ['private.pem', 'file.crt'] };

/** The Secrets that hold tokens and keys of Intel's service, wherever the certificate of PCCS comes from. */
export const TOKEN_SECRETS: readonly DcapSecret[] = [PCCS_SECRET, QGS_SECRET];

/** All that have to be made when cert-manager makes no certificate. */
export const DCAP_SECRETS: readonly DcapSecret[] = [...TOKEN_SECRETS, PCCS_TLS_SECRET];

/** Where key and certificate of PCCS come from: a Secret that somebody makes, or an issuer of cert-manager. */
export type PccsTls = (
  | { readonly source: 'secret' }
  | {
      readonly source: 'cert-manager';
      readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
    }
) & {
  /**
   * Certificates (PEM) by which those who ask PCCS verify its own.
   * @default - with cert-manager, those that it gives; otherwise none, and nothing is verified
   */
  readonly certificateAuthority?: string;
};

/** The Secrets that have to be made. */
export function secretsToMake(tls: PccsTls): readonly DcapSecret[] {
  return tls.source === 'secret' ? DCAP_SECRETS : TOKEN_SECRETS;
}
