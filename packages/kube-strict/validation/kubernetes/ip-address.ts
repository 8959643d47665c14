import { isIpv6, isSloppyIpv4 } from '../formats/ip.ts';
import type { TextCheck } from './part.ts';

/** An address by its bytes: four, or sixteen. */
export type Address = readonly number[];

/**
 * Reads an address as the fields do that are older than the strict rules: zeros may lead the numbers of IPv4, and IPv4
 * in the form of IPv6 is IPv4 (k8s.io/utils net, ParseIPSloppy).
 */
function readAddress(text: string): Address | undefined {
  const bytes = bytesOf(text) ?? [];
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return bytes.length === 0 ? undefined : mapped ? bytes.slice(12) : bytes;
}

function bytesOf(text: string): number[] | undefined {
  if (isSloppyIpv4(text)) return text.split('.').map(Number);
  return isIpv6(text, true) ? ipv6Bytes(text) : undefined;
}

function ipv6Bytes(text: string): number[] {
  const [before = '', after] = text.split('::');
  const head = groupBytes(before);
  if (after === undefined) return head;
  const tail = groupBytes(after);
  return [...head, ...Array.from({ length: 16 - head.length - tail.length }, () => 0), ...tail];
}

function groupBytes(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

export const ipAddress: TextCheck = (text) =>
  readAddress(text) === undefined ? 'an IP address, such as 10.9.8.7 or 2001:db8::1' : undefined;

export function isIpv6Text(text: string): boolean {
  return readAddress(text)?.length === 16;
}

/** A network: its first address, and how many bits are fixed. */
export interface Network {
  readonly address: Address;
  readonly bits: number;
}

/** Reads `10.0.0.0/8`; bits after the prefix are cut. */
export function readNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : bytesOf(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^[0-9]{1,9}$/.test(length)) return undefined;
  const bits = Number(length);
  return bits > address.length * 8 ? undefined : { address: masked(address, bits), bits };
}

export const network: TextCheck = (text) =>
  readNetwork(text) === undefined ? 'a network, such as 10.0.0.0/8 or 2001:db8::/64' : undefined;

/** Whether a network lies in another, and is smaller. */
export function isWithin(inner: Network, outer: Network): boolean {
  return (
    inner.address.length === outer.address.length &&
    inner.bits > outer.bits &&
    masked(inner.address, outer.bits).every((byte, index) => byte === outer.address[index])
  );
}

function masked(address: Address, bits: number): number[] {
  return address.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
}

/** Addresses that nothing in a cluster can be reached at (ValidateNonSpecialIP). */
export const ordinaryAddress: TextCheck = (text) => {
  const address = readAddress(text);
  if (address === undefined) return ipAddress(text);
  const special = address.length === 4 ? isSpecialIpv4(address) : isSpecialIpv6(address);
  return special ? 'an IP address that is neither unspecified, nor loopback, nor link-local' : undefined;
};

function isSpecialIpv4([first, second, third, fourth]: Address): boolean {
  return (
    (first === 0 && second === 0 && third === 0 && fourth === 0) ||
    first === 127 ||
    (first === 169 && second === 254) ||
    (first === 224 && second === 0 && third === 0)
  );
}

function isSpecialIpv6(address: Address): boolean {
  const [first = 0, second = 0] = address;
  return (
    (address.slice(0, 15).every((byte) => byte === 0) && (address[15] ?? 0) <= 1) ||
    (first === 0xfe && (second & 0xc0) === 0x80) ||
    (first === 0xff && (second & 0x0f) === 0x02)
  );
}

/** At most one of each family. */
export function areDualStack(families: readonly boolean[]): boolean {
  return families.length === 2 && families[0] !== families[1];
}
