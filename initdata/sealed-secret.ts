/** A sealed secret: what only the confidential data hub of a guest can open (guest-components, SEALED_SECRET.md). */
export interface SealedSecret {
  /** `vault` points to a value that is elsewhere; `envelope` holds it, encrypted by a key that is elsewhere. */
  readonly type: 'vault' | 'envelope';
  /** Who has the value, or the key. */
  readonly provider: string;
  /** What the provider calls it: `kbs:///default/db/password`. */
  readonly name: string;
  /** The key that its signature names; undefined when it is not signed. */
  readonly signedBy?: string;
}

/** What every sealed secret begins with. */
export const SEALED_PREFIX = 'sealed.';

const VERSION = '0.1.0';
/** A guest that does not check signatures still wants both parts; these are what the samples of guest-components have. */
const HEADER = 'fakejwsheader';
const SIGNATURE = 'fakesignature';

/** Whether a text names a resource of the key broker service that the guest is configured for: `kbs:///default/db/password`. */
export function isKbsResource(text: string): boolean {
  return text.length <= 1024 && /^kbs:\/\/(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+){3}$/.test(text);
}

/**
 * A sealed secret that points to a resource of the key broker service. It is no secret itself, and is not signed.
 *
 * @throws RangeError when the resource has another form than `kbs:///repository/type/tag`
 */
export function sealReference(resource: string): string {
  if (!isKbsResource(resource)) throw new RangeError('expected kbs:///<repository>/<type>/<tag>');
  const secret = {
    version: VERSION,
    type: 'vault',
    name: resource,
    provider: 'kbs',
    provider_settings: {},
    annotations: {},
  };
  const payload = Buffer.from(JSON.stringify(secret)).toString('base64url');
  return [SEALED_PREFIX.slice(0, -1), HEADER, payload, SIGNATURE].join('.');
}

/**
 * Reads a sealed secret as the confidential data hub does (hub/src/secret/mod.rs).
 *
 * @returns or what keeps a guest from opening it
 */
export function readSealedSecret(text: string): SealedSecret | { readonly fault: string } {
  const [prefix, header = '', payload = '', signature, ...more] = text.split('.');
  if (prefix !== 'sealed' || signature === undefined || more.length > 0) {
    return { fault: 'it does not have the form sealed.<header>.<content>.<signature>' };
  }
  const secret = decodeJson(payload);
  if (secret === undefined) return { fault: 'its content is no JSON in base64url' };
  const { version, type, provider, name, key_id: key } = secret;
  if (version !== VERSION) return { fault: `its version has to be "${VERSION}"` };
  if (type !== 'vault' && type !== 'envelope') return { fault: 'its type has to be "vault" or "envelope"' };
  const missing = REQUIRED[type].filter((member) => !isOfType(secret[member], member));
  if (missing.length > 0) return { fault: `it lacks ${missing.join(', ')}, or they have another type` };
  const target = String(type === 'vault' ? name : key);
  if (type === 'vault' && provider === 'kbs' && !isKbsResource(target)) {
    return { fault: 'its name has to be kbs:///<repository>/<type>/<tag>' };
  }
  const signer = decodeJson(header)?.['kid'];
  return {
    type,
    provider: String(provider),
    name: target,
    ...(typeof signer === 'string' && { signedBy: signer }),
  };
}

const COMMON = ['provider', 'provider_settings'];
const REQUIRED = {
  vault: [...COMMON, 'annotations', 'name'],
  envelope: [...COMMON, 'key_id', 'encrypted_key', 'encrypted_data', 'wrap_type', 'iv'],
};

function isOfType(value: unknown, member: string): boolean {
  if (member !== 'provider_settings' && member !== 'annotations') return typeof value === 'string';
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeJson(part: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
