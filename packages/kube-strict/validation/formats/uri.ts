import { isIpv6 } from './ip.ts';

/**
 * What Go's net/url ParseRequestURI takes: an absolute URI, or an absolute path. A fragment is part of the path, and
 * after a scheme without a slash anything goes (`a:b`).
 */
export function isRequestUri(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses exactly these
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return false;
  if (text === '*') return true;
  if (text.startsWith(':')) return false;
  const scheme = /^[A-Za-z][-+.0-9A-Za-z]*:/.exec(text)?.[0] ?? '';
  const [rest = ''] = text.slice(scheme.length).split('?', 1);
  if (!rest.startsWith('/')) return scheme !== '';
  if (scheme === '' || !rest.startsWith('//')) return escapesAreWhole(rest);
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  return isAuthority(authority) && escapesAreWhole(slash < 0 ? '' : rest.slice(slash));
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  return (
    /^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(user) && escapesAreWhole(user) && isHost(authority.slice(at + 1))
  );
}

function isHost(host: string): boolean {
  if (!host.startsWith('[')) return isOptionalPort(host) && isHostText(host);
  const end = host.lastIndexOf(']');
  const [address = '', zone] = host.slice(1, end).split(/%25(.*)/s);
  return (
    end > 0 &&
    /^(:[0-9]*)?$/.test(host.slice(end + 1)) &&
    isIpv6(address) &&
    (zone === undefined || isZone(zone))
  );
}

function isOptionalPort(host: string): boolean {
  const colon = host.lastIndexOf(':');
  return colon < 0 || /^:[0-9]*$/.test(host.slice(colon));
}

/** Only bytes beyond ASCII, and the percent sign itself, may be escaped in a host. */
function isHostText(host: string): boolean {
  return (
    /^[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"%\u0080-\uffff]*$/.test(host) &&
    escapesIn(host).every((found) => /^%([89A-Fa-f][0-9A-Fa-f]|25)$/.test(found))
  );
}

function isZone(zone: string): boolean {
  return /^[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"%\u0080-\uffff]+$/.test(zone) && escapesAreWhole(zone);
}

function escapesAreWhole(text: string): boolean {
  return escapesIn(text).every((found) => /^%[0-9A-Fa-f]{2}$/.test(found));
}

function escapesIn(text: string): string[] {
  return text.match(/%[^%]{0,2}/g) ?? [];
}
