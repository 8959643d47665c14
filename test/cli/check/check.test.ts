import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../support/samples.ts';
import { ROOT, runProgram } from '../support/program.ts';
import { check, checkInput, configMap, reportOn } from './support/check.ts';

describe('check -o json', () => {
  it('says of each object what it is, where it is and what is wrong, and no more', () => {
    const files = {
      'a.yaml': `# x\n${configMap('a', 'k: v')}---\n${configMap('b', 'k: 1')}`,
      'b.yaml': 'a: [\n',
    };
    const { status, stdout, stderr } = check(files, '-o', 'json', '.');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const object = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'ns' };
    const type = {
      rule: 'api/type',
      severity: 'error',
      path: '/data/k',
      message: 'Expected a string, found 1.',
    };
    const syntax = { rule: 'yaml/syntax', severity: 'error', path: '', message: expect.any(String) };
    expect(JSON.parse(stdout)).toStrictEqual({
      apiVersion: 'coco-gitops/v1',
      kind: 'CheckReport',
      documents: [
        { file: 'a.yaml', index: 0, line: 2, ...object, name: 'a', verdict: 'valid', findings: [] },
        {
          ...{ file: 'a.yaml', index: 1, line: 8, ...object, name: 'b', verdict: 'invalid' },
          findings: [{ ...type, line: 12, column: 6 }],
        },
        {
          ...{ file: 'b.yaml', index: 0, line: 1, apiVersion: null, kind: null, namespace: null, name: null },
          ...{ verdict: 'invalid', findings: [{ ...syntax, line: 2, column: 1 }] },
        },
      ],
      summary: { files: 2, documents: 3, valid: 1, invalid: 2, skipped: 0, errors: 2, warnings: 0, infos: 0 },
    });
  });

  it('has the keys of the contract in its order', () => {
    const { stdout } = check({ 'a.yaml': configMap('a', 'k: 1') }, '-o', 'json', 'a.yaml');
    const [document] = JSON.parse(stdout).documents;
    expect(Object.keys(document)).toEqual([
      'file',
      'index',
      'line',
      'apiVersion',
      'kind',
      'namespace',
      'name',
      'verdict',
      'findings',
    ]);
    expect(Object.keys(document.findings[0])).toEqual([
      'rule',
      'severity',
      'path',
      'message',
      'line',
      'column',
    ]);
  });

  it('points to the key of what is not known, to the parent of what is missing, and to a wrong value', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - nam: x\n      image: 1\n';
    const [document] = reportOn({ 'a.yaml': pod }).documents;
    const places = document?.findings.map(
      ({ rule, path, line, column }) => `${line}:${column} ${rule} ${path}`,
    );
    expect(places).toEqual([
      '6:7 api/unknown-field /spec/containers/0/nam',
      '6:7 api/required /spec/containers/0/name',
      '7:14 api/type /spec/containers/0/image',
    ]);
  });
});

describe('the verdict', () => {
  const custom = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n';
  const verdicts = (files: Record<string, string>, ...args: string[]) => {
    const { status, documents } = reportOn(files, '.', ...args);
    return [status, ...documents.map(({ verdict }) => verdict)];
  };

  it('on a kind that is known in another version is that it is invalid', () => {
    const gone = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n';
    const { status, documents } = reportOn({ 'a.yaml': gone }, 'a.yaml');
    expect([status, documents[0]?.verdict]).toEqual([1, 'invalid']);
    expect(documents[0]?.findings).toMatchObject([
      { rule: 'api/unknown-kind', severity: 'error', path: '/kind', line: 2 },
    ]);
  });

  it('on a kind near to one that is known is to skip it where a definition beside it makes it', () => {
    const mine = 'apiVersion: argoproj.io/v1alpha1\nkind: Aplication\nmetadata: {name: a}\n';
    expect(verdicts({ 'a.yaml': mine })).toEqual([1, 'invalid']);
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: aplications.argoproj.io}
spec:
  group: argoproj.io
  names: {kind: Aplication, plural: aplications, singular: aplication, listKind: AplicationList}
  scope: Namespaced
  versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;
    expect(verdicts({ 'a.yaml': mine, 'crd.yaml': crd }, '--rules', 'api')).toEqual([0, 'skipped', 'valid']);
  });

  it('on an object that is too large is that, and nothing on its kind', () => {
    const { documents } = reportOn({ 'a.yaml': configMap('a', `k: ${'x'.repeat(4 * 1024 ** 2)}`) }, 'a.yaml');
    expect(documents[0]?.findings.map(({ rule }) => rule)).toEqual(['api/size']);
  });

  it('on a kind without a schema is to skip it, and with --strict an error', () => {
    expect(verdicts({ 'a.yaml': custom })).toEqual([0, 'skipped']);
    expect(verdicts({ 'a.yaml': custom }, '--strict')).toEqual([1, 'invalid']);
  });

  it.each([
    [
      'a kustomization',
      'a.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [b.yaml]\n',
    ],
    ['a component', 'a.yaml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'],
    ['a kustomization without a kind', 'kustomization.yaml', 'resources: [b.yaml]\n'],
    ['values of Helm', 'values-prod.yaml', 'image: {tag: "1"}\n'],
    ['a chart of Helm', 'Chart.yaml', 'apiVersion: v2\nname: x\nversion: 1.0.0\n'],
  ])('on %s is to skip it, with --strict too', (_what, file, text) => {
    expect(verdicts({ [file]: text }, '--strict')).toEqual([0, 'skipped']);
  });

  it.each([
    ['a document without apiVersion and kind', 'a: 1\n'],
    ['a text', 'hello\n'],
    ['a list', '- a\n'],
    [
      'a kustomization with a key twice',
      'apiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\na: 1\na: 1\n',
    ],
  ])('on %s is that it is invalid', (_what, text) => {
    expect(verdicts({ 'a.yaml': text })).toEqual([1, 'invalid']);
  });

  it('is not changed by warnings', () => {
    const { status, documents } = reportOn({ 'a.yaml': configMap('a', 'on: x') });
    expect([status, documents[0]?.verdict, documents[0]?.findings[0]?.severity]).toEqual([
      0,
      'valid',
      'warning',
    ]);
  });

  it('on a file of another kind of text is that it is invalid', () => {
    expect(checkInput(Buffer.from([0x89, 0x50, 0xff, 0x00]), '-').status).toBe(1);
  });
});

describe('a list', () => {
  const list = (kind: string, items: string) => `apiVersion: v1\nkind: ${kind}\nitems:\n${items}`;

  it('is taken apart, and each item is judged with its path and line', () => {
    const items =
      '- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n  dta: {}\n';
    const { documents } = reportOn({ 'a.yaml': list('List', items) });
    expect(documents.map(({ index, line, name, verdict }) => [index, line, name, verdict])).toEqual([
      [0, 4, 'a', 'valid'],
      [0, 7, 'b', 'invalid'],
    ]);
    expect(documents[1]?.findings).toEqual([
      expect.objectContaining({ rule: 'api/unknown-field', path: '/items/1/dta', line: 10, column: 3 }),
    ]);
  });

  it('of one kind need not say it again', () => {
    const { documents } = reportOn({
      'a.yaml': list('ConfigMapList', '- metadata: {name: a}\n  data: {k: 1}\n'),
    });
    expect(documents.map(({ kind, verdict }) => [kind, verdict])).toEqual([['ConfigMap', 'invalid']]);
  });

  it('may hold lists, and its own mistakes are told too', () => {
    const inner =
      '- apiVersion: v1\n  kind: List\n  items: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}]\n';
    const { documents } = reportOn({ 'a.yaml': `${list('List', inner)}kind: List\n` });
    expect(documents.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['Namespace', 'valid'],
      ['List', 'invalid'],
    ]);
  });

  it('of nothing is nothing to judge', () => {
    expect(check({ 'a.yaml': list('List', ' []\n') }, '.').status).toBe(2);
  });

  it('that is longer than is unpacked is refused', () => {
    const { status, documents } = reportOn({ 'a.yaml': list('List', '- 1\n'.repeat(100_001)) });
    expect([status, ...documents.map(({ kind, findings }) => [kind, findings[0]?.rule])]).toEqual([
      1,
      ['List', 'yaml/size'],
    ]);
  });
});

describe('check', () => {
  it('accepts what this repository renders, its own schemas, and skips nothing else', () => {
    const { status, stdout } = runProgram(['check', '--strict', 'dist', `${ROOT}crds`, '--rules', 'api'], {
      cwd: SAMPLES,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^not judged: \d+ × Kustomization of kustomize.config.k8s.io\/v1beta1\n\d+ objects in \d+ files: \d+ valid, 0 invalid, \d+ skipped; 0 errors, 0 warnings\n$/,
    );
  });

  it('judges dist when no path is given', () => {
    expect(runProgram(['check'], { cwd: SAMPLES }).stdout).toBe(
      runProgram(['check', 'dist'], { cwd: SAMPLES }).stdout,
    );
  });

  it('reads the standard input', () => {
    const { status, stdout } = checkInput(configMap('a', 'k: 1'), '-o', 'json', '-');
    expect([status, JSON.parse(stdout).documents[0].file]).toEqual([1, '-']);
  });

  it('leaves out rules and what matters less', () => {
    const files = { 'a.yaml': configMap('a', 'k: 1', 'on: x', 'l: 0644') };
    const rules = (...args: string[]) => {
      const { status, documents } = reportOn(files, '.', ...args);
      return [status, ...documents.flatMap(({ findings }) => findings.map(({ rule }) => rule))];
    };
    expect(rules('--min-severity', 'error')).toEqual([1, 'api/type', 'api/type']);
    expect(rules('--skip', 'api/type')).toEqual([0, 'yaml/ambiguous-boolean', 'yaml/ambiguous-number']);
    expect(rules('--skip', 'type', '--skip', 'yaml/ambiguous-boolean,ambiguous-number')).toEqual([0]);
  });

  it.each([
    [
      ['nope.yaml', 'neither'],
      /^nope\.yaml: cannot be read: it does not exist\n.*\nneither: cannot be read: it does not exist\n/,
    ],
    [['x*.yaml'], /^x\*\.yaml: no file matches this pattern\n/],
    [['empty'], /^there is no manifest in empty\n/],
    [['nothing.yaml'], /^there is no manifest in nothing\.yaml\n/],
    [
      ['a.yaml', '--skip', 'api/tpye'],
      /^there is no rule "api\/tpye"\n {2}fix: did you mean "api\/type"\?\n/,
    ],
    [
      ['a.yaml', '--skip', 'api/foo'],
      /^there is no rule "api\/foo"\n {2}fix: see "coco-gitops explain" for all of them\n/,
    ],
    [
      ['a.yaml', '--skip', ','],
      /^error: option '--skip <rule>' argument ',' is invalid\. Expected the name of a rule\./,
    ],
    [
      ['a.yaml', '--rules', 'nope'],
      /^error: option '--rules <family>' argument 'nope' is invalid\. Allowed choices are api, policy, all\./,
    ],
    [['a.yaml', '-o', 'xml'], /^error: option '-o, --output <format>' argument 'xml' is invalid\./],
    [['a.yaml', '--strcit'], /^error: unknown option '--strcit'\n\(Did you mean --strict\?\)\n/],
  ])('refuses wrong use, prints no report and ends with 2: %j', (args, message) => {
    const files = { 'a.yaml': configMap('a'), 'empty/x.txt': '', 'nothing.yaml': '# x\n---\n' };
    const { status, stdout, stderr } = check(files, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('ends with the same status in every format', () => {
    const files = { 'good.yaml': configMap('a'), 'bad.yaml': configMap('a', 'k: 1'), 'none.yaml': '' };
    for (const [file, wanted] of [
      ['good', 0],
      ['bad', 1],
      ['none', 2],
      ['missing', 2],
    ] as const) {
      const statuses = ['text', 'json', 'junit', 'sarif', 'github'].map(
        (format) => check(files, '-o', format, `${file}.yaml`).status,
      );
      expect(statuses).toEqual(Array(5).fill(wanted));
    }
  });
});
