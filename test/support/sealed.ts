/** Looks like a sealed value, for a key of 4096 bits; nobody can open it. */
export function sealedSample(fill: number): string {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(512);
  return Buffer.concat([length, Buffer.alloc(512 + 48, fill)]).toString('base64');
}

/** What `pccs.secrets.encrypted` of a profile holds, all but the certificate of PCCS. */
export const SEALED = {
  'pccs-secrets': {
    PCCS_API_KEY: sealedSample(1),
    PCCS_USER_TOKEN_HASH: sealedSample(2),
    PCCS_ADMIN_TOKEN_HASH: sealedSample(3),
  },
  'qgs-secrets': { USER_TOKEN: sealedSample(4) },
} as const;

/** The same with the certificate of PCCS. */
export const SEALED_WITH_TLS = {
  ...SEALED,
  'pccs-tls': { 'private.pem': sealedSample(5), 'file.crt': sealedSample(6) },
} as const;
