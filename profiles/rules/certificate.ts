import { X509Certificate } from 'node:crypto';
import type { Rule } from './rule.ts';

/**
 * Refuses a certificate that no guest could parse. Its dates are not judged: whether a profile is right would then
 * depend on the day.
 */
export const certificate: Rule = ({ trustee }) => {
  if (trustee.certificate === undefined || isCertificate(trustee.certificate)) return [];
  return [
    {
      path: ['trustee', 'certificate'],
      message: 'expected an X.509 certificate; the text between BEGIN and END is none',
      fix: 'copy it again; openssl x509 -in FILE -noout -subject reads a good one',
    },
  ];
};

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
