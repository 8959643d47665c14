import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const service = (spec: object, metadata: object = {}): object =>
  made('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } }, metadata);
const ports = (...list: object[]): object => service({ ports: list });
const balancer = (spec: object): object => service({ type: 'LoadBalancer', ...spec });
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

describe('a Service', () => {
  accepts({
    little: service({}),
    'empty texts for what has a default': service({
      type: '',
      sessionAffinity: '',
      externalTrafficPolicy: '',
    }),
    'several ports': ports(
      { name: 'a', port: 53, protocol: 'UDP', targetPort: 'dns' },
      { name: 'b', port: 53, targetPort: 0 },
      { name: 'c', port: 54, targetPort: '', appProtocol: 'kubernetes.io/h2c' },
    ),
    'no ports and no address': service({ ports: [], clusterIP: 'None' }),
    'a port of the nodes': service({ type: 'NodePort', ports: [{ port: 1, nodePort: 30000 }] }),
    'an address': service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'] }),
    'two families': service({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] }),
    'two families for what selects nothing': service({ clusterIP: 'None', ipFamilies: ['IPv6', 'IPv4'] }),
    'another name': service({ type: 'ExternalName', externalName: 'a.example.com.', ports: [] }),
    'the same client at the same pod': service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } },
    }),
    'seconds that do not count': service({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }),
    'a balancer with all that it can have': balancer({
      allocateLoadBalancerNodePorts: false,
      loadBalancerClass: 'example.com/a',
      loadBalancerSourceRanges: [' 10.0.0.0/8 '],
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30001,
    }),
    'one port of the nodes for two protocols': service({
      type: 'NodePort',
      ports: [
        { name: 'a', port: 1, nodePort: 30000 },
        { name: 'b', port: 1, nodePort: 30000, protocol: 'UDP' },
      ],
    }),
    // The rule against it is gone (kubernetes/kubernetes#129174).
    'the port of the kubelet open to the world': balancer({ ports: [{ port: 10250 }] }),
    'traffic from outside by an address': service({
      externalIPs: ['192.0.2.1'],
      externalTrafficPolicy: 'Local',
    }),
    'traffic near by': service({ trafficDistribution: 'PreferSameNode', internalTrafficPolicy: 'Local' }),
  });

  refuses({
    'no ports': [service({ ports: [] }), 'api/required /spec/ports'],
    'a port out of range': [ports({ port: 0 }), 'api/bounds /spec/ports/0/port'],
    'several ports without names': [
      ports({ port: 1, name: 'a' }, { port: 2 }),
      'api/required /spec/ports/1/name',
    ],
    'two ports of one name': [
      ports({ port: 1, name: 'a' }, { port: 2, name: 'a' }),
      'api/duplicate /spec/ports/1/name',
    ],
    'one port twice': [
      ports({ port: 1, name: 'a' }, { port: 1, name: 'b', protocol: 'TCP' }),
      'api/duplicate /spec/ports/1',
    ],
    'a number as a text': [ports({ port: 1, targetPort: '80' }), 'api/format /spec/ports/0/targetPort'],
    'a protocol that does not exist': [
      ports({ port: 1, protocol: 'HTTP' }),
      'api/enum /spec/ports/0/protocol',
    ],
    'an empty protocol above': [ports({ port: 1, appProtocol: '' }), 'api/format /spec/ports/0/appProtocol'],
    'a port of the nodes within the cluster': [
      ports({ port: 1, nodePort: 30000 }),
      'api/forbidden /spec/ports/0/nodePort',
    ],
    'another port of the nodes': [
      service({ type: 'NodePort', ports: [{ port: 1, nodePort: 80 }] }),
      'api/bounds /spec/ports/0/nodePort',
    ],
    'one port of the nodes twice': [
      service({
        type: 'NodePort',
        ports: [
          { name: 'a', port: 1, nodePort: 30000 },
          { name: 'b', port: 2, nodePort: 30000 },
        ],
      }),
      'api/duplicate /spec/ports/1/nodePort',
    ],
    // pkg/registry/core/service/storage/alloc.go, initNodePorts and allocHealthCheckNodePort
    'one port of the nodes for two of its own': [
      service({
        type: 'NodePort',
        ports: [
          { name: 'a', port: 1, nodePort: 30000 },
          { name: 'b', port: 2, nodePort: 30000, protocol: 'UDP' },
        ],
      }),
      'api/duplicate /spec/ports/1/nodePort',
    ],
    'a port of the nodes for its health as well': [
      balancer({
        ports: [{ port: 1, nodePort: 30000 }],
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30000,
      }),
      'api/duplicate /spec/healthCheckNodePort',
    ],
    'a type that does not exist': [service({ type: 'Internal' }), 'api/enum /spec/type'],
    'no address and a port of the nodes': [
      service({ type: 'NodePort', clusterIP: 'None' }),
      'api/invalid-value /spec/clusterIP',
    ],
    'an address that is none': [service({ clusterIP: '10.0.0' }), 'api/format /spec/clusterIP'],
    'a list of addresses alone': [service({ clusterIPs: ['10.0.0.1'] }), 'api/forbidden /spec/clusterIPs'],
    'another address first': [
      service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }),
      'api/invalid-value /spec/clusterIP',
    ],
    'an address of the other family': [
      service({ clusterIP: '10.0.0.1', ipFamilies: ['IPv6'] }),
      'api/invalid-value /spec/clusterIP',
    ],
    'two families without a word': [
      service({ ipFamilies: ['IPv4', 'IPv6'] }),
      'api/invalid-value /spec/ipFamilyPolicy',
    ],
    'one family twice': [
      service({ ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'RequireDualStack' }),
      'api/duplicate /spec/ipFamilies/1',
    ],
    'no other name': [service({ type: 'ExternalName', ports: [] }), 'api/required /spec/externalName'],
    'another name and an address': [
      service({ type: 'ExternalName', externalName: 'a', clusterIP: '10.0.0.1' }),
      'api/forbidden /spec/clusterIP',
    ],
    'an affinity that does not exist': [
      service({ sessionAffinity: 'Cookie' }),
      'api/enum /spec/sessionAffinity',
    ],
    'an affinity of no time': [
      service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }),
      'api/bounds /spec/sessionAffinityConfig/clientIP/timeoutSeconds',
    ],
    'what only a balancer has': [
      service({
        allocateLoadBalancerNodePorts: true,
        loadBalancerClass: 'a',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
      }),
      'api/forbidden /spec/allocateLoadBalancerNodePorts',
      'api/forbidden /spec/loadBalancerClass',
      'api/forbidden /spec/loadBalancerSourceRanges',
    ],
    'what only a balancer has, in an annotation': [
      service({}, { annotations: { [RANGES]: '10.0.0.0/8' } }),
      `api/forbidden /metadata/annotations/${RANGES.replace('/', '~1')}`,
    ],
    'a range that is none': [
      balancer({ loadBalancerSourceRanges: ['10.0.0.0'] }),
      'api/format /spec/loadBalancerSourceRanges/0',
    ],
    'an address of the machine itself': [
      service({ externalIPs: ['127.0.0.1'] }),
      'api/format /spec/externalIPs/0',
    ],
    'traffic from outside that cannot come': [
      service({ externalTrafficPolicy: 'Local' }),
      'api/forbidden /spec/externalTrafficPolicy',
    ],
    'an empty policy within': [
      service({ internalTrafficPolicy: '' }),
      'api/enum /spec/internalTrafficPolicy',
    ],
    'two words on topology': [
      service(
        {},
        {
          annotations: {
            'service.kubernetes.io/topology-aware-hints': 'auto',
            'service.kubernetes.io/topology-mode': 'disabled',
          },
        },
      ),
      'api/invalid-value /metadata/annotations/service.kubernetes.io~1topology-mode',
    ],
  });
});

describe('an Endpoints', () => {
  const endpoints = (...subsets: object[]): object => made('v1', 'Endpoints', { subsets });
  accepts({
    none: endpoints(),
    'addresses and ports': endpoints({
      addresses: [{ ip: '10.0.0.1', hostname: 'a' }],
      ports: [{ port: 1 }],
    }),
  });
  refuses({
    'no addresses': [endpoints({ ports: [{ port: 1 }] }), 'api/invalid-value /subsets/0'],
    'a local address': [
      endpoints({ addresses: [{ ip: '169.254.0.1' }] }),
      'api/format /subsets/0/addresses/0/ip',
    ],
    'ports without names': [
      endpoints({ addresses: [{ ip: '::2' }], ports: [{ port: 1, name: 'a' }, { port: 2 }] }),
      'api/required /subsets/0/ports/1/name',
    ],
  });
});

describe('an EndpointSlice', () => {
  const slice = (fields: object): object =>
    made('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [], ...fields });
  accepts({
    'addresses of its type': slice({
      endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n' }],
      ports: [{ port: 1 }],
    }),
    'nothing yet': made('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv6' }),
    domains: slice({ addressType: 'FQDN', endpoints: [{ addresses: ['a.example.com'] }] }),
  });
  refuses({
    'addresses of another type': [
      slice({ endpoints: [{ addresses: ['::2'] }] }),
      'api/format /endpoints/0/addresses/0',
    ],
    'no addresses': [slice({ endpoints: [{ addresses: [] }] }), 'api/required /endpoints/0/addresses'],
    'two ports without names': [slice({ ports: [{ port: 1 }, { port: 2 }] }), 'api/duplicate /ports/1/name'],
    'a type that does not exist': [slice({ addressType: 'Mac' }), 'api/enum /addressType'],
  });
});
