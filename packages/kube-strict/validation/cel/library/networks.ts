import { isIpv4, isIpv6 } from '../../formats/ip.ts';
import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelObject, type CelValue } from '../values.ts';
import { type Functions, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'net.CIDR': Cidr;
    readonly 'net.IP': Ip;
  }
}

/** An IP address as Go's net/netip has it: no zone, and no IPv4 within IPv6. */
export class Ip extends CelObject {
  readonly typeName = 'net.IP';

  constructor(
    readonly family: 4 | 6,
    readonly bits: bigint,
  ) {
    super();
  }

  /** @returns undefined for what is no address, or one that Kubernetes does not take here */
  static parse(text: string): Ip | undefined {
    if (isIpv4(text)) return new Ip(4, ipv4Bits(text));
    if (!isIpv6(text)) return undefined;
    const bits = ipv6Bits(text);
    return bits >> 32n === 0xffffn ? undefined : new Ip(6, bits);
  }

  equals(other: CelValue): boolean {
    return other instanceof Ip && this.family === other.family && this.bits === other.bits;
  }

  get length(): number {
    return this.family === 4 ? 32 : 128;
  }

  /** Whether the address is in a network of its family. */
  isIn(network: bigint, prefix: number): boolean {
    const rest = BigInt(this.length - prefix);
    return this.bits >> rest === network >> rest;
  }

  /** The one canonical form. */
  override toString(): string {
    if (this.family === 4) return octetsOf(this.bits).join('.');
    const groups = Array.from({ length: 8 }, (_, index) =>
      ((this.bits >> BigInt(16 * (7 - index))) & 0xffffn).toString(16),
    ).join(':');
    const [zeros] = [...groups.matchAll(/\b0(?::0)+\b/g)].map(([run]) => run).sort(byLength);
    if (zeros === undefined) return groups;
    const at = groups.search(new RegExp(`\\b${zeros}\\b`));
    const [before, after] = [groups.slice(0, at), groups.slice(at + zeros.length)];
    return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
  }
}

function byLength(left: string, right: string): number {
  return right.length - left.length;
}

function octetsOf(bits: bigint): number[] {
  return [24n, 16n, 8n, 0n].map((shift) => Number((bits >> shift) & 0xffn));
}

function ipv4Bits(text: string): bigint {
  return text.split('.').reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

function ipv6Bits(text: string): bigint {
  const [, head = text, ipv4] = /^(.*:)([0-9]+(?:\.[0-9]+){3})$/.exec(text) ?? [];
  const low = ipv4 === undefined ? undefined : ipv4Bits(ipv4);
  const hexadecimal =
    low === undefined ? text : `${head}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [before = '', after] = hexadecimal.split('::');
  const [left, right] = [groupsOf(before), groupsOf(after ?? '')];
  const gap = Array.from({ length: 8 - left.length - right.length }, () => 0n);
  return [...left, ...gap, ...right].reduce((bits, group) => (bits << 16n) | group, 0n);
}

function groupsOf(part: string): bigint[] {
  return part === '' ? [] : part.split(':').map((group) => BigInt(`0x${group}`));
}

/** An address with the length of a prefix; bits after the prefix may be set. */
export class Cidr extends CelObject {
  readonly typeName = 'net.CIDR';

  constructor(
    readonly ip: Ip,
    readonly prefix: number,
  ) {
    super();
  }

  static parse(text: string): Cidr | undefined {
    const slash = text.lastIndexOf('/');
    const [ip, length] = [Ip.parse(text.slice(0, slash)), text.slice(slash + 1)];
    if (slash < 0 || ip === undefined || !/^(?:0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
    return Number(length) <= ip.length ? new Cidr(ip, Number(length)) : undefined;
  }

  equals(other: CelValue): boolean {
    return other instanceof Cidr && this.ip.equals(other.ip) && this.prefix === other.prefix;
  }

  get masked(): Cidr {
    const rest = BigInt(this.ip.length - this.prefix);
    return new Cidr(new Ip(this.ip.family, (this.ip.bits >> rest) << rest), this.prefix);
  }

  containsIp(ip: Ip): boolean {
    return ip.family === this.ip.family && ip.isIn(this.ip.bits, this.prefix);
  }

  containsCidr(other: Cidr): boolean {
    return this.prefix <= other.prefix && this.containsIp(other.ip);
  }

  override toString(): string {
    return `${this.ip}/${this.prefix}`;
  }
}

function ipOf(text: string): Ip {
  const ip = Ip.parse(text);
  if (ip === undefined) throw new CelError(`IP Address ${JSON.stringify(text)} parse error`);
  return ip;
}

function cidrOf(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr === undefined) throw new CelError(`network address parse error: ${JSON.stringify(text)}`);
  return cidr;
}

function traversal(text: string): number {
  return characterCost(text.length);
}

/** Whether an address is in one of some networks (Go net/netip, Addr). */
function within(...networks: readonly string[]): (ip: Ip) => boolean {
  const cidrs = networks.flatMap((network) => Cidr.parse(network) ?? []);
  return (ip) => cidrs.some((cidr) => cidr.containsIp(ip));
}

const isUnspecified = within('0.0.0.0/32', '::/128');
const isLoopback = within('127.0.0.0/8', '::1/128');
const isMulticast = within('224.0.0.0/4', 'ff00::/8');
const isLinkLocalUnicast = within('169.254.0.0/16', 'fe80::/10');
const isBroadcast = within('255.255.255.255/32');

/** Of IPv6 those whose scope is the link, whatever their flags. */
function isLinkLocalMulticast({ family, bits }: Ip): boolean {
  return family === 4 ? bits >> 8n === 0xe00000n : ((bits >> 112n) & 0xff0fn) === 0xff02n;
}

function isGlobalUnicast(ip: Ip): boolean {
  return ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((is) => is(ip));
}

function property(is: (ip: Ip) => boolean) {
  return [overload(['net.IP'], is)];
}

/** k8s.io/apiserver pkg/cel/library/ip.go and cidr.go. */
export const NETWORKS: Functions = {
  ip: [overload(['string'], ipOf, traversal), overload(['net.CIDR'], ({ ip }) => ip)],
  isIP: [overload(['string'], (text) => Ip.parse(text) !== undefined, traversal)],
  'ip.isCanonical': [overload(['string'], (text) => String(ipOf(text)) === text, traversal)],
  family: [overload(['net.IP'], ({ family }) => BigInt(family))],
  isUnspecified: property(isUnspecified),
  isLoopback: property(isLoopback),
  isLinkLocalMulticast: property(isLinkLocalMulticast),
  isLinkLocalUnicast: property(isLinkLocalUnicast),
  isGlobalUnicast: property(isGlobalUnicast),
  cidr: [overload(['string'], cidrOf, traversal)],
  isCIDR: [overload(['string'], (text) => Cidr.parse(text) !== undefined, traversal)],
  containsIP: [
    overload(['net.CIDR', 'net.IP'], (cidr, ip) => cidr.containsIp(ip)),
    overload(
      ['net.CIDR', 'string'],
      (cidr, text) => cidr.containsIp(ipOf(text)),
      (_cidr, text) => 1 + traversal(text),
    ),
  ],
  containsCIDR: [
    overload(['net.CIDR', 'net.CIDR'], (cidr, other) => cidr.containsCidr(other)),
    overload(
      ['net.CIDR', 'string'],
      (cidr, text) => cidr.containsCidr(cidrOf(text)),
      (_cidr, text) => 1 + traversal(text),
    ),
  ],
  masked: [overload(['net.CIDR'], ({ masked }) => masked)],
  prefixLength: [overload(['net.CIDR'], ({ prefix }) => BigInt(prefix))],
};
