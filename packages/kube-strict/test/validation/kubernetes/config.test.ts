import { describe, expect, it } from 'vitest';
import { validateObject } from '../../../validation/validate.ts';
import { kubernetesCatalog } from '../support/catalogs.ts';
import { configMap } from '../support/judge.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

const MIB = 1024 * 1024;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a ConfigMap', () => {
  const map = (fields: object): object => configMap({}, fields);
  accepts({
    'texts and bytes': map({ data: { 'a.b_c-D': '' }, binaryData: { '.d': base64('e') } }),
    'a mebibyte of both': map({
      data: { a: 'é'.repeat(MIB / 4) },
      binaryData: { b: base64('x'.repeat(MIB / 2)) },
    }),
  });
  refuses({
    'a key with blanks': [map({ data: { 'a b': '' } }), 'api/format /data/a b'],
    'a key that starts with two dots': [map({ data: { '..a': '' } }), 'api/format /data/..a'],
    'one key in both': [map({ data: { a: '' }, binaryData: { a: '' } }), 'api/forbidden /binaryData/a'],
    'more than a mebibyte': [map({ data: { a: 'x'.repeat(MIB), b: 'x' } }), 'api/length '],
    'a key as long as a name, and more': [
      map({ data: { ['a'.repeat(254)]: '' } }),
      `api/format /data/${'a'.repeat(254)}`,
    ],
  });
});

describe('a Secret', () => {
  const secret = (type: string, stringData: object, rest: object = {}): object =>
    made('v1', 'Secret', { type: type === '' ? type : `kubernetes.io/${type}`, stringData, ...rest });
  accepts({
    anything: secret('', { a: 'b' }),
    'a type that nobody knows': made('v1', 'Secret', { type: 'example.com/a' }),
    'a certificate': secret('tls', { 'tls.key': '' }, { data: { 'tls.crt': base64('a') } }),
    'a name or a password': secret('basic-auth', { password: '' }),
    'a key': secret('ssh-auth', { 'ssh-privatekey': 'a' }),
    'a registry': secret('dockerconfigjson', {}, { data: { '.dockerconfigjson': base64('{"auths":{}}') } }),
    'no registry': secret('dockercfg', { '.dockercfg': 'null' }),
    'a mebibyte, of which texts replace bytes': secret(
      '',
      { a: 'x'.repeat(MIB) },
      { data: { a: base64('y'.repeat(MIB)) } },
    ),
  });
  refuses({
    'half a certificate': [secret('tls', { 'tls.crt': '' }), 'api/required /data/tls.key'],
    'neither name nor password': [secret('basic-auth', {}), 'api/required /data/username'],
    'an empty key': [secret('ssh-auth', { 'ssh-privatekey': '' }), 'api/required /data/ssh-privatekey'],
    'no registry at all': [secret('dockerconfigjson', {}), 'api/required /data/.dockerconfigjson'],
    'a registry that is no JSON': [
      secret('dockerconfigjson', { '.dockerconfigjson': 'a: b' }),
      'api/format /stringData/.dockerconfigjson',
    ],
    'a list for a registry': [
      secret('dockercfg', {}, { data: { '.dockercfg': base64('[]') } }),
      'api/format /data/.dockercfg',
    ],
    'a token of nobody': [
      secret('service-account-token', {}),
      'api/required /metadata/annotations/kubernetes.io~1service-account.name',
    ],
    'more than a mebibyte': [secret('', { a: 'x'.repeat(MIB + 1) }), 'api/length '],
    'a key with a slash': [secret('', { 'a/b': '' }), 'api/format /stringData/a~1b'],
  });

  it('is not told to anybody', () => {
    const object = secret('dockercfg', { '.dockercfg': 'hunter2', 'a b': 'hunter2' });
    const { findings } = validateObject(object, kubernetesCatalog);
    expect(findings).toHaveLength(2);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('a Namespace', () => {
  const namespace = (...finalizers: string[]): object => made('v1', 'Namespace', { spec: { finalizers } });
  accepts({ finalizers: namespace('kubernetes', 'example.com/a') });
  refuses({ 'a finalizer without a prefix': [namespace('mine'), 'api/format /spec/finalizers/0'] });

  const labelled = (labels: object): object => made('v1', 'Namespace', { metadata: { name: 'a', labels } });
  const place = (name: string) => `/metadata/labels/pod-security.kubernetes.io~1${name}`;
  for (const mode of ['enforce', 'audit', 'warn']) {
    const label = `pod-security.kubernetes.io/${mode}`;
    accepts({
      [`levels and versions to ${mode}`]: labelled({ [label]: 'restricted', [`${label}-version`]: 'v1.34' }),
      [`the latest version to ${mode}`]: labelled({ [label]: 'privileged', [`${label}-version`]: 'latest' }),
      [`a label near to ${mode}, which nothing reads`]: labelled({ [`${label}d`]: 'x' }),
    });
    refuses({
      [`no such level to ${mode}`]: [labelled({ [label]: 'Restricted' }), `api/enum ${place(mode)}`],
      [`an empty level to ${mode}`]: [labelled({ [label]: '' }), `api/enum ${place(mode)}`],
      ...Object.fromEntries(
        ['', 'v1', '1.34', 'v1.034', 'v2.0', 'v1.34.1', 'Latest'].map((version) => [
          `the version "${version}" to ${mode}`,
          [labelled({ [`${label}-version`]: version }), `api/format ${place(`${mode}-version`)}`] as const,
        ]),
      ),
    });
  }
});

describe('a Node', () => {
  const node = (spec: object, status: object = {}): object => made('v1', 'Node', { spec, status });
  accepts({
    'what it has': node({}, { capacity: { cpu: '3.5', pods: 110, anything: 1 }, allocatable: { cpu: 0 } }),
    // pkg/apis/core/v1/conversion.go, Convert_v1_NodeSpec_To_core_NodeSpec
    'one network, which hides others': node({ podCIDR: '10.0.0.0/24', podCIDRs: ['none'] }),
    'a source of settings, which only an update looks at': node({ configSource: { configMap: {} } }),
    'taints and networks': node({
      taints: [
        { key: 'a', effect: 'NoSchedule' },
        { key: 'a', value: 'b', effect: 'NoExecute' },
      ],
      podCIDR: '10.0.0.0/24',
      podCIDRs: ['10.0.0.0/24', '2001:db8::/64'],
    }),
  });
  refuses({
    'one taint twice': [
      node({
        taints: [
          { key: 'a', effect: 'NoSchedule' },
          { key: 'a', value: 'b', effect: 'NoSchedule' },
        ],
      }),
      'api/duplicate /spec/taints/1',
    ],
    // ValidateNodeResources
    'less than nothing': [node({}, { capacity: { cpu: -1 } }), 'api/bounds /status/capacity/cpu'],
    'half a pod': [node({}, { allocatable: { pods: '1.5' } }), 'api/invalid-value /status/allocatable/pods'],
    'a network that is none': [
      node({ podCIDR: 'none', podCIDRs: ['10.0.0.0/24'] }),
      'api/format /spec/podCIDR',
    ],
    'two networks of one family': [
      node({ podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', '10.1.0.0/24'] }),
      'api/invalid-value /spec/podCIDRs',
    ],
  });
});
