import { describe, expect, it } from 'vitest';
import { workspace } from '../support/program.ts';
import { findings, IMAGE, type Lines, pod } from './support/findings.ts';
import { workload } from './support/workload.ts';

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
