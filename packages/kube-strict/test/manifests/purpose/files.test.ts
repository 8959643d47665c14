import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspace } from '../../../../../test/cli/support/program.ts';
import { purposesOf } from '../../../manifests/purpose/files.ts';

/** The rule by which each file of a tree is skipped; `judged` for one that is not. */
function purposes(files: Readonly<Record<string, string>>): Record<string, string> {
  const root = workspace(files);
  const names = Object.keys(files);
  const purposeOf = purposesOf(names.map((name) => join(root, name)));
  return Object.fromEntries(names.map((name) => [name, purposeOf(join(root, name))?.rule ?? 'judged']));
}

/** Each way in which a kustomization names a file that is no resource. */
const NAMING: readonly ((file: string) => string)[] = [
  (file) => `patches: [{path: ${file}, target: {kind: Pod}}]`,
  (file) => `patches:\n  - target: {kind: Pod}\n    path: ./${file}`,
  (file) => `patchesStrategicMerge: [${file}]`,
  (file) => `patchesJson6902: [{path: ${file}, target: {version: v1, kind: Pod, name: a}}]`,
  (file) => `replacements: [{path: ${file}}]`,
  (file) => `transformers: [${file}]`,
  (file) => `generators: [${file}]`,
  (file) => `validators: [${file}]`,
  (file) => `configMapGenerator: [{name: a, files: [${file}]}]`,
  (file) => `configMapGenerator: [{name: a, files: [key.yaml=${file}]}]`,
  (file) => `secretGenerator: [{name: a, files: [key=${file}], type: Opaque}]`,
  (file) => `secretGenerator: [{name: a, envs: [${file}]}]`,
  (file) => `helmCharts: [{name: a, repo: https://charts.example.com, valuesFile: ${file}}]`,
  (file) => `helmCharts: [{name: a, additionalValuesFiles: [${file}]}]`,
  (file) => `helmChartInflationGenerator: [{chartName: a, values: ${file}}]`,
  (file) => `openapi: {path: ${file}}`,
  (file) => `configurations: [${file}]`,
  (file) => `crds: [${file}]`,
  (file) => `someLaterField: {deep: [{file: ${file}}]}`,
];

describe('what a kustomization names', () => {
  it('otherwise than as a resource is not judged, in whatever field it stands, and what is a resource is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMING),
        fc.constantFrom('patch.yaml', 'sub/a-b.yml', 'x.json'),
        fc.constantFrom('resources', 'bases'),
        fc.constantFrom('kustomization.yaml', 'kustomization.yml'),
        fc.constantFrom(
          '',
          'kind: Kustomization\n',
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
        ),
        (naming, file, field, name, head) => {
          const text = `${head}${field}: [cm.yaml]\n${naming(file)}\nnamespace: web\n`;
          const files = {
            [`app/${name}`]: text,
            [`app/${file}`]: '',
            'app/cm.yaml': '',
            'app/other.yaml': '',
            'b.yaml': '',
          };
          expect(purposes(files)).toEqual({
            [`app/${name}`]: 'judged',
            [`app/${file}`]: 'check/kustomize',
            'app/cm.yaml': 'judged',
            'app/other.yaml': 'judged',
            'b.yaml': 'judged',
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('as a resource of one and a patch of another is judged', () => {
    const files = {
      'a/kustomization.yaml': 'patches: [{path: x.yaml}]',
      'a/x.yaml': '',
      'b/kustomization.yaml': 'resources: [../a/x.yaml]',
    };
    expect(purposes(files)['a/x.yaml']).toBe('judged');
  });

  it('as a folder of transformers is not judged, but a folder that only has the name of something is', () => {
    const files = {
      'kustomization.yaml': 'transformers: [tr]\nnamespace: web\nresources: [web]\n',
      'tr/kustomization.yaml': 'resources: [deep]\n',
      'tr/deep/kustomization.yaml': 'resources: [t.yaml]\n',
      'tr/deep/t.yaml': '',
      'web/kustomization.yaml': 'resources: [cm.yaml]\n',
      'web/cm.yaml': '',
    };
    expect(purposes(files)).toMatchObject({ 'tr/deep/t.yaml': 'check/kustomize', 'web/cm.yaml': 'judged' });
  });

  it('is told with the command that builds it, for a component that of what includes it', () => {
    const root = workspace({
      'comp/kustomization.yaml': 'kind: Component\npatches: [{path: p.yaml}]\n',
      'comp/p.yaml': '',
      "it's/kustomization.yaml": 'components: [../comp]\n',
    });
    const [patch, own] = ['comp/p.yaml', "it's/kustomization.yaml"].map((file) => join(root, file));
    const command = purposesOf([patch ?? '', own ?? ''])(patch ?? '')?.command;
    expect(command).toMatch(/^kubectl kustomize '.*\/it'\\''s'$/);
  });

  it('does not hang or fail on one that is broken, or includes itself', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [.]\ntransformers: [., ../a]\n',
      'a/x.yaml': '',
      'b/kustomization.yaml': 'a: [\n',
      'c/kustomization.yaml': '- x\n',
      'b/x.yaml': '',
    };
    expect(Object.values(purposes(files))).not.toContain('check/kustomize');
  });
});

describe('a chart of Helm', () => {
  it('has templates that are not judged, at any depth, and other files that are', () => {
    const files = {
      'c/Chart.yaml': '',
      'c/values.yaml': '',
      'c/crds/crd.yaml': '',
      'c/templates/a.yaml': '',
      'c/templates/tests/b.yaml': '',
      'c/charts/sub/Chart.yaml': '',
      'c/charts/sub/templates/a.yaml': '',
      'd/templates/a.yaml': '',
    };
    const skipped = Object.entries(purposes(files)).filter(([, rule]) => rule === 'check/helm');
    expect(skipped.map(([file]) => file)).toEqual([
      'c/templates/a.yaml',
      'c/templates/tests/b.yaml',
      'c/charts/sub/templates/a.yaml',
    ]);
  });

  it('within another is rendered by the outermost', () => {
    const root = workspace({
      'c/Chart.yaml': '',
      'c/charts/s/Chart.yaml': '',
      'c/charts/s/templates/a.yaml': '',
    });
    const file = join(root, 'c/charts/s/templates/a.yaml');
    expect(purposesOf([file])(file)?.command).toMatch(/^helm template \S*\/c$/);
  });
});
