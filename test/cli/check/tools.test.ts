import { describe, expect, it } from 'vitest';
import { check, checkInput, configMap, reportOn } from './support/check.ts';

const SOPS = `sops:
    lastmodified: "2026-01-01T00:00:00Z"
    mac: ENC[AES256_GCM,data:YWJj,iv:ZGVm,tag:Z2hp,type:str]
    version: 3.9.0
`;
const CIPHER = 'ENC[AES256_GCM,data:YWJj,iv:ZGVm,tag:Z2hp,type:int]';

describe('files for tools', () => {
  it('are skipped, each command is named once, and the rest is judged', () => {
    const files = {
      'app/kustomization.yaml': 'resources: [cm.yaml]\npatches: [{path: p.yaml}, {path: q.yaml}]\n',
      'app/p.yaml': '- {op: replace, path: /data/k, value: w}\n',
      'app/q.yaml': 'kind: ConfigMap\n',
      'app/cm.yaml': configMap('a', 'k: 1'),
      'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'chart/templates/a.yaml': 'kind: {{ .Values.kind }}\n',
      'chart/templates/b.yaml': '{{- if }}\n',
    };
    const { stdout, status } = check(files, '.', '--strict');
    expect(status).toBe(1);
    expect(stdout.match(/fix: .*coco-gitops check -/g)).toEqual([
      'fix: Judge what it is made into: kubectl kustomize app | coco-gitops check -',
      'fix: Judge what it is made into: helm template chart | coco-gitops check -',
    ]);
    expect(stdout).toMatch(/2 × file that a kustomization reads, .*2 × template of Helm\n/);
    expect(stdout).toMatch(/ 0 valid, 1 invalid, 6 skipped; 1 error, 0 warnings, 2 notes\n$/);
  });

  it('are profiles too, with the command that renders them', () => {
    const files = { 'a.yaml': 'tee: tdx\ntrustee: {url: "https://a.example.org"}\n' };
    const { stdout, status } = check(files, 'a.yaml');
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('synth a.yaml') });
    expect(check({ 'a.yaml': 'tee: tdx\nkind: A\n' }, 'a.yaml').stdout).not.toContain('synth');
  });

  it('are not warned of, whatever other readers make of them, but a key that is there twice is an error', () => {
    const files = { 'values.yaml': 'on: 0644\n', '.github/ci.yaml': 'on: push\njobs: {}\n' };
    expect(reportOn(files, '.', '.github').summary).toMatchObject({ skipped: 2, warnings: 0, errors: 0 });
    expect(reportOn({ 'values.yaml': 'a: 1\na: 2\n' }).summary).toMatchObject({ invalid: 1, errors: 1 });
  });

  it('that are templates without a chart are refused with the way to render them', () => {
    const { status, stdout } = checkInput('kind: {{ .kind }}\n', '-');
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /yaml\/key[\s\S]*fix: If this is a template, render it first\. .*helm template CHART \|/,
    );
  });
});

describe('what SOPS has encrypted', () => {
  const object = (...lines: string[]) =>
    ['apiVersion: apps/v1', 'kind: Deployment', 'metadata: {name: a}', ...lines, SOPS].join('\n');
  const spec = (replicas: string) =>
    `spec: {replicas: "${replicas}", selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "${CIPHER}"}]}}}`;

  it('is judged apart from the encrypted values, and never told to be removed', () => {
    const files = {
      'all.yaml': `apiVersion: ${CIPHER}\nkind: ${CIPHER}\n${SOPS}`,
      'good.yaml': object(spec(CIPHER)),
      'other.yaml': object(spec('3')),
      'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: "${CIPHER}", b: cGxhaW4=}\n${SOPS}`,
      'unknown.yaml': object(spec(CIPHER), `specc: ${CIPHER}`),
    };
    const { documents, status } = reportOn(files);
    expect(status).toBe(1);
    expect(
      documents.map(({ file, verdict, findings }) => [file, verdict, ...findings.map(({ path }) => path)]),
    ).toEqual([
      ['all.yaml', 'skipped', ''],
      ['good.yaml', 'skipped', ''],
      ['other.yaml', 'invalid', '', '/spec/replicas'],
      ['secret.yaml', 'invalid', '', '/data/b'],
      ['unknown.yaml', 'invalid', '', '/specc'],
    ]);
    expect(check({ 'good.yaml': object(spec(CIPHER)) }, '.').stdout).not.toMatch(/[Rr]emove it/);
  });

  it('is only known by its metadata: another field of that name is not known', () => {
    const { documents } = reportOn({ 'a.yaml': `${configMap('a')}sops: {a: b}\n` });
    expect(documents[0]?.findings.map(({ rule }) => rule)).toEqual(['api/unknown-field']);
  });
});

describe('variables of Flux', () => {
  const flux = (more: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {interval: 1h, prune: false, path: ./app, sourceRef: {kind: GitRepository, name: a}${more}}\n`;
  const object =
    'apiVersion: v1\nkind: Service\nmetadata: {name: "$NAME-web", namespace: web}\nspec: {ports: [{port: "$PORT"}], typ: a}\n'.replace(
      /\$(\w+)/g,
      (_, name) => `$\{${name}}`,
    );
  const findings = (more: string) => {
    const { documents } = reportOn({ 'flux.yaml': flux(more), 'app/s.yaml': object });
    return documents[0]?.findings.map(({ rule, path }) => `${rule} ${path}`);
  };

  it('are not judged where Flux fills them in, and what is unknown is', () => {
    const [name, port, field] = [
      'api/metadata-name /metadata/name',
      'api/type /spec/ports/0/port',
      'api/unknown-field /spec/typ',
    ];
    expect(findings('')).toEqual([name, port, field]);
    expect(findings(', postBuild: {substitute: {NAME: a}}')).toEqual(['check/flux ', field]);
  });
});

describe('--exclude', () => {
  it('leaves out files and folders', () => {
    const files = { 'a.yaml': configMap('a'), 'b.yaml': 'x: [', 'tests/c.yaml': 'x: [' };
    expect(reportOn(files, '.', '--exclude', 'tests', '--exclude', './b.yaml').documents).toHaveLength(1);
    const all = check(files, '.', '--exclude', '*');
    expect([all.status, all.stderr]).toEqual([2, expect.stringMatching(/^there is no manifest in \.\n/)]);
  });
});

describe('the words of a command', () => {
  it('that hold a secret are not shown, whatever the field is called', () => {
    const image = `quay.io/a/b@sha256:${'0'.repeat(64)}`;
    const words = '["--password=hunter2pw", --token, hunter2tk]';
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: c\n      image: ${image}\n      args: ${words}\n      argz: ${words}\n`;
    const { status, stdout } = check({ 'a.yaml': pod }, 'a.yaml');
    expect(status).toBe(1);
    expect(stdout).toMatch(/policy\/secret-argument[\s\S]*\(not shown\)/);
    expect(stdout).not.toContain('hunter2');
  });
});
