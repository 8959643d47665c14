import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantity } from '../../../validation/kubernetes/quantity.ts';
import { kubernetesProblems, pod } from '../support/judge.ts';
import { accepts, refuses } from '../support/verdicts.ts';

const at = '/spec/containers/0/resources';
const both = (requests: object, limits: object): object => pod({ resources: { requests, limits } });
const limited = (limits: object): object => pod({ resources: { limits } });

describe('the resources of a container', () => {
  accepts({
    'requests up to the limits': both({ cpu: '500m', memory: '1Gi' }, { cpu: 0.5, memory: '1024Mi' }),
    'requests without limits': pod({ resources: { requests: { cpu: 1, 'ephemeral-storage': '1G' } } }),
    'as many devices as its limit': both({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': 1 }),
    'huge pages beside memory': both(
      { 'hugepages-2Mi': '4Mi', memory: 1 },
      { 'hugepages-2Mi': '4Mi', memory: '1' },
    ),
    'more of a native resource than is asked for': both({ 'kubernetes.io/a': 1 }, { 'kubernetes.io/a': 2 }),
    'nothing of something': limited({ cpu: 0 }),
    // The server rounds up to thousandths first (pkg/apis/core/v1/defaults.go, SetDefaults_ResourceList).
    'more than the limit by less than a thousandth': both({ cpu: '900u' }, { cpu: '100u' }),
  });

  refuses({
    'a request above the limit': [
      both({ cpu: '501m' }, { cpu: '0.5' }),
      `api/invalid-value ${at}/requests/cpu`,
    ],
    'a negative limit': [limited({ memory: '-1' }), `api/bounds ${at}/limits/memory`],
    'a part of a device': [
      limited({ 'nvidia.com/gpu': '500m' }),
      `api/invalid-value ${at}/limits/nvidia.com~1gpu`,
    ],
    'other devices than its limit': [
      both({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 2 }),
      `api/invalid-value ${at}/requests/nvidia.com~1gpu`,
    ],
    'devices without a limit': [
      pod({ resources: { requests: { 'nvidia.com/gpu': 1 } } }),
      `api/invalid-value ${at}/requests/nvidia.com~1gpu`,
    ],
    'a resource that nobody knows': [limited({ gpu: 1 }), `api/format ${at}/limits/gpu`],
    'storage, which is for claims': [limited({ storage: 1 }), `api/format ${at}/limits/storage`],
    'huge pages by themselves': [limited({ 'hugepages-2Mi': '2Mi' }), `api/invalid-value ${at}`],
    'a part of a huge page': [
      limited({ 'hugepages-2Mi': '3Mi', cpu: 1 }),
      `api/invalid-value ${at}/limits/hugepages-2Mi`,
    ],
    'a claim that its pod has not': [
      pod({ resources: { claims: [{ name: 'a' }] } }),
      `api/not-found ${at}/claims/0/name`,
    ],
  });
});

describe('the resources of a pod', () => {
  const whole = (resources: object, container: object): object =>
    pod({ resources: container }, { resources });
  const pages = { 'hugepages-2Mi': '4Mi', memory: '1Gi' };
  accepts({
    'room for its containers': whole({ requests: { cpu: 2 }, limits: { cpu: 2 } }, { requests: { cpu: 2 } }),
    'a limit alone': whole({ limits: { memory: '1Gi' } }, { requests: { memory: '1Gi' } }),
    // pkg/apis/core/v1/defaults.go, defaultHugePagePodLimits and defaultPodRequests
    'huge pages of its containers beside a limit': whole({ limits: { memory: '2Gi' } }, { limits: pages }),
    'huge pages of its containers beside a request': whole(
      { requests: { memory: '2Gi' } },
      { limits: pages },
    ),
    'room for huge pages': whole({ limits: { memory: '2Gi', 'hugepages-2Mi': '8Mi' } }, { limits: pages }),
  });
  refuses({
    'less than its containers ask for': [
      whole({ requests: { cpu: 1 } }, { requests: { cpu: 2 } }),
      'api/invalid-value /spec/resources/requests/cpu',
    ],
    'a lower limit than a container': [
      whole({ limits: { cpu: 1 } }, { limits: { cpu: 2 }, requests: { cpu: 1 } }),
      `api/invalid-value ${at}/limits/cpu`,
    ],
    'fewer huge pages than its containers': [
      whole({ limits: { memory: '2Gi', 'hugepages-2Mi': '2Mi' } }, { limits: pages }),
      `api/invalid-value ${at}/limits/hugepages-2Mi`,
      'api/invalid-value /spec/resources/requests/hugepages-2Mi',
    ],
    // validatePodResources
    'Windows, where a pod as a whole has none': [
      pod({}, { os: { name: 'windows' }, resources: { limits: { cpu: 1 } } }),
      'api/forbidden /spec/resources',
    ],
    devices: [
      whole({ limits: { 'nvidia.com/gpu': 1 } }, {}),
      'api/format /spec/resources/limits/nvidia.com~1gpu',
    ],
  });
});

describe('a quantity', () => {
  const nanos = (text: unknown): bigint => readQuantity(text).nanos;

  it('is read to a billionth, rounded up', () => {
    expect(nanos('1')).toBe(1_000_000_000n);
    expect(nanos(' 1Ki')).toBe(1_024_000_000_000n);
    expect(nanos('-1.5m')).toBe(-1_500_000n);
    expect(nanos('1e3')).toBe(nanos('1k'));
    expect(nanos('.5')).toBe(nanos('500m'));
    expect(nanos('0.1n')).toBe(1n);
    expect(nanos('1e-99999999999')).toBe(1n);
    expect(nanos('')).toBe(0n);
    expect(nanos('Gi')).toBe(0n);
  });

  it('goes up to what 64 bits hold', () => {
    const most = (2n ** 63n - 1n) * 1_000_000_000n;
    for (const huge of ['10E', '8Ei', '1e999999999', '9'.repeat(1000)]) expect(nanos(huge)).toBe(most);
    expect(nanos('7Ei') < most).toBe(true);
  });

  it('is ordered as numbers are', () => {
    const suffixes = ['', 'm', 'k', 'Ki', 'M', 'Mi', 'G', 'Gi'];
    const factors = [1, 1e-3, 1e3, 1024, 1e6, 1024 ** 2, 1e9, 1024 ** 3];
    const quantity = fc.record({ count: fc.nat(9999), unit: fc.nat(suffixes.length - 1) });
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const value = ({ count, unit }: typeof one): number => count * (factors[unit] ?? 0);
        const text = ({ count, unit }: typeof one): string => `${count}${suffixes[unit]}`;
        expect(nanos(text(one)) > nanos(text(other))).toBe(value(one) > value(other));
        const problems = kubernetesProblems(both({ memory: text(one) }, { memory: text(other) }));
        expect(problems.length > 0).toBe(value(one) > value(other));
      }),
    );
  });
});
