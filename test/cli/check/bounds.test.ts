import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { judgeDocument } from 'kube-strict/check/judge-document.ts';
import { readDocumentsNow } from 'kube-strict/manifests/read-documents.ts';
import { Counter } from 'kube-strict/report/checked-document.ts';
import { FORMATS, type Format } from 'kube-strict/report/formats.ts';
import { kindsOfCrd } from 'kube-strict/validation/schema/crd.ts';
import { describe, expect, it } from 'vitest';
import { Unpacking } from '../../../initdata/unpacking.ts';
import { policyContext } from '../../../policy/index.ts';
import { judging, TOOL } from './support/judging.ts';

const NAMES = Object.keys(FORMATS) as Format[];

/** What a format reports about a text. */
async function report(format: Format, text: string, context = judging()): Promise<string> {
  const reporter = await FORMATS[format](TOOL);
  const counter = new Counter();
  const texts = [reporter.start()];
  for (const document of readDocumentsNow([Buffer.from(text)], {})) {
    for (const checked of judgeDocument('a.yaml', document, context))
      texts.push(reporter.document(counter.add(checked)));
  }
  return [...texts, reporter.end(counter.summary())].join('');
}

/** The problems of reading a text. */
function problemsOf(text: string, json = false) {
  return [...readDocumentsNow([Buffer.from(text)], { json })].flatMap(({ problems }) => problems);
}

const crd = (schema: object) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'example.com',
    names: { kind: 'Thing', plural: 'things' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: schema } }],
  },
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a run', () => {
  it.each(NAMES)('shows so many findings and tells how many more there are, as %s', async (format) => {
    const text = '---\napiVersion: v1\nkind: Pod\n'.repeat(4000);
    const output = await report(format, text);
    const shown = output.match(/api\/required/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(1000);
    expect(shown).toBeLessThan(6000);
    expect(output).toMatch(/notShown|findings more, which are not shown/);
    // Each object that is wrong is wrong in the report.
    if (format === 'junit') expect(output.match(/<failure/g)).toHaveLength(4000);
    if (format === 'json') expect(output.match(/"verdict":"invalid"/g)).toHaveLength(4000);
  });

  it('names each KataConfig beside others, but not all of the others', async () => {
    const one = (index: number) =>
      `---\napiVersion: kataconfiguration.openshift.io/v1\nkind: KataConfig\nmetadata: {name: a${index}}\n`;
    const objects = many(300, (index) => ({
      apiVersion: 'kataconfiguration.openshift.io/v1',
      kind: 'KataConfig',
      metadata: { name: `a${index}` },
    }));
    const policy = policyContext(objects);
    const output = await report(
      'text',
      many(300, one).join(''),
      judging({ clusters: { of: () => [policy] } }),
    );
    expect(output.match(/There is another KataConfig/g)).toHaveLength(300);
    expect(output.length).toBeLessThan(300 * 600);
  });

  it('unpacks only so much more initdata than it is given, and goes on to unpack what is small', () => {
    const unpacking = new Unpacking();
    const trap = (index: number) => gzipSync(`# ${index}\n${'#'.repeat(2 ** 21 - 100)}`).toString('base64');
    const results = many(60, (index) => unpacking.decode(trap(index)));
    const taken = results.filter((result) => 'toml' in result);
    expect(taken.length).toBeLessThan(10);
    expect(results.at(-1)).toEqual({ fault: expect.stringContaining('judge fewer objects at once') });
    const fleet = new Unpacking();
    const policy = many(200, (index) => `default Rule${index}${Math.random()} := false`).join('\n');
    for (let pod = 0; pod < 3000; pod += 1)
      expect(fleet.decode(gzipSync(`${policy}\n# ${pod}`).toString('base64'))).toHaveProperty('toml');
  });
});

describe('a document', () => {
  it.each([
    ['objects of JSON after each other', () => problemsOf('{}'.repeat(100_001), true)],
    ['values of JSON', () => problemsOf(`{"a":[${'1,'.repeat(3_000_000)}1]}`, true)],
    ['values of YAML', () => problemsOf(`a: [${'1, '.repeat(3_000_000)}1]\n`)],
  ])('of too many %s is refused with one message', (_what, read) => {
    expect(read().map(({ rule }) => rule)).toEqual(['yaml/size']);
  });

  it.each([
    ['double quotes with escapes', `"${'\\n'.repeat(4_000_000)}"`],
    ['single quotes', `'${"''".repeat(4_000_000)}'`],
    ['no quotes, in braces', 'x '.repeat(3_000_000).trim()],
    ['digits, in braces', '1'.repeat(8_000_000)],
  ])('with one long value in %s is read', (_what, value) => {
    for (const text of [`a: {b: ${value}}\n`, `a:\n  b: ${value}\n`]) expect(problemsOf(text)).toEqual([]);
  });
});

describe('a definition', () => {
  const properties = (count: number, schema: object) =>
    Object.fromEntries(many(count, (index) => [`p${index}`, schema]));

  it.each([
    ['properties', { properties: properties(20_001, { type: 'string' }) }],
    ['patterns', { properties: properties(2000, { type: 'string', pattern: '^a$' }) }],
    ['rules', { 'x-kubernetes-validations': many(2000, () => ({ rule: 'true' })) }],
    ['alternatives', { anyOf: many(20_001, () => ({})) }],
    ['values', { enum: many(210_000, String) }],
  ])('with too many %s is refused', (_what, schema) => {
    expect(() => kindsOfCrd(crd({ type: 'object', ...schema }))).toThrow('too many parts, or patterns');
  });

  it('as large as the largest that are published is taken', () => {
    const large = { type: 'object', properties: properties(9800, { type: 'string' }) };
    expect(kindsOfCrd(crd(large))).toHaveLength(1);
    const patterns = { type: 'object', properties: properties(731, { type: 'string', pattern: '^a$' }) };
    expect(kindsOfCrd(crd(patterns))).toHaveLength(1);
  });
});

describe('a waiver', () => {
  const pod = (annotation: string) => `apiVersion: v1
kind: Pod
metadata: {name: a, annotations: {${annotation}}}
spec: {hostNetwork: true, containers: [{name: a, image: quay.io/a/b:latest}]}
`;
  const waived = pod('policy.coco-gitops/host-namespaces: we must, policy.coco-gitops/image-digest: a test');

  it.each(NAMES)('shows in the summary, whatever else is shown, as %s', async (format) => {
    const output = await report(format, waived, judging({ minSeverity: 'error' }));
    expect(output).toMatch(/waived/i);
    expect(output).toContain('policy/host-namespaces');
    expect(await report(format, pod(''), judging({ minSeverity: 'error' }))).not.toMatch(/waived/i);
  });

  it('of an object does not count where nobody vouches for it', async () => {
    const strict = judging({}, { ownWaivers: false });
    const [own, none] = [await report('json', waived, strict), await report('json', pod(''), strict)];
    const rules = (text: string) =>
      JSON.parse(text).documents[0].findings.map(
        ({ rule, severity }: Record<string, string>) => `${rule} ${severity}`,
      );
    expect(rules(own)).toEqual(rules(none));
    expect(own).not.toMatch(/waived/i);
  });
});

describe('any document', () => {
  const NAMES_OF_OBJECTS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'length'];
  const word = fc.oneof(
    fc.constantFrom(...NAMES_OF_OBJECTS),
    fc.constantFrom(
      'apiVersion',
      'kind',
      'metadata',
      'name',
      'spec',
      'containers',
      'env',
      'data',
      'items',
      'v1',
      'Pod',
      'List',
      'Secret',
    ),
    fc.string({ maxLength: 5 }),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(word, tie('value')), { maxLength: 5 })
        .map((entries) => new Map(entries as [string, unknown][])),
    ),
  })).value;

  const text = (input: unknown): string => {
    if (input instanceof Map) {
      return `{${[...input].map(([key, member]) => `${JSON.stringify(key)}:${text(member)}`).join()}}`;
    }
    return Array.isArray(input) ? `[${input.map(text).join()}]` : (JSON.stringify(input) ?? 'null');
  };

  it('of any shape and with any names is judged without a crash, in each format', async () => {
    const head = fc.constantFrom(
      'v1 Pod',
      'v1 Secret',
      'v1 ConfigMap',
      'v1 List',
      'v1 Service',
      'apps/v1 Deployment',
      'batch/v1 Job',
      'kataconfiguration.openshift.io/v1 KataConfig',
      'constructor __proto__',
      'rbac.authorization.k8s.io/v1 Role',
    );
    await fc.assert(
      fc.asyncProperty(head, fc.array(fc.tuple(word, value), { maxLength: 6 }), async (kind, entries) => {
        const [apiVersion, name] = kind.split(' ');
        const object = new Map<string, unknown>([['apiVersion', apiVersion], ['kind', name], ...entries]);
        for (const format of NAMES) expect(await report(format, text(object))).not.toContain('\n    at ');
      }),
      { numRuns: 60 },
    );
  });
});
