import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../metadata/names.ts';
import { ipAddress, isIpv6Text, ordinaryAddress } from './ip-address.ts';
import type { Part, TextCheck } from './part.ts';
import { checkPortNumber, PROTOCOLS } from './ports.ts';
import { fullDomain } from './texts.ts';

/** Where the pods of a service are, in the old form (k8s.io/kubernetes pkg/apis/core/validation, ValidateEndpoints). */
export function checkEndpoints(endpoints: Part): void {
  for (const subset of endpoints.at('subsets').items) {
    const addresses = ['addresses', 'notReadyAddresses'].flatMap((field) => subset.at(field).items);
    if (addresses.length === 0) subset.invalid('Expected addresses or notReadyAddresses, found neither.');
    for (const address of addresses) {
      address.at('ip').expect(ordinaryAddress);
      address.at('hostname').expectIfSet(dnsLabel);
      if (address.at('nodeName').exists) address.at('nodeName').expect(dnsSubdomain);
    }
    const ports = subset.at('ports');
    for (const port of ports.items) {
      if (ports.size > 1) port.at('name').requireText('is required when there are several ports');
      port.at('name').expectIfSet(dnsLabel);
      if (port.at('port').exists) checkPortNumber(port.at('port'));
      port.at('protocol').oneOfOrDefault(PROTOCOLS);
      if (port.at('appProtocol').exists) port.at('appProtocol').expect(qualifiedName);
    }
  }
}

const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_PORTS = 20_000;
const MOST_HINTS = 8;

const ADDRESSES: Readonly<Record<string, TextCheck>> = {
  FQDN: fullDomain,
  IPv4: (text) =>
    ipAddress(text) === undefined && !isIpv6Text(text) ? ordinaryAddress(text) : 'an address of IPv4',
  IPv6: (text) => (isIpv6Text(text) ? ordinaryAddress(text) : 'an address of IPv6'),
};

/** Where the pods of a service are (k8s.io/kubernetes pkg/apis/discovery/validation, ValidateEndpointSlice). */
export function checkEndpointSlice(slice: Part): void {
  const [type, endpoints, ports] = [slice.at('addressType'), slice.at('endpoints'), slice.at('ports')];
  if (type.requireText()) type.oneOf(Object.keys(ADDRESSES));
  endpoints.atMost(MOST_ENDPOINTS, 'endpoints');
  for (const endpoint of endpoints.items) checkEndpoint(endpoint, ADDRESSES[type.text]);
  ports.atMost(MOST_PORTS, 'ports');
  const names = new Set<string>();
  for (const port of ports.items) {
    const name = port.at('name');
    name.expectIfSet(dnsLabel);
    // Two ports without a name are the same as well.
    if (names.has(name.text)) name.duplicate();
    names.add(name.text);
    port.at('protocol').oneOfIfSet(PROTOCOLS);
    if (port.at('appProtocol').exists) port.at('appProtocol').expect(qualifiedName);
  }
}

function checkEndpoint(endpoint: Part, check: TextCheck | undefined): void {
  const addresses = endpoint.at('addresses');
  if (addresses.size === 0) addresses.require();
  addresses.atMost(MOST_ADDRESSES, 'addresses');
  if (check !== undefined) for (const address of addresses.items) address.expect(check);
  if (endpoint.at('nodeName').exists) endpoint.at('nodeName').expect(dnsSubdomain);
  if (endpoint.at('hostname').exists) endpoint.at('hostname').expect(dnsLabel);
  for (const field of ['forZones', 'forNodes']) {
    const hints = endpoint.at('hints', field);
    hints.atMost(MOST_HINTS, 'hints');
    const names = new Set<string>();
    for (const hint of hints.items) {
      if (names.has(hint.at('name').text)) hint.at('name').duplicate();
      names.add(hint.at('name').text);
      hint.at('name').expect(field === 'forZones' ? labelValue : dnsSubdomain);
    }
  }
}
