import type { X509Certificate } from 'node:crypto';
import { printableJson } from 'kube-strict/ground/printable.ts';
import { readCertificates } from '../../initdata/certificates.ts';
import { imageSettings, kbsClients } from '../../initdata/kbs.ts';
import type { Inspected } from './inspected.ts';
import { type ReadInitdata, unknownFiles } from './reading.ts';
import { answersOf, summaryOf } from './requests.ts';

/** For programs. */
export function inspectJson(inspected: readonly Inspected[]): string {
  const report = {
    apiVersion: 'coco-gitops/v1',
    kind: 'InitdataReport',
    initdata: inspected.map(({ source: { file, object }, reading, problems }) => ({
      file,
      ...object,
      ...(reading !== undefined && contentOf(reading)),
      problems,
    })),
  };
  return `${printableJson(report, 2)}\n`;
}

function contentOf({ initdata, digests, policy, settings }: ReadInitdata) {
  const shown = settings.flatMap((setting) => (setting.shown === undefined ? [] : [setting]));
  return {
    algorithm: initdata.algorithm ?? null,
    digests: digests ?? null,
    settings: Object.fromEntries(shown.map(({ file, key, shown: value }) => [`${file} ${key}`, value])),
    certificates: {
      attestationAgent: certificatesOf(kbsCertificate(initdata, 'attestation agent')),
      confidentialDataHub: certificatesOf(kbsCertificate(initdata, 'confidential data hub')),
      registries: imageSettings(initdata).registryCertificates.flatMap(certificatesOf),
    },
    hidden: { settings: settings.length - shown.length, files: unknownFiles(initdata.files) },
    policy:
      policy === undefined
        ? null
        : {
            summary: summaryOf(policy),
            requests: Object.fromEntries(answersOf(policy).map(({ request, verdict }) => [request, verdict])),
            undefined: answersOf(policy).flatMap(({ request, isUndefined }) =>
              isUndefined ? [request] : [],
            ),
            unrestricted: answersOf(policy).flatMap(({ request, isUnrestricted }) =>
              isUnrestricted ? [request] : [],
            ),
          },
  };
}

function kbsCertificate(initdata: ReadInitdata['initdata'], program: string): string | undefined {
  return kbsClients(initdata).find((client) => client.program === program)?.certificate;
}

function certificatesOf(pem: string | undefined) {
  return (pem === undefined ? [] : (readCertificates(pem) ?? [])).map(
    ({ subject, issuer, validFrom, validTo, fingerprint256 }: X509Certificate) => ({
      subject,
      issuer,
      validFrom: new Date(Date.parse(validFrom)).toISOString(),
      validTo: new Date(Date.parse(validTo)).toISOString(),
      fingerprint256,
    }),
  );
}
