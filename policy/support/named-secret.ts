import { isRandomSecret, isReference } from 'kube-strict/ground/secrets.ts';

/** Values of the Intel services that must not be in a manifest, whatever they look like (document section 3.2). */
const PCCS = new Set([
  'PCCS_API_KEY',
  'USER_TOKEN',
  'PCCS_USER_TOKEN',
  'PCCS_ADMIN_TOKEN',
  'PCCS_USER_TOKEN_HASH',
  'PCCS_ADMIN_TOKEN_HASH',
]);

/**
 * Whether a value is a secret by its name: `PCCS_API_KEY`, or a name that ends in password, token and the like and has a
 * value that no person would make up.
 */
export function isNamedSecret(name: string, value: string): boolean {
  return (PCCS.has(name) && value !== '' && !isReference(value)) || isRandomSecret(name, value);
}
