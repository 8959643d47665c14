import { describe, expect, it } from 'vitest';
import { validateObject } from '../../../validation/validate.ts';
import { widget, widgetCatalog } from '../support/catalogs.ts';

// Rules of the kinds that well-known APIs state, and what a server says to values.

interface KnownCase {
  readonly api: string;
  readonly field: object;
  readonly accepted: readonly unknown[];
  readonly refused: readonly unknown[];
}

function ruled(schema: object, ...rules: string[]): object {
  return { ...schema, 'x-kubernetes-validations': rules.map((rule) => ({ rule })) };
}

const text = { type: 'string' };
const integer = { type: 'integer' };

const CASES: readonly KnownCase[] = [
  {
    api: 'Gateway API: at most one header of a name, listeners that differ in name, port and protocol',
    field: ruled(
      {
        type: 'array',
        items: { type: 'object', properties: { name: text, port: integer, protocol: text, hostname: text } },
      },
      'self.all(l1, self.exists_one(l2, l1.name == l2.name))',
      'self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && ' +
        '(has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))',
      "self.all(l, l.protocol in ['TCP', 'UDP'] ? !has(l.hostname) || l.hostname == '' : true)",
    ),
    accepted: [
      [
        { name: 'a', port: 80, protocol: 'HTTP' },
        { name: 'b', port: 80, protocol: 'HTTP', hostname: 'x' },
      ],
      [],
    ],
    refused: [
      [
        { name: 'a', port: 80, protocol: 'HTTP' },
        { name: 'a', port: 81, protocol: 'HTTP' },
      ],
      [
        { name: 'a', port: 80, protocol: 'HTTP' },
        { name: 'b', port: 80, protocol: 'HTTP' },
      ],
      [{ name: 'a', port: 80, protocol: 'TCP', hostname: 'x' }],
      [{ name: 'a', port: 80 }],
    ],
  },
  {
    api: 'Gateway API: a path that starts with a slash and has no odd parts, by its type',
    field: ruled(
      { type: 'object', properties: { type: text, value: text } },
      "(self.type in ['Exact', 'PathPrefix']) ? self.value.startsWith('/') : true",
      "(self.type in ['Exact', 'PathPrefix']) ? !self.value.contains('//') && !self.value.endsWith('/..') : true",
      String.raw`self.type == 'RegularExpression' || self.value.matches(r"^(/([-\w.~]|%[0-9A-F]{2})*)+$")`,
    ),
    accepted: [
      { type: 'Exact', value: '/a%20b' },
      { type: 'RegularExpression', value: '//' },
    ],
    refused: [
      { type: 'Exact', value: 'a' },
      { type: 'PathPrefix', value: '/a//b' },
      { type: 'Exact', value: '/a b' },
      { type: 'Exact', value: '/a/..' },
    ],
  },
  {
    api: 'OpenShift ImageDigestMirrorSet: a mirror source is a host, with a port or a path, or a wildcard',
    field: ruled(
      text,
      String.raw`self.startsWith('*.') ? self.matches(r'^\*(\.[a-z0-9-]+)+$') : self.matches(r'^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?(/[a-z0-9._-]+)*$')`,
    ),
    accepted: ['registry.example.com', 'registry.example.com:5000/a/b-c', '*.example.com', 'localhost'],
    refused: [
      '',
      'https://registry.example.com',
      '*.example.com/a',
      'registry.example.com/A',
      'a_b.example.com',
    ],
  },
  {
    api: 'OpenShift MachineConfigPool: at most one of two pinned sets, and a percentage or a number',
    field: ruled(
      {
        type: 'object',
        properties: {
          maxUnavailable: { 'x-kubernetes-int-or-string': true },
          sets: { type: 'array', items: { type: 'object', properties: { name: text } } },
        },
      },
      "!has(self.maxUnavailable) || type(self.maxUnavailable) == int ? true : self.maxUnavailable.matches('^[0-9]+%$')",
      '!has(self.maxUnavailable) || type(self.maxUnavailable) == string || self.maxUnavailable >= 0',
      '!has(self.sets) || self.sets.all(s, !format.dns1123Subdomain().validate(s.name).hasValue())',
    ),
    accepted: [{}, { maxUnavailable: 1 }, { maxUnavailable: '10%' }, { sets: [{ name: 'a.b' }] }],
    refused: [{ maxUnavailable: -1 }, { maxUnavailable: '10' }, { sets: [{ name: 'A' }] }],
  },
  {
    api: 'OpenShift Infrastructure: two addresses are of different families',
    field: ruled(
      { type: 'array', items: ruled(text, 'isIP(self)') },
      'size(self) == 2 && isIP(self[0]) && isIP(self[1]) ? ip(self[0]).family() != ip(self[1]).family() : true',
    ),
    accepted: [['10.0.0.1'], ['10.0.0.1', 'fd00::1'], []],
    refused: [['10.0.0.1', '10.0.0.2'], ['10.0.0.256'], ['fd00::1', 'fd00::2']],
  },
  {
    api: 'cluster networks: a block holds another, and a prefix is long enough',
    field: ruled(
      { type: 'object', properties: { cidr: text, inner: text, hostPrefix: integer } },
      'isCIDR(self.cidr) && cidr(self.cidr) == cidr(self.cidr).masked()',
      'cidr(self.cidr).containsCIDR(self.inner)',
      'self.hostPrefix >= cidr(self.cidr).prefixLength()',
    ),
    accepted: [{ cidr: '10.0.0.0/8', inner: '10.1.0.0/16', hostPrefix: 23 }],
    refused: [
      { cidr: '10.0.0.1/8', inner: '10.1.0.0/16', hostPrefix: 23 },
      { cidr: '10.0.0.0/8', inner: '11.1.0.0/16', hostPrefix: 23 },
      { cidr: '10.0.0.0/8', inner: '10.1.0.0/16', hostPrefix: 7 },
      { cidr: '10.0.0.0/8', inner: 'x', hostPrefix: 23 },
    ],
  },
  {
    api: 'autoscalers: a limit is a quantity and not below the request',
    field: ruled(
      { type: 'object', properties: { request: text, limit: text } },
      'isQuantity(self.request) && isQuantity(self.limit)',
      'quantity(self.limit).compareTo(quantity(self.request)) >= 0',
      "quantity(self.limit).isLessThan(quantity('1Ti'))",
    ),
    accepted: [
      { request: '500m', limit: '1' },
      { request: '1Gi', limit: '1024Mi' },
    ],
    refused: [
      { request: '1Gi', limit: '1G' },
      { request: '1', limit: '2Ti' },
      { request: '1', limit: '1K' },
    ],
  },
  {
    api: 'Cluster API: a version and what it may be',
    field: ruled(
      text,
      "isSemver(self, true) && semver(self, true).isGreaterThan(semver('1.28.0')) && semver(self, true).major() == 1",
    ),
    accepted: ['v1.30.1', '1.29', 'v1.31.0-rc.1'],
    refused: ['1.28.0', 'v1.27.3', '2.0.0', 'latest'],
  },
  {
    api: 'External Secrets: exactly one way to authenticate',
    field: ruled(
      { type: 'object', properties: { a: { type: 'object', properties: {} }, b: text, c: text } },
      '[has(self.a), has(self.b), has(self.c)].filter(x, x).size() == 1',
    ),
    accepted: [{ a: {} }, { b: 'x' }],
    refused: [{}, { a: {}, b: 'x' }, { b: 'x', c: 'y' }],
  },
  {
    api: 'cert-manager: a renewal before the end of a duration',
    field: ruled(
      {
        type: 'object',
        properties: {
          duration: { ...text, format: 'duration' },
          renewBefore: { ...text, format: 'duration' },
        },
      },
      "!has(self.duration) || self.duration >= duration('1h')",
      '!has(self.duration) || !has(self.renewBefore) || self.renewBefore < self.duration',
    ),
    accepted: [{}, { duration: '2160h', renewBefore: '360h' }, { duration: '90 days' }],
    refused: [{ duration: '30m' }, { duration: '2h', renewBefore: '2h' }],
  },
  {
    api: 'Crossplane: labels of a map, by key and value',
    field: ruled(
      { type: 'object', additionalProperties: text },
      "self.all(key, size(key) <= 63 && key.matches('^[a-z./-]+$')) && self.all(key, self[key] != '')",
      "!('example.com/forbidden' in self)",
    ),
    accepted: [{}, { 'a.b/c': 'x' }],
    refused: [{ A: 'x' }, { a: '' }, { 'example.com/forbidden': 'x' }],
  },
  {
    api: 'Karpenter: a selector with tags, an id, or neither, and no duplicate of a key',
    field: ruled(
      {
        type: 'array',
        items: {
          type: 'object',
          properties: { id: text, tags: { type: 'object', additionalProperties: text } },
        },
      },
      'self.size() != 0',
      "self.all(x, has(x.tags) || has(x.id)) && !self.all(x, has(x.id) && (has(x.tags) && x.tags.all(k, k != '' && x.tags[k] != '')))",
    ),
    accepted: [[{ id: 'a' }], [{ tags: { k: 'v' } }, { id: 'b' }]],
    refused: [[], [{}], [{ id: 'a', tags: { k: 'v' } }]],
  },
  {
    api: 'webhooks and routes: an URL of a scheme, without a query',
    field: ruled(
      text,
      "isURL(self) && url(self).getScheme() == 'https' && url(self).getHostname() != ''",
      'url(self).getQuery().size() == 0 && url(self).getPort() != "80"',
    ),
    accepted: ['https://a.example.com/path', 'https://[::1]:8443'],
    refused: [
      'http://a.example.com',
      'https://a.example.com?x=1',
      'a.example.com',
      'https://a.example.com:80/',
      '/path',
    ],
  },
  {
    api: 'optional fields, by a path that may end',
    field: ruled(
      { type: 'object', properties: { a: { type: 'object', properties: { b: integer } } } },
      'self.?a.?b.orValue(0) >= 0 && self.?a.b.optMap(v, v < 10).orValue(true)',
    ),
    accepted: [{}, { a: {} }, { a: { b: 5 } }],
    refused: [{ a: { b: -1 } }, { a: { b: 10 } }],
  },
];

describe.each(CASES)('$api', ({ field, accepted, refused }) => {
  const catalog = widgetCatalog({ type: 'object', properties: { x: field } });
  const findings = (x: unknown) => validateObject(widget({ spec: { x } }), catalog).findings;

  it.each(accepted.map((value) => [value]))('accepts %j', (value) => {
    expect(findings(value)).toEqual([]);
  });

  it.each(refused.map((value) => [value]))('refuses %j by a rule', (value) => {
    const found = findings(value);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(
      found.map(() => 'error api/cel'),
    );
  });
});
