import { describe } from '../describe.ts';
import { isIpv4, isIpv6 } from '../formats/ip.ts';
import { dnsSubdomain, pathSegment } from '../metadata/names.ts';
import { areDualStack, readNetwork } from './ip-address.ts';
import type { Part } from './part.ts';

// Addresses of services as objects: k8s.io/kubernetes pkg/apis/networking/validation/validation.go.

const MOST_NETWORKS = 2;

export function checkServiceCidr(serviceCidr: Part): void {
  const networks = serviceCidr.at('spec', 'cidrs');
  if (networks.size === 0) networks.require();
  networks.atMost(MOST_NETWORKS, 'networks');
  for (const network of networks.items) network.expect(strictNetwork);
  const areFine = networks.texts.every((text) => strictNetwork(text) === undefined);
  if (areFine && networks.size === 2 && !areDualStack(networks.texts.map((text) => text.includes(':'))))
    networks.invalid('Expected one network of IPv4 and one of IPv6.');
}

/** Only the usual form, and no bits after the prefix. */
function strictNetwork(text: string): string | undefined {
  const [address = '', bits = ''] = text.split('/');
  const network = readNetwork(text);
  const isWhole =
    network !== undefined &&
    readNetwork(`${address}/${network.address.length * 8}`)?.address.join() === network.address.join();
  return isWhole && (isIpv4(address) || isIpv6(address)) && /^(0|[1-9][0-9]*)$/.test(bits)
    ? undefined
    : 'a network without bits after its prefix, such as 10.0.0.0/8 or 2001:db8::/64';
}

export function checkIpAddress(address: Part): void {
  const name = address.at('metadata', 'name');
  const isCanonical = name.text === '' || isIpv4(name.text) || isShortestIpv6(name.text);
  if (!isCanonical)
    name.add(
      'api/metadata-name',
      `Expected an IP address in its shortest form, found ${describe(name.value)}.`,
    );
  const parent = address.at('spec', 'parentRef');
  if (!parent.exists) {
    parent.require();
    return;
  }
  for (const field of ['resource', 'name']) parent.at(field).expectRequired(pathSegment);
  parent.at('group').expectIfSet(dnsSubdomain);
  parent.at('namespace').expectIfSet(pathSegment);
}

/** In small letters, and with the longest run of zeros left out. */
function isShortestIpv6(text: string): boolean {
  return isIpv6(text) && !text.includes('.') && new URL(`http://[${text}]`).hostname === `[${text}]`;
}
