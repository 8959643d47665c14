import * as fc from 'fast-check';
import { isJsonObject, type Json } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { describe, expect, it } from 'vitest';
import { judgePolicies, POLICY_RULES, policyContext } from '../../policy/index.ts';
import { fixtures, NOW } from './support/fixtures.ts';

const ALL = fixtures();

/** Every pointer into a value. */
function pointers(value: Json, path = ''): string[] {
  const members = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return [path, ...members.flatMap(([key, member]) => pointers(member, memberPointer(path, key)))];
}

/** A copy with another value at a pointer. */
function replaced(value: Json, pointer: string, by: unknown): unknown {
  if (pointer === '') return by;
  const [, token = '', ...rest] = pointer.split('/');
  const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
  const deeper = (member: Json) => replaced(member, rest.map((part) => `/${part}`).join(''), by);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? deeper(item) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === key ? deeper(member) : member]),
  );
}

function judge(object: unknown, others: readonly unknown[] = []) {
  return judgePolicies(object, policyContext([object, ...others], { now: NOW }));
}

describe('rules', () => {
  it('take any value anywhere: each finding still has a place and a message', () => {
    const odd = fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1.5,
      '',
      'x',
      '\ud800',
      [],
      {},
      [null],
      [[]],
      [{}],
      [1, 'x'],
      { x: {} },
      { constructor: 'x', __proto__: null },
      'constructor',
      '__proto__',
      'toString',
      undefined,
      [{ path: 1, name: {} }],
    );
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.nat(), fc.nat(), odd, ({ objects }, which, where, value) => {
        const object = objects[which % objects.length] as Json;
        const places = pointers(object);
        const changed = replaced(object, places[where % places.length] ?? '', value);
        const others = objects.map((other) => (other === object ? changed : other));
        for (const { path, message, rule } of [
          ...judge(changed, others),
          ...others.flatMap((other) => judge(other, others)),
        ]) {
          expect(path).toMatch(/^(?:\/|$)/);
          expect(message).toMatch(/\S\.?/);
          expect(rule).toMatch(/^(?:policy|api)\//);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('have nothing to say of what is no object', () => {
    for (const input of [null, 1, 'x', [], undefined, () => 0]) expect(judge(input)).toEqual([]);
    expect(judge({})).toEqual([]);
    expect(judge({ apiVersion: 1, kind: {} })).toEqual([]);
  });

  const MOST = 300_000;
  const fill = (part: string) => part.repeat(Math.floor(MOST / part.length));

  it.each([
    '-----BEGIN ',
    'LS0tLS1CRUdJTi',
    'eyJ',
    'eyJa.eyJ',
    '://a:',
    '://',
    'ghp_',
    '"auth" ',
    '<a',
    '<path:',
    'example.',
    '/example.com',
    'curl ',
    'curl /cdh/resource ',
    '\\\n',
    'a=',
    'sealed.',
    '%41',
    '%',
    ' ',
    '\n',
    '-----BEGIN CERTIFICATE-----',
    'default ExecProcessRequest := false\n',
    '@sha256:',
    '/etc/',
    '[Install',
  ])('take a long text in time, whatever it repeats: %j', (part) => {
    const text = fill(part);
    const annotation = {
      metadata: { annotations: { 'io.katacontainers.config.hypervisor.cc_init_data': text } },
    };
    const objects = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { text } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, stringData: { text } },
      { apiVersion: 'v1', kind: 'Pod', ...annotation, spec: { runtimeClassName: 'kata-cc', containers: [] } },
      { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: text, command: [text] }] } },
      {
        apiVersion: 'machineconfiguration.openshift.io/v1',
        kind: 'MachineConfig',
        spec: {
          kernelArguments: [text.slice(0, MOST / 3)],
          config: {
            storage: {
              files: [
                { path: text.slice(0, MOST / 3), contents: { source: `data:,${text.slice(0, MOST / 3)}` } },
              ],
            },
          },
        },
      },
    ];
    for (const object of objects) {
      const start = performance.now();
      judge(object);
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });

  it('take thousands of anything in time, and list no more than a thousand findings', () => {
    const many = <T>(value: T) => Array.from({ length: 5000 }, () => value);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: {
        runtimeClassName: 'kata-cc',
        containers: many({ image: 'a', env: [{ name: 'USER_TOKEN', value: 'x' }] }),
        volumes: many({ hostPath: {} }),
      },
    };
    const start = performance.now();
    expect(judge(pod)).toHaveLength(1001);
    expect(judge({ apiVersion: 'v1', kind: 'ConfigMap', data: { list: many('curl') } })).toEqual([]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('show no secret that they find', () => {
    const secrets = [
      'hunter2',
      'bm90IGEga2V5',
      's3cret',
      '4f1c2d3e5a6b7c8d9e0f1a2b3c4d5e6f',
      'aZ3kQ9vLx2Wm8RtYb5Nc',
      'a1B2a1B2',
      'eyJzdWIi',
      'dXNlcjpw',
    ];
    const bad = ALL.filter(({ rule }) => /^(?:secret-value|credential|kbs-url|pccs)/.test(rule));
    const text = JSON.stringify(
      bad.flatMap(({ objects }) => objects.flatMap((object) => judge(object, objects))),
    );
    expect(text.length).toBeGreaterThan(1000);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('are in order, each once', () => {
    expect(new Set(POLICY_RULES.map(({ id }) => id)).size).toBe(POLICY_RULES.length);
  });
});
