import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const policy = (spec: object): object =>
  made('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ...spec } });
const from = (...peers: object[]): object => policy({ ingress: [{ from: peers }] });
const port = (fields: object): object => policy({ egress: [{ ports: [fields] }] });

describe('a NetworkPolicy', () => {
  accepts({
    'nothing allowed': policy({}),
    'peers of all kinds': from(
      { podSelector: {}, namespaceSelector: { matchLabels: { a: 'b' } } },
      { ipBlock: { cidr: '10.0.0.1/8', except: ['10.1.0.0/16'] } },
      { ipBlock: { cidr: '2001:db8::/64', except: ['2001:db8::1/128'] } },
    ),
    'a range of ports': port({ port: 1, endPort: 1, protocol: 'SCTP' }),
    'the name of a port': port({ port: 'http' }),
    'all ports': port({}),
    types: policy({ policyTypes: ['Egress', 'Ingress'] }),
  });
  const peer = '/spec/ingress/0/from/0';
  refuses({
    'a peer of no kind': [from({}), `api/invalid-value ${peer}`],
    'addresses and pods at once': [
      from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      `api/forbidden ${peer}/ipBlock`,
    ],
    'an address for a network': [from({ ipBlock: { cidr: '10.0.0.1' } }), `api/format ${peer}/ipBlock/cidr`],
    'an exception outside': [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      `api/invalid-value ${peer}/ipBlock/except/0`,
    ],
    'an exception of all': [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      `api/invalid-value ${peer}/ipBlock/except/0`,
    ],
    'a range without a start': [port({ endPort: 2 }), 'api/forbidden /spec/egress/0/ports/0/endPort'],
    'a range from a name': [
      port({ port: 'http', endPort: 2 }),
      'api/forbidden /spec/egress/0/ports/0/endPort',
    ],
    'a range backwards': [port({ port: 3, endPort: 2 }), 'api/bounds /spec/egress/0/ports/0/endPort'],
    'an empty protocol': [port({ protocol: '' }), 'api/enum /spec/egress/0/ports/0/protocol'],
    'a type that does not exist': [policy({ policyTypes: ['ingress'] }), 'api/enum /spec/policyTypes/0'],
  });
});

describe('an Ingress', () => {
  const service = { service: { name: 's', port: { number: 80 } } };
  const ingress = (spec: object, metadata: object = {}): object =>
    made('networking.k8s.io/v1', 'Ingress', { spec }, metadata);
  const path = (fields: object, host = ''): object =>
    ingress({
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: service, ...fields }] } }],
    });
  const at = '/spec/rules/0/http/paths/0';
  accepts({
    'a backend for all': ingress({ defaultBackend: { resource: { kind: 'K', name: 'n', apiGroup: 'a.b' } } }),
    'a host': path({}, 'a.example.com'),
    'all hosts of a domain': path({}, '*.example.com'),
    'a path as its class likes it': path({ path: '', pathType: 'ImplementationSpecific' }),
    'the name of a port': path({ backend: { service: { name: 's', port: { name: 'http' } } } }),
    'certificates and a class': ingress({
      rules: [{}],
      tls: [{ hosts: ['*.a.b', 'c'], secretName: 's' }, {}],
      ingressClassName: 'c',
    }),
  });
  refuses({
    'no backend': [ingress({}), 'api/invalid-value /spec'],
    'no type of a path': [
      ingress({ rules: [{ http: { paths: [{ path: '/', backend: service }] } }] }),
      `api/required ${at}/pathType`,
    ],
    'a relative path': [path({ path: 'a' }), `api/format ${at}/path`],
    'no path': [path({ path: '' }), `api/format ${at}/path`],
    'a path up': [path({ path: '/a/..' }), `api/format ${at}/path`],
    'an escaped slash': [path({ path: '/a%2Fb' }), `api/format ${at}/path`],
    'a type that does not exist': [path({ pathType: 'Regex' }), `api/enum ${at}/pathType`],
    'an address for a host': [path({}, '10.0.0.1'), 'api/format /spec/rules/0/host'],
    'a host with stars within': [path({}, 'a.*.b'), 'api/format /spec/rules/0/host'],
    'two backends in one': [
      path({ backend: { ...service, resource: { kind: 'K', name: 'n' } } }),
      `api/invalid-value ${at}/backend`,
    ],
    'no port': [
      path({ backend: { service: { name: 's' } } }),
      `api/invalid-value ${at}/backend/service/port`,
    ],
    'a port by name and number': [
      path({ backend: { service: { name: 's', port: { name: 'p', number: 1 } } } }),
      `api/invalid-value ${at}/backend/service/port`,
    ],
    'a service that starts with a digit': [
      path({ backend: { service: { name: '1s', port: { number: 1 } } } }),
      `api/format ${at}/backend/service/name`,
    ],
    'another class in its annotation': [
      ingress(
        { rules: [{}], ingressClassName: 'c' },
        { annotations: { 'kubernetes.io/ingress.class': 'd' } },
      ),
      'api/invalid-value /metadata/annotations/kubernetes.io~1ingress.class',
    ],
  });
});

describe('an IngressClass', () => {
  const ingressClass = (spec: object): object =>
    made('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'a.b/c', ...spec } });
  accepts({
    little: ingressClass({}),
    'parameters of a namespace': ingressClass({
      parameters: { kind: 'K', name: 'n', scope: 'Namespace', namespace: 'x' },
    }),
  });
  refuses({
    'a controller without a path': [ingressClass({ controller: 'a.b' }), 'api/format /spec/controller'],
    'a namespace of the cluster': [
      ingressClass({ parameters: { kind: 'K', name: 'n', namespace: 'x' } }),
      'api/forbidden /spec/parameters/namespace',
    ],
    'a namespace with a dot': [
      ingressClass({ parameters: { kind: 'K', name: 'n', scope: 'Namespace', namespace: 'a.b' } }),
      'api/format /spec/parameters/namespace',
    ],
    'no namespace': [
      ingressClass({ parameters: { kind: 'K', name: 'n', scope: 'Namespace' } }),
      'api/required /spec/parameters/namespace',
    ],
  });
});

describe('a ServiceCIDR', () => {
  const range = (...cidrs: string[]): object =>
    made('networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs } });
  accepts({ 'both families': range('10.0.0.0/24', '2001:db8::/64') });
  refuses({
    'bits after the prefix': [range('10.0.0.1/24'), 'api/format /spec/cidrs/0'],
    'one family twice': [range('10.0.0.0/24', '10.1.0.0/24'), 'api/invalid-value /spec/cidrs'],
    none: [range(), 'api/required /spec/cidrs'],
  });
});

describe('an IPAddress', () => {
  const address = (name: string, parent: object = {}): object =>
    made(
      'networking.k8s.io/v1',
      'IPAddress',
      { spec: { parentRef: { resource: 'services', name: 's', ...parent } } },
      { name },
    );
  accepts({ 'an address for a name': address('10.0.0.1'), 'a short one': address('2001:db8::1') });
  refuses({
    // validateIPAddressParentReference.
    'a parent of no group': [
      address('10.0.0.1', { group: 'A', namespace: 'a/b' }),
      'api/format /spec/parentRef/group',
      'api/format /spec/parentRef/namespace',
    ],
    'another name': [address('a'), 'api/metadata-name /metadata/name'],
    'a long address': [address('2001:db8:0::1'), 'api/metadata-name /metadata/name'],
  });
});
