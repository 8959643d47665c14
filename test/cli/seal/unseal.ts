import { constants, createDecipheriv, type KeyLike, privateDecrypt } from 'node:crypto';

/**
 * Opens a sealed value by what the controller does (bitnami-labs/sealed-secrets, pkg/crypto/crypto.go `singleDecrypt`),
 * written from that alone.
 *
 * @param label what binds the value to a place
 * @throws when it was sealed for another key or place, or was changed
 */
export function unseal(sealed: string, key: KeyLike, label: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const end = 2 + ((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0);
  const sessionKey = privateDecrypt(
    {
      key,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label),
    } as Parameters<typeof privateDecrypt>[0],
    bytes.subarray(2, end),
  );
  const text = bytes.subarray(end, -16);
  const opened = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12)).setAuthTag(
    bytes.subarray(-16),
  );
  return Buffer.concat([opened.update(text), opened.final()]).toString('utf8');
}
