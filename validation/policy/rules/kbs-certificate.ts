import { X509Certificate } from 'node:crypto';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';
import { type KbsClient, kbsClients } from '../support/kbs.ts';

/** Before its end a certificate has to be renewed in the initdata, and the reference values with it. */
const SOON_DAYS = 30;

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
  const blocks = client.certificate.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const certificates = blocks.map(parse);
  if (certificates.length === 0 || certificates.includes(undefined)) {
    return [{ path, message: `The certificate of the KBS for the ${client.program} is none.` }];
  }
  return certificates.flatMap((certificate) => dates(path, client, certificate, now));
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function dates(
  path: string,
  { program }: KbsClient,
  certificate: X509Certificate | undefined,
  now: Date,
): PolicyFinding[] {
  if (certificate === undefined) return [];
  const from = Date.parse(certificate.validFrom);
  const to = Date.parse(certificate.validTo);
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const what = `The certificate of the KBS for the ${program}`;
  if (to < now.getTime()) return [{ path, message: `${what} was valid until ${day(to)}.` }];
  if (from > now.getTime()) return [{ path, message: `${what} is valid from ${day(from)} on.` }];
  if (to > now.getTime() + SOON_DAYS * 24 * 3600 * 1000) return [];
  return [{ path, message: `${what} is valid until ${day(to)} only.`, severity: 'warning' }];
}
