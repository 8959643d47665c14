import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, type Report } from './support/check.ts';

const FORMATS = ['text', 'json', 'junit', 'sarif', 'github'];
const SECRET = 'hunter2hunter2';

/** Everything that every format prints about some texts. */
function printed(...texts: string[]): string {
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]));
  return FORMATS.map((format) => {
    const { stdout, stderr, status } = check(files, '-o', format, '.');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    return stdout;
  }).join('\n');
}

const secret = (rest: string, head = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}') =>
  `${head}\n${rest}\n`;
const route = (tls: string) =>
  [
    'apiVersion: route.openshift.io/v1',
    'kind: Route',
    'metadata: {name: r}',
    'spec:',
    '  to: {name: a}',
    '  tls:',
    ...tls.split('\n').map((line) => `    ${line}`),
    '',
  ].join('\n');
const deployment = (env: string) =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: {name: d}',
    'spec:',
    '  selector: {matchLabels: {a: b}}',
    '  template:',
    '    metadata: {labels: {a: b}}',
    '    spec:',
    '      containers:',
    '        - name: c',
    '          image: x',
    ...env.split('\n').map((line) => `          ${line}`),
    '',
  ].join('\n');

/** Mistakes that bring a confidential text into the neighbourhood of a finding. */
const CASES: readonly (readonly [string, string])[] = [
  ['data of a Secret that is no base64', secret(`data:\n  p: ${SECRET}!`)],
  ['data of a Secret in a wrong shape', secret(`data: ${SECRET}`)],
  ['data of a Secret as a list', secret(`data: [${SECRET}]`)],
  ['data of a Secret below a wrong field', secret(`dta:\n  p: ${SECRET}`)],
  ['data of a Secret that is nested', secret(`stringData:\n  p: {q: ${SECRET}}`)],
  ['a key of a Secret that is there twice', secret(`stringData:\n  p: x\n  p: ${SECRET}`)],
  ['a comment in a Secret', secret(`stringData: {p: 1} # ${SECRET}`)],
  [
    'what kubectl has applied',
    secret(
      `metadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: {a: ${SECRET}}`,
      'apiVersion: v1\nkind: Secret',
    ),
  ],
  [
    'a Secret in a list',
    `apiVersion: v1\nkind: List\nitems:\n  - ${secret(`data: {p: ${SECRET}}`).replaceAll('\n', '\n    ')}`,
  ],
  [
    'a Secret in JSON',
    `{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "labels": 1}, "stringData": {"p": ["${SECRET}"]}}`,
  ],
  ['a Secret that cannot be read', secret(`data: {p: "${SECRET}`)],
  [
    'a Secret of an unknown kind with a repeated key',
    secret(`p: ${SECRET}\np: ${SECRET}`, 'apiVersion: example.com/v1\nkind: Secret'),
  ],
  ['the value of a variable with a wrong type', deployment(`env:\n  - name: P\n    value: {p: ${SECRET}}`)],
  ['the value of a variable under a wrong name', deployment(`env:\n  - name: P\n    vaule: ${SECRET}`)],
  ['the value of a variable in a wrong place', deployment(`env:\n  P: ${SECRET}`)],
  [
    'the value of a variable that an alias repeats',
    deployment(`env:\n  - name: P\n    value: [&p ${SECRET}]\n  - name: Q\n    value: [*p]`),
  ],
  ['the value of a variable with a comment', deployment(`env:\n  - name: P\n    value: 1 # ${SECRET}`)],
  ['the key of a Route', route(`termination: passthrough\nkey: ${SECRET}`)],
  ['the key of a Route of several lines', route(`termination: passthrough\nkey: |\n  a\n  ${SECRET}`)],
  ['a variable in a text that cannot be read', deployment(`env:\n  - name: P\n    value: a: ${SECRET}`)],
];

describe('no report shows', () => {
  const files = Object.fromEntries(CASES.map(([, text], index) => [`${index}.yaml`, text]));
  const outputs = new Map<string, string>();
  /** What a format prints about all cases; each is run once. */
  const outputOf = (format: string): string => {
    const output = outputs.get(format) ?? check(files, '-o', format, '.').stdout;
    outputs.set(format, output);
    return output;
  };

  it.each(CASES)('%s', (_what, text) => {
    const file = `${CASES.findIndex(([, other]) => other === text)}.yaml`;
    const { documents } = JSON.parse(outputOf('json')) as Report;
    const ofFile = documents.filter((document) => document.file === file);
    expect(ofFile.some(({ verdict }) => verdict === 'invalid')).toBe(true);
    expect(JSON.stringify(ofFile)).not.toContain(SECRET);
  });

  it.each(FORMATS)('any of these in the format %s', (format) => {
    expect(outputOf(format)).toMatch(/api\/|yaml\//);
    expect(outputOf(format)).not.toContain(SECRET);
  });

  it.each([
    ['a number', '8675309'],
    ['an octal', '0755231'],
    ['a date', '2024-01-09'],
    ['a word that may be a boolean', 'YES'],
    ['a float', '1.5e7'],
  ])('a confidential value that is %s', (_what, value) => {
    const text = `${secret(`stringData:\n  p: ${value}\ndta: 1`)}---\n${deployment(`env:\n  - name: P\n    value: ${value}`)}`;
    const output = printed(text);
    expect(output).toContain('(not shown)');
    expect(output).not.toContain(value);
    if (!Number.isNaN(Number(value))) expect(output).not.toContain(String(Number(value)));
  });

  it('a remedy mangled by a variable that is false', () => {
    const text = printed(
      deployment("env:\n  - name: P\n    value: 'false'\nsecurityContext:\n  privileged: true\nxyz: 1"),
    );
    expect(text).toContain('Set privileged: false');
  });

  it('any confidential text, wherever it is put', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/);
    const places = [
      (value: string) => secret(`stringData:\n  a: [${value}]`),
      (value: string) => secret(`type: {a: b}\ndata:\n  a: ${value}`),
      (value: string) => deployment(`env:\n  - name: P\n    value: [${value}]\n    valueFrom: 1`),
    ];
    const samples = fc.sample(fc.tuple(word, fc.constantFrom(...places)), 200);
    const output = printed(...samples.map(([value, place]) => place(value)));
    expect(samples.filter(([value]) => output.includes(value))).toEqual([]);
  });

  it('but the rest of the line, and values that are not confidential', () => {
    const output = printed(deployment('env:\n  - name: 1\n    value: x\nimag: visible'));
    expect(output).toContain('- name: 1');
    expect(output).toContain('imag: visible');
  });
});
