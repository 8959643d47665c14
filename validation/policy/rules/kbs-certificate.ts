import type { X509Certificate } from 'node:crypto';
import { readCertificates, validityOf } from '../../../initdata/certificates.ts';
import { type KbsClient, kbsClients } from '../../../initdata/kbs.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** Both programs of the guest trust the key broker service, now. */
export const kbsCertificate: PolicyRule = {
  id: 'policy/kbs-certificate',
  severity: 'error',
  title: 'Both programs of the guest trust the KBS',
  why: 'Without the certificate of a private CA, or with one that is over, attestation fails in every new pod.',
  fix: 'Write the current certificate into aa.toml as [token_configs.kbs] cert, and into cdh.toml as [kbc] kbs_cert.',
  docs: 'Document section 3.6, whose aa.toml lacks it; confidential-containers/guest-components attestation-agent',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, reading }) => {
      if ('fault' in reading) return [];
      const clients = kbsClients(reading.initdata);
      return [
        ...clients.flatMap((client) => badCertificates(path, client, context)),
        ...onlyOne(path, clients),
      ];
    }),
};

function onlyOne(path: string, clients: readonly KbsClient[]): PolicyFinding[] {
  const has = (client: KbsClient) => client.certificate !== undefined;
  const without = clients.find((client) => !has(client) && client.url?.startsWith('https:'));
  if (without === undefined || !clients.some(has)) return [];
  const message = `The ${without.program} gets no certificate of the KBS, and the other program does.`;
  return [{ path, message }];
}

function badCertificates(path: string, client: KbsClient, { now }: PolicyContext): PolicyFinding[] {
  if (client.certificate === undefined) return [];
  const certificates = readCertificates(client.certificate);
  if (certificates === undefined) {
    return [{ path, message: `The certificate of the KBS for the ${client.program} is none.` }];
  }
  return certificates.flatMap((certificate) => dates(path, client, certificate, now));
}

function dates(
  path: string,
  { program }: KbsClient,
  certificate: X509Certificate,
  now: Date,
): PolicyFinding[] {
  const { state, day } = validityOf(certificate, now);
  const what = `The certificate of the KBS for the ${program}`;
  if (state === 'over') return [{ path, message: `${what} was valid until ${day}.` }];
  if (state === 'early') return [{ path, message: `${what} is valid from ${day} on.` }];
  if (state === 'valid') return [];
  return [{ path, message: `${what} is valid until ${day} only.`, severity: 'warning' }];
}
