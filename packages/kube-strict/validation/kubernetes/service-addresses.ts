import { describe } from '../describe.ts';
import { areDualStack, ipAddress, isIpv6Text } from './ip-address.ts';
import { distinct, type Part } from './part.ts';

const NONE = 'None';
const MOST_ADDRESSES = 2;

/** Whether the names of a service are those of its pods, since it has no address itself. */
export function isHeadless(spec: Part): boolean {
  const addresses = addressesOf(spec).map(({ text }) => text);
  return addresses.length === 1 && addresses[0] === NONE;
}

/** The first of two fields speaks for both (pkg/registry/core/service/storage, normalizeClusterIPs). */
function addressesOf(spec: Part): Part[] {
  const [one, all] = [spec.at('clusterIP'), spec.at('clusterIPs')];
  return all.size === 0 && one.text !== '' ? [one] : all.items;
}

/**
 * The addresses of a service in its cluster (k8s.io/kubernetes pkg/apis/core/validation,
 * ValidateServiceClusterIPsRelatedFields; pkg/registry/core/service/storage/alloc.go, initIPFamilyFields).
 */
export function checkClusterAddresses(spec: Part): void {
  const [one, all] = [spec.at('clusterIP'), spec.at('clusterIPs')];
  if (all.size > 0 && one.text === '') all.forbid('without clusterIP');
  else if (all.size > 0 && all.texts[0] !== one.text)
    one.invalid(`Expected the first of clusterIPs, found ${describe(one.value)}.`);
  const addresses = addressesOf(spec);
  checkFamilies(spec, addresses.length);
  for (const [index, address] of addresses.entries())
    if (index > 0 || address.text !== NONE || addresses.length > 1) address.expect(ipAddress);
  all.atMost(MOST_ADDRESSES, 'addresses');
  if (addresses.some(({ text }) => ipAddress(text) !== undefined)) return;
  if (addresses.length === MOST_ADDRESSES && !areDualStack(addresses.map(({ text }) => isIpv6Text(text))))
    all.invalid('Expected one address of IPv4 and one of IPv6.');
  for (const [index, family] of spec.at('ipFamilies').items.entries()) {
    const address = addresses[index];
    if (address !== undefined && (family.text === 'IPv6') !== isIpv6Text(address.text))
      address.invalid(`Expected an address of ${family.text}, found ${describe(address.value)}.`);
  }
}

function checkFamilies(spec: Part, addresses: number): void {
  const [families, policy] = [spec.at('ipFamilies'), spec.at('ipFamilyPolicy')];
  for (const family of families.items) family.oneOf(['IPv4', 'IPv6']);
  distinct(families.items, ({ text }) => text);
  policy.oneOfIfSet(['PreferDualStack', 'RequireDualStack', 'SingleStack']);
  // What selects nothing and has no address has both families unless told otherwise.
  const isFree = spec.at('clusterIP').text === NONE && spec.at('selector').size === 0;
  const isSingle = policy.exists ? policy.text === 'SingleStack' : !isFree;
  if (isSingle && Math.max(addresses, families.size) === MOST_ADDRESSES)
    policy.invalid('Expected "PreferDualStack" or "RequireDualStack" with two addresses or families.');
}
