import { dnsSubdomain } from '../metadata/names.ts';
import { ipAddress } from './ip-address.ts';
import type { Part } from './part.ts';
import { searchDomain } from './texts.ts';

// What the resolver of libc can hold.
const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_BYTES = 2048;

/** How names are resolved in a pod (pkg/apis/core/validation, validatePodDNSConfig and ValidateHostAliases). */
export function checkPodDns(spec: Part): void {
  const [policy, config] = [spec.at('dnsPolicy'), spec.at('dnsConfig')];
  policy.oneOfOrDefault(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
  const [servers, searches] = [config.at('nameservers'), config.at('searches')];
  if (policy.text === 'None' && servers.size === 0)
    (config.exists ? servers : config).require('is required when dnsPolicy is None');
  servers.atMost(MOST_SERVERS, 'name servers');
  for (const server of servers.items) server.expect(ipAddress);
  searches.atMost(MOST_SEARCHES, 'search domains');
  searches.atMost(
    MOST_SEARCH_BYTES,
    'bytes of all search domains',
    Buffer.byteLength(searches.texts.join(' ')),
  );
  for (const search of searches.items) search.expect(searchDomain);
  for (const option of config.at('options').items) option.at('name').requireText();
  for (const alias of spec.at('hostAliases').items) {
    alias.at('ip').expect(ipAddress);
    for (const hostname of alias.at('hostnames').items) hostname.expect(dnsSubdomain);
  }
}
