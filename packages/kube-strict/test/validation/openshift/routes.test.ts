import { describe, expect, it } from 'vitest';
import { validateObject } from '../../../validation/validate.ts';
import { kubernetesCatalog } from '../support/catalogs.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

// Seen in openshift/library-go: pkg/route/validation/validation.go, pkg/route/defaulting and pkg/route/hostassignment.

const to = { kind: 'Service', name: 'web' };
const route = (spec: object = {}, metadata: object = {}): object =>
  made('route.openshift.io/v1', 'Route', { spec: { to, ...spec } }, metadata);
const tls = (more: object): object => route({ tls: more });
const header = (name: string, action: object): object =>
  route({ httpHeaders: { actions: { request: [{ name, action }] } } });
const set = (value: string): object => ({ type: 'Set', set: { value } });
const headerAt = '/spec/httpHeaders/actions/request/0';
const long = 'a'.repeat(64);

describe('a Route', () => {
  accepts({
    'only a target': route(),
    'a target without its kind': route({ to: { name: 'web', weight: 0 } }),
    'a host, a path and a port': route({ host: 'a.example.com', path: '/b', port: { targetPort: 'http' } }),
    'other backends': route({
      alternateBackends: [{ name: 'a', weight: 256 }, { name: 'b' }, { name: 'c' }],
    }),
    'a subdomain': route({ subdomain: 'a.b', wildcardPolicy: 'None' }),
    'all hosts of a domain': route({ host: 'a.example.com', wildcardPolicy: 'Subdomain' }),
    'a long label in its host, when told so': route(
      { host: `${long}.example.com` },
      { annotations: { 'route.openshift.io/allow-non-dns-compliant-host': 'true' } },
    ),
    'TLS at the edge': tls({ termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect', key: 'k' }),
    'TLS without a termination': tls({}),
    'TLS in the old way to write it': tls({ termination: 'Reencrypt', destinationCACertificate: 'c' }),
    'TLS that is passed on': tls({ termination: 'passthrough', insecureEdgeTerminationPolicy: 'None' }),
    'an external certificate': tls({ termination: 'edge', externalCertificate: { name: 'secret' } }),
    'a header that is fetched': header('X-Client', set('%{+Q}[ssl_c_der,base64]')),
    'a header that goes': header('X-Client', { type: 'Delete' }),
    'a status of any sense': made('route.openshift.io/v1', 'Route', {
      spec: { to },
      status: { ingress: [{ host: 'a' }] },
    }),
  });
  refuses({
    'no target': [made('route.openshift.io/v1', 'Route', { spec: {} }), 'api/required /spec/to/name'],
    'a target of another kind': [route({ to: { kind: 'Pod', name: 'a' } }), 'api/enum /spec/to/kind'],
    'too much weight': [route({ to: { ...to, weight: 257 } }), 'api/bounds /spec/to/weight'],
    'four other backends': [
      route({ alternateBackends: ['a', 'b', 'c', 'd'].map((name) => ({ name })) }),
      'api/length /spec/alternateBackends',
    ],
    'an unknown field': [route({ hosts: ['a'] }), 'api/unknown-field /spec/hosts'],
    'a host with capitals': [route({ host: 'A.example.com' }), 'api/format /spec/host'],
    'a host with a wildcard': [route({ host: '*.example.com' }), 'api/format /spec/host'],
    'a long label in its host': [route({ host: `${long}.example.com` }), 'api/format /spec/host'],
    'names that make a long label': [
      route({}, { name: 'a'.repeat(40), namespace: 'b'.repeat(23) }),
      'api/format /spec/host',
    ],
    'a subdomain with a dot at its end': [route({ subdomain: 'a.' }), 'api/format /spec/subdomain'],
    'all hosts of no domain': [route({ wildcardPolicy: 'Subdomain' }), 'api/required /spec/host'],
    'another wildcard policy': [
      route({ host: 'a.b', wildcardPolicy: 'All' }),
      'api/enum /spec/wildcardPolicy',
    ],
    'a path without a slash': [route({ path: 'a' }), 'api/format /spec/path'],
    'a path where TLS is passed on': [
      route({ path: '/a', tls: { termination: 'Passthrough' } }),
      'api/forbidden /spec/path',
    ],
    'no port': [route({ port: {} }), 'api/required /spec/port/targetPort'],
    'port 0': [route({ port: { targetPort: 0 } }), 'api/required /spec/port/targetPort'],
    'another termination': [tls({ termination: 'Edged' }), 'api/enum /spec/tls/termination'],
    'no termination beside a certificate of the target': [
      tls({ destinationCACertificate: 'c' }),
      'api/enum /spec/tls/termination',
    ],
    'a certificate of the target at the edge': [
      tls({ termination: 'edge', destinationCACertificate: 'c' }),
      'api/forbidden /spec/tls/destinationCACertificate',
    ],
    'certificates where TLS is passed on': [
      tls({ termination: 'passthrough', certificate: 'c', key: 'k', externalCertificate: { name: 's' } }),
      'api/forbidden /spec/tls/certificate',
      'api/forbidden /spec/tls/key',
      'api/forbidden /spec/tls/externalCertificate/name',
    ],
    'two certificates': [
      tls({ termination: 'reencrypt', certificate: 'c', externalCertificate: { name: 's' } }),
      'api/forbidden /spec/tls/externalCertificate/name',
    ],
    'plain text where TLS is passed on': [
      tls({ termination: 'passthrough', insecureEdgeTerminationPolicy: 'Allow' }),
      'api/enum /spec/tls/insecureEdgeTerminationPolicy',
    ],
    'a header of the router': [header('Cookie', { type: 'Delete' }), `api/forbidden ${headerAt}/name`],
    'a header with a colon': [header('a:', { type: 'Delete' }), `api/format ${headerAt}/name`],
    'a header without a value': [header('a', { type: 'Set' }), `api/required ${headerAt}/action/set`],
    'a value for a header that goes': [
      header('a', { type: 'Delete', set: { value: 'x' } }),
      `api/forbidden ${headerAt}/action/set`,
    ],
    'a header that is fetched from a response': [
      header('a', set('%[res.hdr(b)]')),
      `api/format ${headerAt}/action/set/value`,
    ],
    'headers where TLS is passed on': [
      route({
        tls: { termination: 'passthrough' },
        httpHeaders: { actions: { response: [{ name: 'a', action: { type: 'Delete' } }] } },
      }),
      'api/invalid-value /spec/tls/termination',
    ],
  });

  it('keeps its keys to itself', () => {
    const secret = '-----BEGIN PRIVATE KEY-----';
    const { findings } = validateObject(tls({ termination: 'passthrough', key: secret }), kubernetesCatalog);
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});
