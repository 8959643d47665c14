/**
 * The bytes of a data URL (RFC 2397), as Ignition writes files with; undefined when it is none, or does not decode.
 */
export function decodeDataUrl(url: string): Buffer | undefined {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma < 0) return undefined;
  const body = url.slice(comma + 1);
  const text = percentDecoded(body);
  if (text === undefined) return undefined;
  if (!url.slice(0, comma).endsWith(';base64')) return text;
  const base64 = text.toString('latin1');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined;
  return Buffer.from(base64, 'base64');
}

function percentDecoded(text: string): Buffer | undefined {
  if (!text.includes('%')) return Buffer.from(text);
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  const parts = text.split(/%([0-9A-Fa-f]{2})/);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 1 ? Buffer.from(part, 'hex') : Buffer.from(part))),
  );
}
