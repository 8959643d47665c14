import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

// Seen in k8s.io/kubernetes: pkg/apis/resource/validation/validation.go.

const VERSION = 'resource.k8s.io/v1';
const gpu = { name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } };
const claim = (devices: object): object => made(VERSION, 'ResourceClaim', { spec: { devices } });
const exactly = (more: object): object =>
  claim({ requests: [{ name: 'gpu', exactly: { deviceClassName: 'a', ...more } }] });
const opaque = (more: object): object => ({ driver: 'gpu.example.com', parameters: { a: 1 }, ...more });
const requestAt = '/spec/devices/requests/0';

describe('a ResourceClaim', () => {
  accepts({
    'a device': claim({ requests: [gpu] }),
    'all devices': exactly({ allocationMode: 'All' }),
    'one of several, and what it is told': claim({
      requests: [
        gpu,
        {
          name: 'b',
          firstAvailable: [
            { name: 'big', deviceClassName: 'a' },
            { name: 'small', deviceClassName: 'a' },
          ],
        },
      ],
      constraints: [{ requests: ['gpu', 'b/big'], matchAttribute: 'example.com/numa_node' }],
      config: [{ requests: ['b'], opaque: opaque({}) }],
    }),
    'a template': made(VERSION, 'ResourceClaimTemplate', {
      spec: { spec: { devices: { requests: [gpu] } } },
    }),
    'nothing else': made(VERSION, 'ResourceClaim', {}),
    'an older version, which has other fields': made('resource.k8s.io/v1beta1', 'ResourceClaim', {
      spec: { devices: { requests: [{ name: 'a', deviceClassName: 'b' }] } },
    }),
  });
  refuses({
    'a request for nothing': [claim({ requests: [{ name: 'a' }] }), `api/invalid-value ${requestAt}`],
    'two requests of a name': [
      claim({ requests: [gpu, gpu] }),
      'api/duplicate /spec/devices/requests/1/name',
    ],
    'a count of all': [
      exactly({ allocationMode: 'All', count: 2 }),
      `api/forbidden ${requestAt}/exactly/count`,
    ],
    'fewer than none': [exactly({ count: -1 }), `api/bounds ${requestAt}/exactly/count`],
    'another mode': [exactly({ allocationMode: 'Some' }), `api/enum ${requestAt}/exactly/allocationMode`],
    'a class that is no name': [
      exactly({ deviceClassName: 'A' }),
      `api/format ${requestAt}/exactly/deviceClassName`,
    ],
    'a selector without an expression': [
      exactly({ selectors: [{}] }),
      `api/required ${requestAt}/exactly/selectors/0/cel`,
    ],
    'a toleration of a value that exists': [
      exactly({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }),
      `api/forbidden ${requestAt}/exactly/tolerations/0/value`,
    ],
    'a constraint on what is not asked for': [
      claim({ requests: [gpu], constraints: [{ requests: ['other'], matchAttribute: 'numa' }] }),
      'api/not-found /spec/devices/constraints/0/requests/0',
      'api/format /spec/devices/constraints/0/matchAttribute',
    ],
    'a driver that is told nothing': [
      claim({ requests: [gpu], config: [{ opaque: opaque({ parameters: 'a' }) }, {}] }),
      'api/required /spec/devices/config/0/opaque/parameters',
      'api/required /spec/devices/config/1/opaque',
    ],
    'a template of such': [
      made(VERSION, 'ResourceClaimTemplate', { spec: { spec: { devices: { requests: [{ name: 'a' }] } } } }),
      'api/invalid-value /spec/spec/devices/requests/0',
    ],
  });
});

describe('a DeviceClass', () => {
  accepts({
    'nothing else': made(VERSION, 'DeviceClass', {}),
    'a selector': made(VERSION, 'DeviceClass', {
      spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.example.com"' } }] },
    }),
  });
  refuses({
    'an empty expression, and no driver': [
      made(VERSION, 'DeviceClass', {
        spec: { selectors: [{ cel: { expression: '' } }], config: [{ opaque: opaque({ driver: '-' }) }] },
      }),
      'api/required /spec/selectors/0/cel/expression',
      'api/format /spec/config/0/opaque/driver',
    ],
    'a selector of what is no device': [
      made(VERSION, 'DeviceClass', { spec: { selectors: [{ cel: { expression: 'self.a == 1' } }] } }),
      'api/invalid-value /spec/selectors/0/cel/expression',
    ],
  });
});
