import { describe } from '../describe.ts';
import type { Part } from '../kubernetes/part.ts';
import { dnsLabel, dnsSubdomain } from '../metadata/names.ts';
import { checkRouteHeaders } from './route-headers.ts';

const MOST_BACKENDS = 3;
const MOST_WEIGHT = 256;
/** Lets the labels of a host be longer than DNS allows. */
const LONG_LABELS = 'route.openshift.io/allow-non-dns-compliant-host';

/**
 * A way into an OpenShift cluster (openshift/library-go pkg/route/validation/validation.go, ValidateRoute, after
 * pkg/route/defaulting). Whether the router may read an external certificate is not known here.
 */
export function checkRoute(route: Part): void {
  const spec = route.at('spec');
  checkHost(route);
  checkSubdomain(spec.at('subdomain'));
  const wildcard = spec.at('wildcardPolicy');
  if (wildcard.oneOfOrDefault(['None', 'Subdomain']) && wildcard.text === 'Subdomain')
    spec.at('host').requireText('is required when wildcardPolicy is Subdomain');
  checkPath(spec);
  checkRouteHeaders(spec);
  checkTarget(spec.at('to'));
  const others = spec.at('alternateBackends');
  others.atMost(MOST_BACKENDS, 'backends');
  for (const backend of others.items) checkTarget(backend);
  const port = spec.at('port');
  if (port.exists && [undefined, 0, ''].includes(port.at('targetPort').value as undefined | 0 | ''))
    port.at('targetPort').require('is a number or a name of a port');
  if (spec.at('tls').exists) checkTls(spec.at('tls'));
}

function checkHost(route: Part): void {
  const [name, namespace] = [route.at('metadata', 'name').text, route.at('metadata', 'namespace').text];
  const host = route.at('spec', 'host');
  if (route.at('metadata', 'annotations', LONG_LABELS).text === 'true') {
    host.expectIfSet(dnsSubdomain);
    return;
  }
  if (host.text !== '') {
    if (host.expect(dnsSubdomain))
      for (const label of host.text.split('.')) if (!fits(label)) tooLong(host, label);
    return;
  }
  const isMade =
    route.at('spec', 'subdomain').text === '' && route.at('spec', 'wildcardPolicy').text !== 'Subdomain';
  if (!isMade || name === '' || namespace === '') return;
  // The server makes a host whose first label this is (openshift-apiserver pkg/route/hostassignment/simple.go).
  const label = `${name.replaceAll('.', '-')}-${namespace}`;
  if (!fits(label)) tooLong(host, label);
}

function fits(label: string): boolean {
  return dnsLabel(label) === undefined;
}

function tooLong(host: Part, label: string): void {
  host.add('api/format', `Expected labels of at most 63 characters in the host, found ${describe(label)}.`);
}

function checkSubdomain(subdomain: Part): void {
  if (subdomain.text === '') return;
  if (subdomain.expect(dnsSubdomain) && !subdomain.text.split('.').every(fits))
    subdomain.malformed('a domain of labels of at most 63 characters');
}

function isPassthrough(spec: Part): boolean {
  return terminationOf(spec.at('tls')) === 'passthrough';
}

function checkPath(spec: Part): void {
  const path = spec.at('path');
  if (path.text === '') return;
  if (!path.text.startsWith('/')) path.malformed('a path that starts with "/"');
  if (isPassthrough(spec)) path.forbid('when the termination is passthrough');
}

function checkTarget(target: Part): void {
  target.at('name').requireText();
  target.at('kind').oneOfOrDefault(['Service']);
  target.at('weight').between(0, MOST_WEIGHT);
}

/** Names as they were once are taken as well; without any it is edge, unless there is something to check against. */
function terminationOf(tls: Part): string {
  const { text } = tls.at('termination');
  if (['Edge', 'Passthrough', 'Reencrypt'].includes(text)) return text.toLowerCase();
  return text === '' && tls.at('destinationCACertificate').text === '' ? 'edge' : text;
}

const TERMINATIONS = ['edge', 'passthrough', 'reencrypt'];
/** What the router does not need when it only passes on. */
const CERTIFICATES = ['certificate', 'key', 'caCertificate', 'destinationCACertificate'];

/** No message shows what is in a certificate or a key. */
function checkTls(tls: Part): void {
  const termination = terminationOf(tls);
  if (!TERMINATIONS.includes(termination)) {
    tls.at('termination').oneOf(TERMINATIONS);
    return;
  }
  const external = tls.at('externalCertificate', 'name');
  const unwanted =
    termination === 'passthrough'
      ? [...CERTIFICATES.map((field) => tls.at(field)), external]
      : [
          ...(termination === 'edge' ? [tls.at('destinationCACertificate')] : []),
          ...(tls.at('certificate').text === '' ? [] : [external]),
        ];
  for (const field of unwanted)
    if (field.text !== '')
      field.forbid(
        field === external && termination !== 'passthrough'
          ? 'beside a certificate'
          : `when the termination is ${termination}`,
      );
  const insecure = tls.at('insecureEdgeTerminationPolicy');
  insecure.oneOfOrDefault(
    termination === 'passthrough' ? ['None', 'Redirect'] : ['Allow', 'None', 'Redirect'],
  );
}
