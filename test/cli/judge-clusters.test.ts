import { kubernetesCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { judgeClusters } from '../../render/judge-clusters.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { rolloutSteps } from '../../rollout/steps.ts';
import { profileIn, profileText } from '../profiles/profile-text.ts';

/** A cluster with a stage that has objects, and with objects that an administrator applies. */
function cluster(
  name: string,
  objects: readonly object[],
  argocd: readonly object[] = [],
): Omit<RenderedCluster, 'gates'> {
  const profile = profileIn(profileText(), `${name}.yaml`);
  const [step] = rolloutSteps(profile);
  if (step === undefined) throw new Error('a rollout has no steps');
  const rendered = { step, objects: objects as readonly KubernetesObject[] };
  return { profile, steps: [rendered], argocd: argocd as readonly KubernetesObject[] };
}

function configMap(metadata: object, rest: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', namespace: 'n', ...metadata },
    ...rest,
  };
}

/** The lines of a report about one cluster, but for the last, which is always the same. */
function told(objects: readonly object[], argocd: readonly object[] = []): string[] {
  const lines = judgeClusters([cluster('a', objects, argocd)], kubernetesCatalog)?.split('\n') ?? [];
  if (lines.length === 0) return [];
  expect(lines.splice(-2)).toEqual([
    'Nothing was written. If the value stands in a profile, mend it there; if not, this is a defect.',
    '',
  ]);
  return lines;
}

describe('the objects of a cluster', () => {
  it('are accepted when a server would take them', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } };
    expect(told([namespace, configMap({})], [configMap({ name: 'd' })])).toEqual([]);
  });

  it.each([
    [
      'an unknown field',
      [configMap({}, { dta: { a: 'b' } })],
      [
        'a: ConfigMap n c: /dta: The field "dta" is not known here. [api/unknown-field]',
        '  fix: Did you mean "data"?',
      ],
    ],
    [
      'a value of the wrong type',
      [configMap({}, { data: { a: 1 } })],
      [
        'a: ConfigMap n c: /data/a: Expected a string, found 1. [api/type]',
        '  fix: Write it in quotes: "1".',
      ],
    ],
    [
      'a namespace where the kind has none',
      [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', namespace: 'n' } }],
      [
        'a: Namespace n x: /metadata/namespace: Namespace lies in no namespace, and "n" is stated. [render/namespace-not-allowed]',
        '  fix: Remove the namespace.',
      ],
    ],
    [
      'no namespace where the kind lies in one',
      [configMap({ namespace: undefined })],
      [
        'a: ConfigMap c: /metadata/namespace: ConfigMap lies in a namespace, and none is stated. [render/namespace-missing]',
        '  fix: State the namespace.',
      ],
    ],
    [
      'a name that the server refuses',
      [configMap({ name: 'Not_A_Name' })],
      [
        'a: ConfigMap n Not_A_Name: /metadata/name: Expected a DNS subdomain: at most 253 of a-z, 0-9, "-" and ".", with a letter or digit at both ends of each part; found "Not_A_Name". [api/metadata-name]',
      ],
    ],
    [
      'a namespace that the server refuses',
      [configMap({ namespace: 'a.b' })],
      [
        'a: ConfigMap a.b c: /metadata/namespace: Expected a DNS label: at most 63 of a-z, 0-9 and "-", with a letter or digit at both ends, found "a.b". [api/metadata-namespace]',
      ],
    ],
    [
      'labels that the server refuses',
      [configMap({ labels: { 'two words': 'a', app: '-a' } })],
      [
        'a: ConfigMap n c: /metadata/labels/two words: Expected as a key at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, if need be after a DNS subdomain and "/"; found "two words". [api/metadata-labels]',
        'a: ConfigMap n c: /metadata/labels/app: Expected as the value of a label at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or nothing; found "-a". [api/metadata-labels]',
      ],
    ],
    [
      'a kind without a schema',
      [{ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } }],
      [
        'a: Widget w: /kind: No schema is known for Widget of example.com/v1. [render/unknown-kind]',
        '  fix: Add its CustomResourceDefinition to crds/.',
      ],
    ],
  ])('are refused for %s', (_, objects, lines) => {
    expect(told(objects)).toEqual(lines);
  });

  it('are refused when two are the same, though an administrator applies one of them', () => {
    expect(told([configMap({})], [configMap({ labels: { other: 'yes' } })])).toEqual([
      'a: ConfigMap n c: /: ConfigMap "c" in the namespace "n" is already object 0 of this set, counted from 0. [api/duplicate-object]',
      '  fix: Remove or rename one of the two.',
    ]);
    expect(told([configMap({}), configMap({})])).toHaveLength(2);
    // A namespace that has to be there for its rights is the very one that is synced.
    expect(told([configMap({})], [configMap({})])).toEqual([]);
  });

  it('may be the same on two clusters, and all problems of all are told at once', () => {
    expect(
      judgeClusters([cluster('a', [configMap({})]), cluster('b', [configMap({})])], kubernetesCatalog),
    ).toBe(undefined);
    const wrong = configMap({ name: 'A', labels: { a: 'b c' } });
    const report = judgeClusters([cluster('a', [wrong]), cluster('b', [wrong])], kubernetesCatalog);
    expect(report?.split('\n').map((line) => line.split(': ').slice(0, 3).join(': '))).toEqual([
      'a: ConfigMap n A: /metadata/name',
      'a: ConfigMap n A: /metadata/labels/a',
      'b: ConfigMap n A: /metadata/name',
      'b: ConfigMap n A: /metadata/labels/a',
      expect.stringContaining('Nothing was written.'),
      '',
    ]);
  });
});
