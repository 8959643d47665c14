import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Problem } from '../user-error.ts';

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
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const { modulusLength = 0 } = asymmetricKeyDetails ?? {};
  const wrongKey =
    asymmetricKeyType !== 'rsa'
      ? [problem(`expected a certificate with an RSA key, found one of type ${asymmetricKeyType}`)]
      : modulusLength < 2048
        ? [problem(`expected an RSA key of at least 2048 bits, found ${modulusLength}`)]
        : [];
  return [...wrongKey, ...dateProblems(certificate, now).map(problem)];
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
