/**
 * IPv4 as Kubernetes reads it: leading zeros are fine and mean nothing (k8s.io/utils internal/third_party/forked/golang/net
 * ip.go, parseIPv4, which keeps what Go did before 1.17).
 */
export function isSloppyIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^[0-9]+$/.test(octet) && Number(octet) <= 255);
}

/** IPv4 as Go's net.ParseIP reads it today. */
export function isIpv4(text: string): boolean {
  return isSloppyIpv4(text) && text.split('.').every((octet) => octet === '0' || !octet.startsWith('0'));
}

/** IPv6 without a zone. Sloppy, a group may have more than four digits as long as they are zeros. */
export function isIpv6(text: string, sloppy = false): boolean {
  const [before = '', after, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = countGroups(before, sloppy, after === undefined) + countGroups(after ?? '', sloppy, true);
  // The gap stands for at least one group.
  return after === undefined ? groups === 8 : groups <= 7;
}

/** How many 16-bit groups a part of an address has; not a number when one is wrong. */
function countGroups(part: string, sloppy: boolean, mayEndInIpv4: boolean): number {
  if (part === '') return 0;
  const groups = part.split(':');
  const last = groups.at(-1) ?? '';
  const ipv4 = mayEndInIpv4 && (sloppy ? isSloppyIpv4(last) : isIpv4(last));
  const hexadecimal = ipv4 ? groups.slice(0, -1) : groups;
  const group = sloppy ? /^0*[0-9A-Fa-f]{1,4}$/ : /^[0-9A-Fa-f]{1,4}$/;
  return hexadecimal.every((digits) => group.test(digits)) ? hexadecimal.length + (ipv4 ? 2 : 0) : Number.NaN;
}

/** An address with a prefix length; host bits may be set (ParseCIDRSloppy in k8s.io/utils net/parse.go). */
export function isSloppyCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, length] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0 || !/^[0-9]+$/.test(length)) return false;
  if (isSloppyIpv4(address)) return Number(length) <= 32;
  return isIpv6(address, true) && Number(length) <= 128;
}

/** Six, eight or twenty octets, in pairs joined by `:` or `-`, or in fours joined by `.` (Go net/mac.go, ParseMAC). */
export function isMac(text: string): boolean {
  const separator = text[2] === ':' || text[2] === '-' ? text[2] : '.';
  const digits = separator === '.' ? 4 : 2;
  const groups = text.split(separator);
  return (
    [6, 8, 20].includes((groups.length * digits) / 2) &&
    groups.every((group) => group.length === digits && /^[0-9A-Fa-f]+$/.test(group))
  );
}
