import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import type { SealingScope } from '../../constructs/intel-dcap/sealed-secrets.ts';

/** The Secret that a value is sealed for. */
export interface SealedFor {
  readonly scope: SealingScope;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Seals a value as the Sealed Secrets controller opens it (bitnami-labs/sealed-secrets, pkg/crypto/crypto.go
 * `HybridEncrypt`): a new session key, RSA-OAEP (SHA-256) of that key, AES-256-GCM of the value with it. Random, so that
 * the same value is never sealed the same way twice.
 *
 * @param key public key of the controller, RSA
 * @returns base64
 */
export function sealValue(value: string, key: KeyObject, sealedFor: SealedFor): string {
  const sessionKey = randomBytes(32);
  const encryptedKey = publicEncrypt(
    {
      key,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(labelOf(sealedFor)),
    },
    sessionKey,
  );
  // The key is used once, so that the nonce may be zero.
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  const encrypted = [cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(encryptedKey.length);
  return Buffer.concat([length, encryptedKey, ...encrypted]).toString('base64');
}

/** What binds a value to its place: with another label it cannot be opened (sealedsecret_expansion.go `EncryptionLabel`). */
function labelOf({ scope, namespace, name }: SealedFor): string {
  switch (scope) {
    case 'strict':
      return `${namespace}/${name}`;
    case 'namespace-wide':
      return namespace;
    case 'cluster-wide':
      return '';
  }
}
