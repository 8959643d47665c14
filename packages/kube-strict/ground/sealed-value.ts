/**
 * Whether a text may be a value as Sealed Secrets has it (bitnami-labs/sealed-secrets, pkg/crypto/crypto.go): in base64,
 * the length of what follows in two bytes, a session key that RSA has encrypted, and a text that AES-GCM has encrypted,
 * with its tag of 16 bytes.
 */
export function isSealedValue(text: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return false;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 2) return false;
  const rsa = bytes.readUInt16BE(0);
  // Keys of 2048 to 16384 bits; the controller makes 4096.
  return rsa >= 256 && rsa <= 2048 && bytes.length > 2 + rsa + 16;
}
