import { readCertificates } from '../../initdata/certificates.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses certificates that neither a guest nor a service could parse. Their dates are not judged: whether a profile is right would then
 * depend on the day. The commands about initdata do judge them.
 */
export const certificate: Rule = ({ trustee, initdata, pccs }) =>
  [
    { path: ['trustee', 'certificate'], pem: trustee.certificate },
    { path: ['initdata', 'registryCertificates'], pem: initdata.registryCertificates },
    { path: ['pccs', 'tls', 'certificateAuthority'], pem: pccs.tls.certificateAuthority },
  ].flatMap(({ path, pem }) => {
    if (pem === undefined || readCertificates(pem) !== undefined) return [];
    return [
      {
        path,
        message: 'expected an X.509 certificate; the text between BEGIN and END is none',
        fix: 'copy it again; openssl x509 -in FILE -noout -subject reads a good one',
      },
    ];
  });
