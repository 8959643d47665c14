import { describe, expect, it } from 'vitest';
import { kubernetesProblems, pod, podSpec } from '../support/judge.ts';
import { made } from '../support/verdicts.ts';

const MANY = 100_000;
const many = (make: (index: number) => unknown): unknown[] =>
  Array.from({ length: MANY }, (_, index) => make(index));
const long = (text: string): string => text.repeat(1_000_000 / text.length);
const labels = { a: 'b' };

/** Objects near to what a request may have, each of one thing that is there too often or too long. */
const OBJECTS: Readonly<Record<string, () => object>> = {
  'variables of one name': () => pod({ env: many(() => ({ name: '=' })) }),
  'mounts of one path': () => pod({ volumeMounts: many(() => ({ name: 'v', mountPath: '/' })) }),
  'ports of one name': () => pod({ ports: many(() => ({ containerPort: 1, name: 'a' })) }),
  containers: () => pod({}, { containers: many((index) => ({ name: `c${index}`, image: 'i' })) }),
  volumes: () => pod({}, { volumes: many((index) => ({ name: `v${index}` })) }),
  'a long limit': () =>
    pod({ resources: { limits: { cpu: `1${long('0')}`, [`hugepages-${long('1')}!`]: 1 } } }),
  'label keys': () =>
    pod(
      {},
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'z',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: {},
            matchLabelKeys: many(String),
          },
        ],
      },
    ),
  'a long initiator': () =>
    pod({}, { volumes: [{ name: 'v', iscsi: { targetPortal: 'a', lun: 0, iqn: long('iqn.2001-01.') } }] }),
  'a long domain': () => pod({}, { dnsConfig: { searches: [long('a.')] }, hostname: long('a-') }),
  'ports of a service': () =>
    made('v1', 'Service', { spec: { ports: many((index) => ({ name: `p${index}`, port: index })) } }),
  'an expression of many values': () =>
    made('apps/v1', 'Deployment', {
      spec: {
        selector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: many(String) }] },
        template: { metadata: { labels }, spec: podSpec() },
      },
    }),
  'exit codes': () =>
    made('batch/v1', 'Job', {
      spec: {
        template: { spec: podSpec({}, { restartPolicy: 'Never' }) },
        podFailurePolicy: {
          rules: [{ action: 'Count', onExitCodes: { operator: 'In', values: many((index) => index) } }],
        },
      },
    }),
  'a long schedule': () =>
    made('batch/v1', 'CronJob', {
      spec: {
        schedule: `@every ${long('1')}`,
        timeZone: long('a/'),
        jobTemplate: { spec: { template: { spec: podSpec({}, { restartPolicy: 'Never' }) } } },
      },
    }),
  'parts of an address': () =>
    made('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: long('1:') } }] }] },
    }),
  'resources of a webhook': () =>
    made('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
      webhooks: [{ name: 'a', rules: [{ resources: many((index) => `a${index}/*`) }] }],
    }),
};

describe('what is too much', () => {
  it.each(Object.entries(OBJECTS))('is judged in time that grows with its size: %s', (_what, make) => {
    const object = make();
    const start = performance.now();
    expect(kubernetesProblems(object).length).toBeLessThanOrEqual(1001);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
