import { readCertificates, type Validity, validityOf } from './certificates.ts';
import { imageSettings, type KbsClient, kbsClients, urlFault } from './kbs.ts';
import type { InitdataProblem } from './problem.ts';
import type { Initdata } from './read.ts';

/** Whether the KBS may be reached without TLS, and the flag that says so where there is one. */
interface UrlOptions {
  readonly insecureHttp: boolean;
  readonly flag?: string;
}

/** What is wrong with the URLs of the key broker service (KBS). */
export function kbsUrlProblems(initdata: Initdata, options: UrlOptions): InitdataProblem[] {
  const clients = kbsClients(initdata);
  const stated = clients.filter(({ url }) => url !== undefined);
  // A file that cannot be read is told as a fault.
  if (stated.length === 0 && initdata.faults.length === 0) return [NO_KBS];
  return [
    ...stated.flatMap((client) => urlProblems(client, options)),
    ...(options.insecureHttp ? clients.flatMap(needlessCertificate) : []),
    ...otherHosts(stated),
  ];
}

const NO_KBS: InitdataProblem = {
  severity: 'warning',
  message: 'names no key broker service: nothing in the guest can be attested',
  fix: 'write its https:// URL into aa.toml and cdh.toml',
};

function urlProblems({ key, url = '' }: KbsClient, { insecureHttp, flag }: UrlOptions): InitdataProblem[] {
  const fault = urlFault(url);
  switch (fault) {
    case undefined:
      return [];
    case 'credentials':
      return [error(`${key} holds a user or a password`, 'remove it: initdata is no secret')];
    case 'http':
      if (insecureHttp) return [];
      return [
        error(
          `${key} is http://, which nothing encrypts`,
          flag === undefined ? HTTPS : `${HTTPS}; to go without encryption, add ${flag}`,
        ),
      ];
    case 'other':
      return [error(`${key} is no https:// URL`, HTTPS)];
  }
}

const HTTPS = 'write the https:// URL of Trustee, as the guest reaches it';

/** Document section 3.6: with `insecure_http` the certificate has to be deleted. */
function needlessCertificate({ program, url, certificate }: KbsClient): InitdataProblem[] {
  if (certificate === undefined || !url?.startsWith('http:')) return [];
  const message = `the ${program} has a certificate of the KBS, and an http:// URL, to which it cannot belong`;
  return [error(message, 'remove the certificate (document section 3.6), or write an https:// URL')];
}

/** Both programs may have services of their own, but then a token of one is worth nothing to the other. */
function otherHosts([one, two]: readonly KbsClient[]): InitdataProblem[] {
  if (two === undefined || withoutSlashes(one?.url) === withoutSlashes(two.url)) return [];
  const message = 'the attestation agent and the confidential data hub are sent to two different URLs';
  return [{ severity: 'warning', message, fix: 'write the same URL into aa.toml and cdh.toml' }];
}

function withoutSlashes(url = ''): string {
  let end = url.length;
  while (url[end - 1] === '/') end -= 1;
  return url.slice(0, end);
}

/** What is wrong with the certificates for the KBS. */
export function kbsCertificateProblems(initdata: Initdata, now: Date): InitdataProblem[] {
  const clients = kbsClients(initdata);
  const differ = new Set(clients.flatMap(({ certificate }) => certificate ?? [])).size > 1;
  const what = (program: string) => `the certificate of the KBS${differ ? ` for the ${program}` : ''}`;
  const kbs = new Map(
    clients.flatMap(({ certificate, program }) =>
      certificate === undefined ? [] : [[certificate, what(program)]],
    ),
  );
  return [...loneCertificate(clients), ...[...kbs].flatMap(([pem, name]) => pemProblems(name, pem, now))];
}

/** The document gives it to one of them only. */
function loneCertificate(clients: readonly KbsClient[]): InitdataProblem[] {
  const without = clients.find(
    ({ url, certificate }) => certificate === undefined && url?.startsWith('https:'),
  );
  if (without === undefined || clients.every(({ certificate }) => certificate === undefined)) return [];
  const message = `the ${without.program} gets no certificate of the KBS, and the other program does`;
  return [
    error(message, 'write it into aa.toml as [token_configs.kbs] cert, and cdh.toml as [kbc] kbs_cert'),
  ];
}

/** What is wrong with the certificates for registries. */
export function registryCertificateProblems(initdata: Initdata, now: Date): InitdataProblem[] {
  return imageSettings(initdata).registryCertificates.flatMap((pem, index) =>
    pemProblems(`certificate ${index + 1} for registries`, pem, now),
  );
}

function pemProblems(what: string, pem: string, now: Date): InitdataProblem[] {
  const certificates = readCertificates(pem);
  if (certificates === undefined) {
    return [
      error(`${what} is none`, 'copy it again; openssl x509 -in FILE -noout -subject reads a good one'),
    ];
  }
  return certificates.flatMap((certificate) => dateProblems(what, validityOf(certificate, now)));
}

function dateProblems(what: string, { state, day }: Validity): InitdataProblem[] {
  const fix = 'put a current one in its place; the digest changes with it, and so does the reference value';
  if (state === 'over') return [error(`${what} was valid until ${day}`, fix)];
  if (state === 'early') return [error(`${what} is valid from ${day} on`, fix)];
  return state === 'valid'
    ? []
    : [{ severity: 'warning', message: `${what} is valid until ${day} only`, fix }];
}

function error(message: string, fix: string): InitdataProblem {
  return { severity: 'error', message, fix };
}
