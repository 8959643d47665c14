import { describe, expect, it } from 'vitest';
import { widget, widgetCatalog } from './support/catalogs.ts';
import { configMap, fieldProblems, kubernetesProblems, pod, problemsOf } from './support/judge.ts';

// What a strict OpenShift 4.21 API server was seen to accept and refuse.

describe('an integer', () => {
  it('of a custom resource has the range of 64 bits whatever its format, and its own bounds', () => {
    expect(fieldProblems({ type: 'integer', format: 'int32' }, 2 ** 40)).toEqual([]);
    expect(fieldProblems({ type: 'integer' }, 9223372036854775807n)).toEqual([]);
    expect(fieldProblems({ type: 'integer' }, 9223372036854775808n)).toEqual(['api/type /spec/x']);
    expect(fieldProblems({ type: 'integer' }, 1e19)).toEqual(['api/type /spec/x']);
    expect(fieldProblems({ type: 'integer' }, 1.5)).toEqual(['api/type /spec/x']);
    expect(fieldProblems({ type: 'integer', minimum: 1, exclusiveMinimum: true }, 1)).toEqual([
      'api/bounds /spec/x',
    ]);
    expect(fieldProblems({ type: 'integer', maximum: 5 }, 6)).toEqual(['api/bounds /spec/x']);
  });

  it('of Kubernetes has the range of its type', () => {
    expect(kubernetesProblems(pod({}, { terminationGracePeriodSeconds: 2 ** 40 }))).toEqual([]);
    const important = { priorityClassName: 'important', priority: 2 ** 31 - 1 };
    expect(kubernetesProblems(pod({}, important))).toEqual([]);
    expect(kubernetesProblems(pod({}, { priority: 2 ** 31 }))).toEqual(['api/bounds /spec/priority']);
    expect(kubernetesProblems(pod({}, { terminationGracePeriodSeconds: 1e19 }))).toEqual([
      'api/type /spec/terminationGracePeriodSeconds',
    ]);
    expect(kubernetesProblems(pod({}, { priority: 1.5 }))).toEqual(['api/type /spec/priority']);
  });

  it('may take turns with a string, but with nothing else', () => {
    const either = { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] };
    expect(fieldProblems(either, 1)).toEqual([]);
    expect(fieldProblems(either, '50%')).toEqual([]);
    expect(fieldProblems(either, true)).toEqual(['api/type /spec/x']);
    expect(fieldProblems(either, 1.5)).toEqual(['api/type /spec/x']);
    const service = (targetPort: unknown): string[] =>
      kubernetesProblems({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ports: [{ port: 80, targetPort }] },
      });
    expect([...service(8080), ...service('http')]).toEqual([]);
    expect(service(true)).toEqual(['api/type /spec/ports/0/targetPort']);
    expect(service(1.5)).toEqual(['api/type /spec/ports/0/targetPort']);
    expect(service(2 ** 31)).toEqual(['api/bounds /spec/ports/0/targetPort']);
  });
});

describe('a length', () => {
  it('counts code points, not UTF-16 units or bytes', () => {
    expect(fieldProblems({ type: 'string', maxLength: 3 }, '\u{1f600}\u{1f600}é')).toEqual([]);
    expect(fieldProblems({ type: 'string', maxLength: 2 }, '\u{1f600}\u{1f600}é')).toEqual([
      'api/length /spec/x',
    ]);
    expect(fieldProblems({ type: 'string', minLength: 2 }, '\u{1f600}')).toEqual(['api/length /spec/x']);
  });
});

describe('a pattern', () => {
  it('is unanchored RE2', () => {
    expect(fieldProblems({ type: 'string', pattern: 'b+' }, 'abc')).toEqual([]);
    expect(fieldProblems({ type: 'string', pattern: '^b+$' }, 'abc')).toEqual(['api/pattern /spec/x']);
    expect(fieldProblems({ type: 'string', pattern: '^(?i)(abort|warn)?$' }, 'ABORT')).toEqual([]);
    expect(fieldProblems({ type: 'string', pattern: '^(?i)(abort|warn)?$' }, 'ABORTED')).toEqual([
      'api/pattern /spec/x',
    ]);
    expect(fieldProblems({ type: 'string', pattern: '^[[:cntrl:]]$' }, '\u0001')).toEqual([]);
    expect(fieldProblems({ type: 'string', pattern: '^[[:cntrl:]]$' }, 'c')).toEqual(['api/pattern /spec/x']);
    expect(fieldProblems({ type: 'string', pattern: '^.$' }, '\r')).toEqual([]);
    expect(fieldProblems({ type: 'string', pattern: '^.$' }, '\u2028')).toEqual([]);
    expect(fieldProblems({ type: 'string', pattern: '^.$' }, '\n')).toEqual(['api/pattern /spec/x']);
  });

  it('is one of its own for each field', () => {
    const catalog = widgetCatalog({
      type: 'object',
      properties: { a: { type: 'string', pattern: '^a$' }, b: { type: 'string', pattern: '^b$' } },
    });
    expect(problemsOf(widget({ spec: { a: 'a', b: 'b' } }), catalog)).toEqual([]);
    expect(problemsOf(widget({ spec: { a: 'b', b: 'a' } }), catalog)).toEqual([
      'api/pattern /spec/a',
      'api/pattern /spec/b',
    ]);
  });
});

describe('a quantity', () => {
  const pattern =
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
  const custom = (value: unknown): string[] =>
    fieldProblems(
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }], pattern },
      value,
    );
  const builtIn = (cpu: unknown): string[] => kubernetesProblems(pod({ resources: { limits: { cpu } } }));

  it('of a custom resource is an integer, or a text of its pattern', () => {
    expect([1, '100m', '1e1.5'].flatMap(custom)).toEqual([]);
    expect(custom(0.5)).toEqual(['api/type /spec/x']);
    expect(custom(' 1')).toEqual(['api/pattern /spec/x']);
  });

  it.each([0.5, 1, '100m', ' 1', '1 ', 'Gi', '1e3', '1E', '.5', '+1.5Gi'])(
    'of Kubernetes may be %j',
    (value) => {
      expect(builtIn(value)).toEqual([]);
    },
  );

  it.each(['', ' ', '1GB', '1K', '10mi', '1 Gi', '1e1.5', '\t1', '0x1'])(
    'of Kubernetes may not be %j',
    (value) => {
      expect(builtIn(value)).toEqual(['api/format /spec/containers/0/resources/limits/cpu']);
    },
  );

  it.each([true, [], {}])('of Kubernetes may not be %j', (value) => {
    expect(builtIn(value)).toEqual(['api/type /spec/containers/0/resources/limits/cpu']);
  });
});

describe('base64', () => {
  const custom = (value: unknown): string[] => fieldProblems({ type: 'string', format: 'byte' }, value);
  const secret = (value: unknown): string[] =>
    kubernetesProblems({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { k: value } });

  it('of a custom resource is padded, not empty, and on one line', () => {
    expect(custom('YQ==')).toEqual([]);
    for (const wrong of ['', 'YQ', 'YQ=\n=', 'Y-_=']) expect(custom(wrong)).toEqual(['api/format /spec/x']);
  });

  it('of Kubernetes may be empty, null, a list of bytes, or have line breaks', () => {
    expect(['', null, 'YQ==', 'YW\nJj\r\n', [97, 98]].flatMap(secret)).toEqual([]);
    for (const wrong of ['YQ', 'Y-_=', 'YQ=', ' YQ==']) expect(secret(wrong)).toEqual(['api/format /data/k']);
    expect(secret(1)).toEqual(['api/type /data/k']);
    expect(secret([256])).toEqual(['api/bounds /data/k/0']);
  });
});

describe('a timestamp of metadata', () => {
  const problems = (creationTimestamp: unknown): string[] =>
    kubernetesProblems(configMap({ creationTimestamp }));

  it.each(['2026-02-28T23:59:59Z', '2024-02-29T00:00:00.5+02:00', '2026-01-01T1:00:00Z', null])(
    'may be %j',
    (value) => {
      expect(problems(value)).toEqual([]);
    },
  );

  it.each([
    '2026-02-28t23:59:59Z',
    '2026-02-28T23:59:59z',
    '2026-02-28T23:59Z',
    '2026-02-28T23:59:60Z',
    '2026-02-28T24:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-02-28T00:00:00+0200',
    '2026-02-28 00:00:00Z',
    '2026-02-28',
    '',
  ])('may not be %j', (value) => {
    expect(problems(value)).toEqual(['api/format /metadata/creationTimestamp']);
  });

  it('may not be a number', () => {
    expect(problems(1)).toEqual(['api/type /metadata/creationTimestamp']);
  });
});

describe('a text with a format', () => {
  it('may be a list in a custom resource, since the server leaves it to the format', () => {
    expect(fieldProblems({ type: 'string', format: 'date-time' }, ['x'])).toEqual([]);
    expect(fieldProblems({ type: 'string', format: 'unheard-of' }, ['x'])).toEqual(['api/type /spec/x']);
    expect(fieldProblems({ type: 'string', format: 'date-time' }, [{ a: 1 }])).toEqual([
      'api/unknown-field /spec/x/0/a',
    ]);
  });

  it('may be anything when the format is not known', () => {
    for (const format of ['ip', 'quantity', 'unheard-of']) {
      expect(fieldProblems({ type: 'string', format }, '!')).toEqual([]);
    }
    expect(fieldProblems({ type: 'string', format: 'ipv4' }, '!')).toEqual(['api/format /spec/x']);
  });
});
