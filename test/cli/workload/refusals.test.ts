import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../check/support/check.ts';
import { ROOT, run, runProgram, workspace } from '../support/program.ts';
import { INITDATA, INITDATA_LINE, TOML, workload } from './support/workload.ts';

const IMAGE = `registry.internal/web@sha256:${'0'.repeat(64)}`;

/** A Pod, with lines in its spec and in its container. */
function pod({ spec = [], container = [], namespace = 'shop' }: Lines): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: web',
    `  namespace: ${namespace}`,
    'spec:',
    '  automountServiceAccountToken: false',
    ...spec.map((line) => `  ${line}`),
    '  containers:',
    '    - name: web',
    `      image: ${IMAGE}`,
    ...container.map((line) => `      ${line}`),
    '',
  ].join('\n');
}
interface Lines {
  readonly spec?: readonly string[];
  readonly container?: readonly string[];
  readonly namespace?: string;
}

/** The findings on a file, as `line:column severity rule`, and how the command ended. */
function findings(text: string, ...args: string[]) {
  const { status, stdout, stderr } = workload(workspace({ 'a.yaml': text }), 'a.yaml', '-o', 'json', ...args);
  const report = JSON.parse(stderr) as Report;
  const found = report.documents.flatMap((document) =>
    document.findings.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`),
  );
  return { status, printed: stdout !== '', found };
}

describe('what does not work or does not protect', () => {
  it.each<readonly [string, Lines, string]>([
    [
      'a namespace of an operator',
      { namespace: 'nvidia-gpu-operator' },
      '5:14 error policy/workload-namespace',
    ],
    [
      'an exec probe',
      { container: ['livenessProbe: {exec: {command: [x]}}'] },
      '11:23 error policy/confidential-exec',
    ],
    [
      'a hook',
      { container: ['lifecycle:', '  preStop: {exec: {command: [x]}}'] },
      '12:19 error policy/confidential-exec',
    ],
    [
      'a GPU for containers',
      { container: ['resources: {limits: {nvidia.com/gpu: 1}}'] },
      '11:44 error policy/gpu-runtime-class',
    ],
    [
      'a token in a variable',
      { container: [`env: [{name: X, value: glpat-${'a1'.repeat(12)}}]`] },
      '11:30 error policy/credential-in-clear',
    ],
    ['the network of the host', { spec: ['hostNetwork: true'] }, '8:16 error policy/host-namespaces'],
    [
      'files of the host',
      { spec: ['volumes:', '- name: x', '  hostPath: {path: /x}'] },
      '9:5 error policy/host-path',
    ],
  ])('is refused: %s', (_, lines, expected) => {
    expect(findings(pod(lines))).toEqual({ status: 1, printed: false, found: [expected] });
  });

  it.each<readonly [string, Lines, string]>([
    [
      'a privileged container',
      { container: ['securityContext: {privileged: true}'] },
      '11:37 warning policy/privileged-container',
    ],
    [
      'an image by tag',
      { spec: ['initContainers: [{name: i, image: registry.internal/i:1}]'] },
      '8:37 warning policy/image-digest',
    ],
  ])('is told, and done: %s', (_, lines, expected) => {
    const { status, printed, found } = findings(pod(lines));
    expect({ status, printed }).toEqual({ status: 0, printed: true });
    expect(found).toContain(expected);
  });

  it('is done when it is waived with a reason, which the report quotes', () => {
    const text = pod({ container: ['livenessProbe: {exec: {command: [x]}}'] });
    expect(findings(text, '--waive', 'policy/confidential-exec=the probe is removed by an overlay')).toEqual({
      status: 0,
      printed: true,
      found: ['11:23 info policy/confidential-exec'],
    });
  });
});

describe('a text that cannot be changed safely', () => {
  const TEMPLATE = [
    'metadata: {labels: {a: b}}',
    'spec:',
    '  automountServiceAccountToken: false',
    `  containers: [{name: c, image: "${IMAGE}"}]`,
  ];
  const deployment = (name: string, template: readonly string[], head = 'template:') =>
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: {name: ${name}, namespace: shop}`,
      'spec:',
      '  selector: {matchLabels: {a: b}}',
      `  ${head}`,
      ...template.map((line) => `    ${line}`),
      '',
    ].join('\n');
  const indented = (text: string) => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`;
  const list = (...items: string[]) => `apiVersion: v1\nkind: List\nitems:\n${items.map(indented).join('')}`;

  it.each([
    [
      'an alias of a template',
      list(deployment('a', TEMPLATE, 'template: &t'), deployment('b', [], 'template: *t')),
      ['9:7 error workload/edit', '19:7 error workload/edit'],
    ],
    [
      'a template that is merged into another one',
      list(deployment('a', TEMPLATE, 'template: &t'), deployment('b', ['<<: *t'])),
      ['10:9 error workload/edit', '20:9 error workload/edit', '20:9 warning yaml/merge-key'],
    ],
    [
      'a key that is there twice',
      deployment('a', [...TEMPLATE, 'spec: {}']),
      ['11:5 error yaml/duplicate-key'],
    ],
    [
      'an anchor on a line of its own',
      deployment('a', TEMPLATE).replace('    spec:', '    spec:\n      &s'),
      ['1:1 error workload/edit'],
    ],
    ['a text that is no YAML', `${deployment('a', TEMPLATE)}  x: "\n`, ['12:1 error yaml/syntax']],
    [
      'a document that is no YAML, beside others',
      `${deployment('a', TEMPLATE)}---\na: b: c\n`,
      ['12:4 error yaml/syntax'],
    ],
    [
      'an object without a template',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n',
      ['1:1 error workload/template'],
    ],
  ])('is refused, with its place: %s', (_, text, expected) => {
    const { status, printed, found } = findings(text);
    expect({ status, printed }).toEqual({ status: 1, printed: false });
    for (const one of expected) expect(found).toContain(one);
  });

  it('is told with a remedy', () => {
    const text = deployment('a', ['<<: *t'], 'template:').replace(
      'spec:',
      'x-t: &t {metadata: {}, spec: {containers: []}}\nspec:',
    );
    const { stderr } = workload(workspace({ 'a.yaml': text }), 'a.yaml');
    expect(stderr).toMatch(
      /8:5 {2}error {2}The key "metadata" comes from a mapping that is merged.* {2}workload\/edit/,
    );
    expect(stderr).toContain('fix: Write it out here, without "<<".');
    expect(stderr).toMatch(/Nothing was written\.\n$/);
  });
});

describe('a kind that is not changed', () => {
  it('is told when it makes pods, and left as it is', () => {
    const text = `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d}\nspec: {template: {spec: {containers: []}}}\n---\n${pod({})}`;
    const { status, found } = findings(text);
    expect({ status, found }).toEqual({ status: 0, found: ['2:7 warning workload/kind'] });
  });
});

describe('several files', () => {
  const good = pod({});
  const bad = pod({ container: ['livenessProbe: {exec: {command: [x]}}'] });

  it('are all left as they are when there is an error in one', () => {
    const folder = workspace({ 'a.yaml': good, 'b/b.yaml': bad });
    const { status, stdout } = workload(folder, '.', '--write');
    expect(status).toBe(1);
    expect(stdout).toContain('Nothing was written.');
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toBe(good);
    expect(readFileSync(`${folder}/b/b.yaml`, 'utf8')).toBe(bad);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b']);
  });

  it('are changed together, keep their permissions and links, and say how many they are', () => {
    const folder = workspace({
      'a.yaml': good,
      'b.yml': good,
      'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n',
    });
    chmodSync(`${folder}/a.yaml`, 0o640);
    mkdirSync(`${folder}/links`);
    symlinkSync('../a.yaml', `${folder}/links/a.yaml`);
    const { status, stdout } = workload(folder, 'links/a.yaml', '*.yml', 'c.yaml', '--write');
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 files changed, 1 as they should be\n$/);
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toContain(INITDATA);
    expect(readFileSync(`${folder}/b.yml`, 'utf8')).toContain(INITDATA);
    expect(statSync(`${folder}/a.yaml`).mode & 0o777).toBe(0o640);
    expect(lstatSync(`${folder}/links/a.yaml`).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'b.yml', 'c.yaml', 'links']);
  });

  it('are all left as they are when one cannot be replaced', () => {
    const folder = workspace({ 'a.yaml': good, 'b.yaml': good });
    // Where the new text would be put first, something stands in the way of it.
    const inTheWay = `const fs = require('node:fs'); fs.mkdirSync(${JSON.stringify(`${folder}/b.yaml.`)} + process.pid + '.new');`;
    writeFileSync(`${folder}/hook.cjs`, inTheWay);
    const args = [
      '-r',
      './hook.cjs',
      `${ROOT}bin/coco-gitops.js`,
      'workload',
      '--initdata',
      INITDATA,
      'a.yaml',
      'b.yaml',
      '--write',
    ];
    const { status, stderr } = run(process.execPath, args, { cwd: folder });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'b.yaml: cannot be replaced: EEXIST; nothing was written\n  fix: check the permissions of the file and its folder\n',
    });
    expect(readFileSync(`${folder}/a.yaml`, 'utf8')).toBe(good);
  });

  it('are printed as one stream', () => {
    const folder = workspace({ 'a.yaml': good, 'b.yaml': good.trimEnd() });
    const { stdout } = workload(folder, 'a.yaml', 'b.yaml');
    expect(stdout.split('---\n').map((part) => part.split(INITDATA_LINE).length - 1)).toEqual([0, 1, 1]);
  });
});

describe('initdata', () => {
  const cwd = () =>
    workspace({
      'a.yaml': pod({}),
      'initdata.toml': TOML,
      'value.txt': `${INITDATA}\n`,
      'bad.toml': 'algorithm = sha384\n',
      'empty.toml': '\n',
    });

  it('can be a file of TOML, a file with the value, or the value', () => {
    const outputs = ['initdata.toml', 'value.txt', INITDATA].map(
      (source) => runProgram(['workload', 'a.yaml', '--initdata', source], { cwd: cwd() }).stdout,
    );
    expect(outputs[0]).toContain(`${INITDATA_LINE}\n`);
    expect(new Set(outputs).size).toBe(1);
  });

  it('is that which the profile gives its own pods', () => {
    const dist = readFileSync(
      `${ROOT}dist/tdx/80-workloads/pod.confidential-workloads.ocp-cc-pod.yaml`,
      'utf8',
    );
    const line = dist.split('\n').find((one) => one.includes('cc_init_data'));
    const byName = runProgram(['workload', '-', '--profile', 'tdx'], { cwd: ROOT, input: pod({}) });
    const byFile = runProgram(['workload', '-', '--profile', 'profiles/tdx.yaml'], {
      cwd: ROOT,
      input: pod({}),
    });
    expect(byName.stdout.split('\n').map((one) => one.trim())).toContain(line?.trim());
    expect(byFile).toEqual(byName);
  });

  it.each([
    [
      'that no guest could read',
      ['--initdata', 'bad.toml'],
      'bad.toml: no initdata that a guest can read: it is no TOML',
    ],
    [
      'that is neither file nor value',
      ['--initdata', 'none.toml'],
      'none.toml: cannot be read: it does not exist',
    ],
    [
      'a value that was cut off',
      ['--initdata', INITDATA.slice(0, 400)],
      'no initdata that a guest can read: it is not gzip, or cut off',
    ],
    ['that no name of a file can be', ['--initdata', 'a-'.repeat(300)], 'its name is too long'],
    ['a folder', ['--initdata', '.'], '.: is a folder'],
    ['an empty file', ['--initdata', 'empty.toml'], 'empty.toml: is empty'],
    ['a profile in a file that is not there', ['--profile', './x.yaml'], './x.yaml: cannot be read'],
    ['a profile in a folder', ['--profile', '../'], '../: is a folder'],
    ['that is missing', [], 'the initdata of the workloads is missing'],
    [
      'of a profile that there is not',
      ['--profile', 'tdxx', '-p', `${ROOT}profiles`],
      'fix: did you mean "tdx"?',
    ],
    [
      'twice',
      ['--profile', 'tdx', '--initdata', INITDATA],
      "cannot be used with option '--profile <profile>'",
    ],
  ])('is refused: %s', (_, args, message) => {
    const { status, stdout, stderr } = runProgram(['workload', 'a.yaml', ...args], { cwd: cwd() });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('wrong use', () => {
  it.each([
    ['nothing to change', ['c.yaml'], 'there is no workload in c.yaml'],
    ['a file that is not there', ['none.yaml'], 'none.yaml: cannot be read: it does not exist'],
    ['standard input that is to be changed', ['-', '--write'], 'the standard input cannot be changed'],
    ['standard input for two things', ['-', '--initdata', '-'], 'the standard input can be read once only'],
    ['no path', [], "missing required argument 'path'"],
  ])('is told: %s', (_, args, message) => {
    const folder = workspace({ 'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' });
    const { status, stderr } = workload(folder, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(`${folder}/none.yaml`)).toBe(false);
  });
});
