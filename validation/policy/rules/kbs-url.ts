import { type KbsClient, kbsClients, urlFault } from '../../../initdata/kbs.ts';
import type { Initdata } from '../../../initdata/read.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** The guest reaches its key broker service by HTTPS. */
export const kbsUrl: PolicyRule = {
  id: 'policy/kbs-url',
  severity: 'error',
  title: 'The key broker service is reached by HTTPS',
  why: 'Keys and tokens would pass the host and the network in the clear, or not at all.',
  fix: 'Write the https:// URL of Trustee, as the guest reaches it, in aa.toml and cdh.toml.',
  docs: 'Document section 3.6',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) =>
      'fault' in reading ? [] : findings(path, reading.initdata),
    ),
};

function findings(path: string, initdata: Initdata): PolicyFinding[] {
  const clients = kbsClients(initdata);
  const stated = clients.filter(({ url }) => url !== undefined);
  // A file that cannot be read is of policy/initdata-format.
  if (stated.length === 0 && initdata.faults.length === 0) {
    const message = 'The initdata names no key broker service: nothing in the guest can be attested.';
    return [{ path, message, severity: 'warning' }];
  }
  return [...stated.flatMap((client) => badUrl(path, client)), ...otherHosts(path, stated)];
}

function badUrl(path: string, { key, url = '' }: KbsClient): PolicyFinding[] {
  const fault = urlFault(url);
  if (fault === undefined) return [];
  if (fault === 'credentials') return [{ path, message: `${key} holds a user or a password.` }];
  const found = fault === 'http' ? 'http://, which nothing encrypts' : 'something else';
  return [{ path, message: `${key} has to be an https:// URL, and is ${found}.` }];
}

/** Both programs may have services of their own, but then a token of one is worth nothing to the other. */
function otherHosts(path: string, [one, two]: readonly KbsClient[]): PolicyFinding[] {
  if (two === undefined || one?.url?.replace(/\/+$/, '') === two.url?.replace(/\/+$/, '')) return [];
  const message = 'The attestation agent and the confidential data hub are sent to two different URLs.';
  return [{ path, message, severity: 'warning' }];
}
