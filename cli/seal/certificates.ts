import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Problem } from 'kube-strict/ground/user-error.ts';
import { readCertificates } from '../../initdata/certificates.ts';

/** The first certificate of a PEM text; undefined when there is none. */
export function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with a certificate to seal for.
 *
 * @param now in milliseconds
 */
export function sealingProblems(certificate: X509Certificate | undefined, now: number): Problem[] {
  const fix = 'fetch it from the cluster: kubeseal --fetch-cert > FILE';
  const problem = (message: string): Problem => ({ path: '--certificate', message, fix });
  if (certificate === undefined) return [problem('expected a certificate in PEM form')];
  const { asymmetricKeyType } = certificate.publicKey;
  const wrongKey =
    asymmetricKeyType === 'rsa'
      ? weakKey(certificate.publicKey)
      : `expected a certificate with an RSA key, found one of type ${asymmetricKeyType}`;
  return [
    ...(wrongKey === undefined ? [] : [problem(wrongKey)]),
    ...dateProblems(certificate, now).map(problem),
  ];
}

/** Curves of TLS 1.3 (RFC 8446, section 4.2.3), by the names of OpenSSL. */
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/** Why a key protects nothing, or nothing that a client of TLS would take; undefined for one that does. */
function weakKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = asymmetricKeyDetails ?? {};
  switch (asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      if (modulusLength < 2048) return `expected an RSA key of at least 2048 bits, found ${modulusLength}`;
      // With 1 the sealed text is the text.
      return publicExponent < 3n ? 'expected an RSA key with a public exponent of at least 3' : undefined;
    case 'ec':
      return CURVES.includes(namedCurve ?? '')
        ? undefined
        : `expected a key on one of the curves ${CURVES.join(', ')}, found ${namedCurve}`;
    case 'ed25519':
    case 'ed448':
      return undefined;
    default:
      return `expected an RSA or an elliptic key, found one of type ${asymmetricKeyType}`;
  }
}

/** Whether a private key is the one that opens what a certificate seals: then whoever has it reads what is in Git. */
export function opens(pem: string | undefined, certificate: X509Certificate): boolean {
  const key = pem === undefined ? undefined : privateKeyIn(pem);
  return key !== undefined && certificate.checkPrivateKey(key);
}

/** What is wrong with the key and the certificate that PCCS is to serve TLS with. */
export function tlsProblems(key: string, certificate: string, now: number): Problem[] {
  const parsedKey = privateKeyIn(key);
  const parsed = certificateIn(certificate);
  const problems: Problem[] = [];
  if (parsedKey === undefined) {
    const message = 'expected a private key in PEM form, without a passphrase';
    problems.push({
      path: 'private.pem',
      message,
      fix: 'openssl pkey -in FILE -out private.pem makes one',
    });
  }
  const weak = parsedKey && weakKey(parsedKey);
  if (weak !== undefined) {
    const fix =
      'make another one: openssl req -x509 -newkey rsa:2048 -nodes -keyout private.pem -out file.crt';
    problems.push({ path: 'private.pem', message: weak, fix });
  }
  if (parsed === undefined) {
    const message = 'expected a certificate in PEM form';
    problems.push({
      path: 'file.crt',
      message,
      fix: 'openssl x509 -in FILE -out file.crt makes one of the binary form (DER)',
    });
    return problems;
  }
  const fix = 'make or order a new one';
  problems.push(...dateProblems(parsed, now).map((message) => ({ path: 'file.crt', message, fix })));
  if (parsedKey !== undefined && !parsed.checkPrivateKey(parsedKey)) {
    const message = 'is not the certificate of private.pem';
    problems.push({
      path: 'file.crt',
      message,
      fix: 'give the two that were made together, the own one first',
    });
  }
  return problems;
}

function privateKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function dateProblems({ validFrom, validTo }: X509Certificate, now: number): string[] {
  if (!(Date.parse(validTo) > now)) return [`has expired: it was valid until ${day(validTo)}`];
  return Date.parse(validFrom) > now ? [`is not valid yet: it is from ${day(validFrom)} on`] : [];
}

/** Day of a date as OpenSSL writes it. */
export function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}

/**
 * Why those who verify PCCS would not take a certificate.
 *
 * @param chain of PEM, the own one first
 * @param authority PEM of what they trust: a CA, or the certificate itself
 * @param host name by which PCCS is reached
 */
export function trustProblems(chain: string, authority: string, host: string): Problem[] {
  const [own, ...between] = readCertificates(chain) ?? [];
  const trusted = readCertificates(authority);
  if (own === undefined || trusted === undefined) return [];
  const path = 'file.crt';
  return [
    ...(own.checkHost(host) === undefined
      ? [
          {
            path,
            message: `is not for ${host}, by which PCCS is reached`,
            fix: `make one with this name: -addext subjectAltName=DNS:${host}`,
          },
        ]
      : []),
    ...(isTrusted(own, between, trusted)
      ? []
      : [
          {
            path,
            message: 'is not signed by what pccs.tls.certificateAuthority of the profile has',
            fix: 'give the whole chain, the own one first, or put its CA (or the certificate itself) into the profile',
          },
        ]),
  ];
}

/** Whether a certificate is trusted by itself, by who signed it, or by who signed that. */
function isTrusted(
  own: X509Certificate,
  between: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): boolean {
  const signs = (issuer: X509Certificate, subject: X509Certificate) =>
    subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
  let current = own;
  for (let depth = 0; depth <= between.length; depth++) {
    if (trusted.some((one) => one.fingerprint256 === current.fingerprint256 || signs(one, current)))
      return true;
    const issuer = between.find((one) => one !== current && signs(one, current));
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}
