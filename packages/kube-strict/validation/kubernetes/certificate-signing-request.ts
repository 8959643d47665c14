import { dnsSubdomain } from '../metadata/names.ts';
import { distinct, type Part, type TextCheck } from './part.ts';

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const LEAST_SECONDS = 600;
const MOST_NAME_BYTES = 571;

/** A wish for a certificate (k8s.io/kubernetes pkg/apis/certificates/validation, ValidateCertificateSigningRequestCreate). */
export function checkCertificateSigningRequest(request: Part): void {
  const spec = request.at('spec');
  if (!/-----BEGIN CERTIFICATE REQUEST-----/.test(decoded(spec.at('request'))))
    spec.at('request').add('api/format', 'Expected a PEM block of the type CERTIFICATE REQUEST.');
  spec.at('signerName').expectRequired(signerName);
  const usages = spec.at('usages');
  if (usages.size === 0) usages.require();
  for (const usage of usages.items) usage.oneOf(USAGES);
  distinct(usages.items, ({ text }) => text);
  if (spec.at('expirationSeconds').exists) spec.at('expirationSeconds').atLeast(LEAST_SECONDS);
}

function decoded(bytes: Part): string {
  return Buffer.from(bytes.text, 'base64').toString('latin1');
}

/** `example.com/name` (validateSignerName). */
const signerName: TextCheck = (text) => {
  const [domain = '', path = '', ...more] = text.split('/');
  const isFine =
    more.length === 0 &&
    text.length <= MOST_NAME_BYTES &&
    domain.includes('.') &&
    dnsSubdomain(domain) === undefined &&
    dnsSubdomain(path) === undefined &&
    text !== 'kubernetes.io/legacy-unknown';
  return isFine ? undefined : 'a signer by its domain and its name, as in example.com/name';
};
