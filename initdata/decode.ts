import { gunzipSync } from 'node:zlib';

/** What a value of the initdata annotation holds, or why it holds nothing that a guest could read. */
export type DecodedInitdata = { readonly toml: string } | { readonly fault: string };

/** An annotation has at most 256 KiB, and initdata of a real pod a few; what grows beyond this is a trap. */
export const MAX_TOML_BYTES = 2 * 1024 * 1024;

/**
 * Decodes initdata as the Kata runtime does: base64, gzip, UTF-8. Never more than {@link MAX_TOML_BYTES} come out of it,
 * whatever went in.
 */
export function decodeInitdata(value: string): DecodedInitdata {
  const base64 = value.replaceAll(/[\r\n]/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    return { fault: 'it is not base64' };
  }
  try {
    const bytes = gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_TOML_BYTES });
    return { toml: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return `it unpacks to more than ${MAX_TOML_BYTES / 1024 ** 2} MiB`;
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : 'it is not gzip, or cut off';
}
