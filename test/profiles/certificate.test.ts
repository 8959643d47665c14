import { describe, expect, it } from 'vitest';
import { CERTIFICATE, problemsIn, profileIn, profileText } from './profile-text.ts';

function withCertificate(lines: readonly string[]): string {
  const text = lines.map((line) => `    ${line}\n`).join('');
  return profileText({ trustee: `\n  url: https://kbs.example.com\n  certificate: |\n${text.trimEnd()}` });
}

describe('the certificate of the attestation service', () => {
  it('is read, whatever the date: what a profile means does not depend on the day', () => {
    expect(profileIn(withCertificate(CERTIFICATE)).trustee.certificate).toBe(`${CERTIFICATE.join('\n')}\n`);
  });

  it('has to be one', () => {
    const damaged = CERTIFICATE.map((line) => line.replace('MIHb', 'MIHa'));
    expect(problemsIn(withCertificate(damaged))).toEqual([
      'p.yaml:7:16: trustee.certificate: expected an X.509 certificate; the text between BEGIN and END is none\n  fix: copy it again; openssl x509 -in FILE -noout -subject reads a good one',
    ]);
  });

  it('has to be one alone', () => {
    expect(problemsIn(withCertificate([...CERTIFICATE, ...CERTIFICATE]))).toEqual([
      'p.yaml:7:16: trustee.certificate: expected one certificate in PEM form, found text with "-----BEGIN CERTIFICATE-----"\n  fix: write "certificate: |" and below it, indented, one certificate in PEM form',
    ]);
  });
});

describe('the certificates of registries', () => {
  const withRegistry = (lines: readonly string[]) =>
    profileText({ initdata: JSON.stringify({ registryCertificates: `${lines.join('\n')}\n` }) });

  it('may be more than one, and each has to be one', () => {
    const two = [...CERTIFICATE, ...CERTIFICATE];
    expect(profileIn(withRegistry(two)).initdata.registryCertificates).toBe(`${two.join('\n')}\n`);
    const damaged = [...CERTIFICATE, ...CERTIFICATE.map((line) => line.replace('MIHb', 'MIHa'))];
    expect(problemsIn(withRegistry(damaged))).toEqual([
      'p.yaml:7:35: initdata.registryCertificates: expected an X.509 certificate; the text between BEGIN and END is none\n  fix: copy it again; openssl x509 -in FILE -noout -subject reads a good one',
    ]);
  });

  it('are nothing else', () => {
    expect(problemsIn(withRegistry([...CERTIFICATE, '-----BEGIN PRIVATE KEY-----']))).toEqual([
      'p.yaml:7:35: initdata.registryCertificates: expected certificates in PEM form, one after the other, found text with "-----BEGIN CERTIFICATE-----"\n  fix: write "registryCertificates: |" and below it, indented, certificates in PEM form',
    ]);
  });
});
