import type { AgentPolicy } from './agent-policy.ts';
import { ALLOWED_REQUESTS } from './agent-requests.ts';
import { readCertificates, type Validity, validityOf } from './certificates.ts';
import { imageSettings, type KbsClient, kbsClients, urlFault } from './kbs.ts';
import type { Initdata } from './read.ts';

/** What keeps initdata from working (error), or may (warning), or is good to know (info). */
export interface InitdataProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly fix: string;
}

export interface ProblemOptions {
  /** When certificates have to be valid. */
  readonly now: Date;
  /** Whether the key broker service may be reached without TLS. */
  readonly insecureHttp: boolean;
}

/** Judges initdata that has been read, everything at once. Nothing of what it holds is quoted. */
export function initdataProblems(
  initdata: Initdata,
  policy: AgentPolicy | undefined,
  options: ProblemOptions,
): InitdataProblem[] {
  const clients = kbsClients(initdata);
  return [
    ...initdata.faults.map((fault) => error(`cannot be used: ${fault}`, 'mend the TOML')),
    ...clients.flatMap((client) => urlProblems(client, options)),
    ...clients.flatMap((client) => needlessCertificate(client, options)),
    ...loneCertificate(clients),
    ...certificateProblems(initdata, clients, options.now),
    ...policyProblems(initdata, policy),
  ];
}

function error(message: string, fix: string): InitdataProblem {
  return { severity: 'error', message, fix };
}

function urlProblems({ key, url }: KbsClient, { insecureHttp }: ProblemOptions): InitdataProblem[] {
  const fault = url === undefined ? undefined : urlFault(url);
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
          'write the https:// URL of Trustee; to go without encryption, add --insecure-http',
        ),
      ];
    case 'other':
      return [error(`${key} is no https:// URL`, 'write the https:// URL of Trustee')];
  }
}

/** Document section 3.6: with `insecure_http` the certificate has to be deleted. */
function needlessCertificate(
  { program, url, certificate }: KbsClient,
  options: ProblemOptions,
): InitdataProblem[] {
  if (!options.insecureHttp || certificate === undefined || !url?.startsWith('http:')) return [];
  const message = `the ${program} has a certificate of the KBS, and an http:// URL, to which it cannot belong`;
  return [error(message, 'remove the certificate (document section 3.6), or write an https:// URL')];
}

/** The document gives it to one of them only. */
function loneCertificate(clients: readonly KbsClient[]): InitdataProblem[] {
  const without = clients.find(({ url, certificate }) => certificate === undefined && isHttps(url));
  if (without === undefined || clients.every(({ certificate }) => certificate === undefined)) return [];
  const message = `the ${without.program} gets no certificate of the KBS, and the other program does`;
  return [
    error(message, 'write it into aa.toml as [token_configs.kbs] cert, and cdh.toml as [kbc] kbs_cert'),
  ];
}

function isHttps(url: string | undefined): boolean {
  return url?.startsWith('https:') === true;
}

function certificateProblems(
  initdata: Initdata,
  clients: readonly KbsClient[],
  now: Date,
): InitdataProblem[] {
  const kbs = [...new Set(clients.flatMap(({ certificate }) => certificate ?? []))];
  return [
    ...kbs.flatMap((pem) => pemProblems('the certificate of the KBS', pem, now)),
    ...imageSettings(initdata).registryCertificates.flatMap((pem, index) =>
      pemProblems(`certificate ${index + 1} for registries`, pem, now),
    ),
  ];
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

function policyProblems(initdata: Initdata, policy: AgentPolicy | undefined): InitdataProblem[] {
  // What cannot be read at all has no policy either.
  if (initdata.files.size === 0) return [];
  if (policy === undefined) {
    const message = 'has no policy.rego: that of the guest image holds, which is not known here';
    return [{ severity: 'warning', message, fix: 'add one' }];
  }
  const faults = policy.faults.map(
    ({ kind, line, message }): InitdataProblem => ({
      severity: kind === 'refused' ? 'error' : 'warning',
      message: `policy.rego, line ${line}: ${message}`,
      fix: 'mend that line',
    }),
  );
  return [...faults, ...withoutRule(policy)];
}

/** Of the requests that the document allows, those that are denied because nothing is said of them. */
function withoutRule(policy: AgentPolicy): InitdataProblem[] {
  const names = ALLOWED_REQUESTS.filter((name) => policy.isUndefined(name));
  if (names.length === 0) return [];
  const message = `policy.rego has no rule for ${names.join(', ')}, which the agent denies then`;
  return [{ severity: 'info', message, fix: 'add "default NAME := true" for what the pod needs' }];
}
