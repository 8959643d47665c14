/** What is wrong with the name of a resource, as the end of a sentence that begins with its key. */
export interface UriFault {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
}

const FORM = 'kbs:///<repository>/<type>/<tag>';

/**
 * Judges the name of a resource of the key broker service (guest-components attestation-agent/deps/resource_uri/src/lib.rs:
 * three parts, and the host is passed over).
 */
export function kbsResourceFault(uri: string): UriFault | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'kbs:') {
    return { severity: 'error', message: `has to be ${FORM}`, fix: `write ${FORM}` };
  }
  const parts = url.pathname.split('/').slice(1);
  if (parts.length !== 3 || parts.includes('')) {
    const slashes = url.host === '' ? '' : '; with two slashes, the first part is taken for a host';
    return {
      severity: 'error',
      message: `has to be ${FORM}, of three parts, and is of ${parts.filter(Boolean).length}${slashes}`,
      fix: `write ${FORM}`,
    };
  }
  if (url.host === '') return undefined;
  const message = 'names a host, which the guest passes over: it asks the key broker service of [kbc]';
  return { severity: 'warning', message, fix: `write ${FORM}, with three slashes` };
}

/**
 * Judges the name of a resource that may be a file of the guest image too (image-rs/src/resource/mod.rs: what has no
 * scheme is a path).
 */
export function resourceFault(uri: string): UriFault | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(uri)?.[1]?.toLowerCase();
  const fix = `write ${FORM}, or file:///<path> for a file of the guest image`;
  if (scheme === 'kbs') return kbsResourceFault(uri);
  if (scheme === undefined) {
    if (uri.startsWith('/') && !uri.startsWith('//')) return undefined;
    return {
      severity: 'error',
      message: 'has no scheme, so that the guest looks for a file of that name',
      fix,
    };
  }
  if (scheme !== 'file')
    return { severity: 'error', message: 'has a scheme that the guest does not know', fix };
  if (uri.toLowerCase().startsWith('file:///')) return undefined;
  const message = 'has two slashes, so that its first folder is taken for a host';
  return { severity: 'error', message, fix: 'write file:///<path>, with three slashes' };
}
