import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { printable, printableJson } from 'kube-strict/ground/printable.ts';
import { formatProblem } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { runProgram, workspace } from './support/program.ts';
import { TOML } from './workload/support/workload.ts';

/** What a text may do to a terminal, to its readers, or to a service that runs jobs. */
const NASTY: readonly string[] = [
  '::error file=a.ts,line=1::owned',
  '\n::set-output name=x::y',
  '\r\n  ::add-mask::x',
  '\u00a0::warning::x',
  '##[error]x',
  '##vso[task.setvariable variable=x]y',
  "###teamcity[buildStatus text='x']",
  '\u001b[31mred\u001b]0;title\u0007',
  '\u001b[0Ksection_start:1:x\r\u001b[0K',
  '\u009b31m\u0085\u0090',
  '\u202eevil\u202c\u2066x\u2069',
  'a\u2028b\u2029c',
  'zero\u200bwidth\u200d\u2060\ufeff\u00ad\u3164\u{e0041}',
  '\u0000\b\u007f',
  ']]>&<x a="\'">%0A::error::x',
];

/** Of which TOML has escapes. */
const IN_TOML = NASTY.filter((text) => !/p{Surrogate}|[\ud800-\udfff]/.test(text));

const HIDDEN = /[^\n\P{Cc}]|[\p{Cs}\p{Cf}\p{Zl}\p{Zp}\u3164\ufffe\uffff]/u;
const COMMANDS = /^\s*::|##[\w.-]*\[/m;

function expectHarmless(text: string, { commands = COMMANDS } = {}): void {
  expect(HIDDEN.exec(text)).toBeNull();
  expect(commands.exec(text)).toBeNull();
}

/** For YAML and TOML, of which neither takes all characters as they are. */
function quoted(text: string): string {
  const units = text.replace(
    /[^ -~]|["\\]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${units}"`;
}

/** As the name of a file, which has no slash and no NUL. */
const asName = (text: string) => text.replaceAll(/[/\0]/g, '_').slice(0, 100);

function manifests(): string {
  return NASTY.map(
    (text) => `apiVersion: ${quoted(text)}
kind: ${quoted(text)}
metadata: {name: ${quoted(text)}, namespace: ${quoted(text)}}
---
apiVersion: v1
kind: Pod
metadata:
  name: ${quoted(text)}
  namespace: ${quoted(text)}
  labels: {${quoted(text)}: ${quoted(text)}, b: ${quoted(`${text}\n`)}}
  annotations: {io.katacontainers.config.hypervisor.cc_init_data: ${quoted(text)}, ${quoted(`${text}/x`)}: a}
spec:
  runtimeClassName: kata-cc
  restartPolicy: ${quoted(text)}
  ${quoted(text)}: 1
  containers: [{name: ${quoted(text)}, image: ${quoted(text)}, args: [1, ${quoted(text)}], env: [{name: ${quoted(text)}}]}]
`,
  ).join('---\n');
}

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-validations: [${NASTY.map((text) => `{rule: 'false', message: ${quoted(text)}}`).join(', ')}]
          properties:
            spec: {type: string, enum: [${NASTY.map(quoted).join(', ')}]}
            text: {type: string, pattern: ${quoted(NASTY.join('').replaceAll(/[[\]()*+?{}|\\^$]/g, '.'))}}
            ${quoted(NASTY[0] ?? '')}: {type: integer}
`;
const THING = `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: x\ntext: x\n${quoted(NASTY[0] ?? '')}: x\n`;

/** Files with such texts in every place. */
function folder(): string {
  const cwd = workspace({
    'manifests/all.yaml': manifests(),
    'manifests/broken.yaml': NASTY.map((text) => `a: *${text.replace(/[^!-~]/g, 'x')}\n`).join('---\n'),
    'manifests/thing.yaml': THING,
    'crd.yaml': CRD,
    'crds/wrong.yaml': CRD.replace(
      'x-kubernetes-validations: [',
      `type: ${quoted(NASTY[0] ?? '')}\n          x-kubernetes-validations: [`,
    ),
    'plain.toml': TOML,
    'odd.toml': IN_TOML.map((text) => `${quoted(text)} = ${quoted(text)}\n`).join(''),
    'odd-files.toml': `version = ${quoted(NASTY[1] ?? '')}\nalgorithm = ${quoted(NASTY[0] ?? '')}\n[data]\n${IN_TOML.map((text) => `${quoted(text)} = ${quoted(text)}\n`).join('')}`,
    'profiles/a.yaml': profileText(),
    'wrong/a.yaml': profileText({
      name: quoted(NASTY[1] ?? ''),
      topology: quoted(NASTY[9] ?? ''),
      ...Object.fromEntries(NASTY.map((text) => [quoted(text), quoted(text)])),
      workloads: JSON.stringify([{ name: 'a' }]).replace('"a"', quoted(NASTY[0] ?? '')),
    }),
    'profiles-broken/a.yaml': NASTY.map((text) => `${quoted(text)}: *${text.replace(/[^!-~]/g, 'x')}\n`).join(
      '',
    ),
    'sealed.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {${NASTY.map((text) => `${quoted(text)}: sealed.${Buffer.from('{}').toString('base64url')}.x`).join(', ')}}\n`,
  });
  for (const text of NASTY) {
    const path = `${cwd}/manifests/${asName(text)}/${asName(text)}.yaml`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'apiVersion: v1\nkind: Pod\nmetadata: {name: A}\nspec: {x: 1}\n');
    const profiles = `${cwd}/named/${asName(text)}.yaml`;
    mkdirSync(dirname(profiles), { recursive: true });
    writeFileSync(profiles, 'tee: x\n');
  }
  return cwd;
}

const [FIRST = '', SECOND = ''] = NASTY;
const CHECK = ['check', '--crds', 'crd.yaml', 'manifests'];
/** Each command, and how it ends. */
const RUNS: readonly (readonly [args: readonly string[], status: number])[] = [
  ...['text', 'json', 'junit', 'sarif', 'github'].map((format) => [[...CHECK, '-o', format], 1] as const),
  [['check', '--crds', 'crds', 'manifests', ...NASTY.map((text) => text.replaceAll('\0', '_'))], 2],
  [['check', 'manifests', '--skip', SECOND], 2],
  [['check', 'manifests', `--${SECOND}`], 2],
  [['check', 'manifests', '--waive', `policy/x=${SECOND}`, '-o', FIRST], 2],
  [['workload', 'manifests', '--initdata', 'plain.toml'], 1],
  [['workload', 'manifests', '--initdata', 'odd-files.toml'], 2],
  [['synth', '-p', 'wrong'], 2],
  [['synth', '-p', 'profiles-broken'], 2],
  [['synth', '-p', 'named'], 2],
  [['synth', '-p', 'profiles', SECOND, FIRST], 2],
  [['synth', '-p', 'profiles', '-o', `${FIRST}${SECOND}`], 0],
  [['explain', SECOND], 2],
  [['initdata', 'inspect', 'odd-files.toml'], 1],
  [['initdata', 'inspect', 'odd-files.toml', '-o', 'json'], 1],
  [['initdata', 'inspect', 'manifests/all.yaml'], 2],
  [['initdata', 'build', '--file', 'odd-files.toml'], 2],
  [['initdata', 'verify', 'odd.toml', '--file', 'plain.toml'], 1],
  [['sealed-secret', 'inspect', 'sealed.yaml'], 1],
  [['sealed-secret', 'inspect', 'sealed.yaml', '-o', 'json'], 1],
  [['seal', SECOND, '-c', FIRST], 2],
];

describe('text of others', () => {
  it.each(RUNS)('stays text in the output of %j', (args, status) => {
    const ended = runProgram(args, { cwd: folder() });
    expect([ended.status, ended.status === status ? '' : ended.stderr]).toEqual([status, '']);
    const format = args[args.indexOf('-o') + 1];
    expectHarmless(ended.stderr);
    if (args[0] !== 'check' || format !== 'github') expectHarmless(ended.stdout);
    else {
      expectHarmless(ended.stdout, { commands: /##[\w.-]*\[/ });
      for (const line of ended.stdout.trimEnd().split('\n'))
        expect(line).toMatch(
          /^::(?:error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[\w/-]+::[^\n]*$/,
        );
    }
    if (status === 1 && (format === 'json' || format === 'sarif')) JSON.parse(ended.stdout);
  });

  it('is the same to whoever reads JSON', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string()))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (key, value) => {
        const json = printableJson({ [key]: [value] });
        expectHarmless(json);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [key]: [value] })));
      }),
    );
  });

  it('is on one line, whatever it is and wherever it stands', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...NASTY, ':', '#', '##', 'vso', '['), fc.string({ unit: 'binary' })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, text, text, (file, path, message, fix) => {
        expectHarmless(printable(file));
        expect(printable(file)).not.toContain('\n');
        const problem = formatProblem({ file, line: 1, column: 2, path, message, fix });
        expectHarmless(problem);
        expect(problem.split('\n')).toHaveLength(2);
      }),
    );
  });
});
