import fc from 'fast-check';
import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { labelValue } from 'kube-strict/validation/metadata/names.ts';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { nameProblems } from '../../render/name-problems.ts';
import { validateRendered } from '../../render/validate-rendered.ts';
import { problemsIn, profileText } from '../profiles/profile-text.ts';
import { SHAPES } from '../support/shapes.ts';
import { allObjects, clusterOf, IMAGE } from './support/clusters.ts';

// Every name that is made from a name of the profile fits where it goes, or the profile is refused.

/** The longest that a controller makes of the name of an object and puts into a label. */
const LABELS: Readonly<Record<string, (name: string, object: KubernetesObject) => string>> = {
  Application: (name) => name,
  Kustomization: (name) => name,
  Job: (name) => name,
  CronJob: (name) => `${name}-${'9'.repeat(10)}`,
  StatefulSet: (name) => `${name}-${'f'.repeat(10)}`,
  DeploymentConfig: (name) => `${name}-9999`,
};

/** Names that do not fit, in words. */
function misfits(objects: readonly KubernetesObject[]): string[] {
  return objects.flatMap((object) => {
    const { kind, metadata } = object;
    const label = LABELS[kind]?.(metadata.name, object);
    return label !== undefined && labelValue(label) !== undefined ? [`${kind} ${metadata.name}`] : [];
  });
}

const refused = (objects: readonly KubernetesObject[]) =>
  validateRendered(objects, wholeCatalog).flatMap(({ findings }) => findings.map(({ rule }) => rule));

const engines = fc.constantFrom(['argocd'], ['flux'], ['argocd', 'flux']);
const options = fc.record({
  shape: fc.constantFrom(...SHAPES),
  engines,
  verification: fc.constantFrom(undefined, {}, { refusal: false }),
});

describe('names made from that of the profile', () => {
  it('fit, or the profile is told the longest that does', () => {
    fc.assert(
      fc.property(options, ({ shape, engines, verification }) => {
        const clusterNamed = (length: number) =>
          clusterOf(shape, {
            name: 'n'.repeat(length),
            verification,
            gitops: { repository: 'https://git.corp.example/a.git', engines },
          });
        const [problem] = nameProblems(clusterNamed(63), {});
        const longest = Number(/at most (\d+) characters/.exec(problem?.message ?? '')?.[1]);
        expect(longest).toBeGreaterThan(20);
        for (const length of [1, longest - 1, longest]) {
          const cluster = clusterNamed(length);
          expect(nameProblems(cluster, {})).toEqual([]);
          expect(misfits(allObjects(cluster))).toEqual([]);
          expect(refused(allObjects(cluster))).toEqual([]);
        }
        const tooLong = clusterNamed(longest + 1);
        expect(misfits(allObjects(tooLong)).length).toBeGreaterThan(0);
        expect(nameProblems(tooLong, {})).toHaveLength(1);
        expect(refused(allObjects(tooLong))).toContain('render/name-too-long');
      }),
      { numRuns: 8, seed: 11 },
    );
  });

  it('may be longer without Flux, whose names hold the most', () => {
    const longest = (engines: string[]) => {
      const gitops = { repository: 'https://git.corp.example/a.git', engines };
      const [problem] = nameProblems(clusterOf(SHAPES[0] ?? noShape(), { name: 'n'.repeat(63), gitops }), {});
      return Number(/at most (\d+)/.exec(problem?.message ?? '')?.[1]);
    };
    expect(longest(['argocd'])).toBe(58);
    expect(longest(['argocd', 'flux'])).toBe(longest(['flux']));
    expect(longest(['flux'])).toBeLessThan(58);
  });

  it('are asked for where the name is written, with one that works', () => {
    const name = `cluster-${'a'.repeat(27)}-north`;
    const [problem] = nameProblems(clusterOf(SHAPES[0] ?? noShape(), { name }), {
      file: 'p.yaml',
      line: 7,
      column: 7,
    });
    expect(problem).toMatchObject({ file: 'p.yaml', line: 7, column: 7, path: 'name' });
    expect(problem?.fix).toMatch(
      /^write a shorter one, such as "name: cluster-a{27}-nor", or rename the file$/,
    );
  });
});

describe('names of workloads', () => {
  const kinds = [
    'Pod',
    'Deployment',
    'StatefulSet',
    'Job',
    'CronJob',
    'ReplicaSet',
    'ReplicationController',
    'DeploymentConfig',
  ];

  it.each(kinds)('of kind %s fit, or are refused', (kind) => {
    const longest = [63, 62, 58, 57, 53, 52, 51, 1].filter((length) => {
      const volume = { size: '1Gi', mountPath: '/data', passphrase: 'kbs:///a/b/c', image: IMAGE };
      const workload = {
        name: 'n'.repeat(length),
        namespace: 's'.repeat(63),
        kind,
        image: IMAGE,
        command: ['sleep'],
        encryptedVolume: volume,
        ...(kind === 'CronJob' ? { schedule: '0 3 * * *' } : {}),
      };
      if (problemsIn(profileText({ workloads: JSON.stringify([workload]) })).length > 0) return false;
      const objects = allObjects(clusterOf(SHAPES[0] ?? noShape(), { workloads: [workload] }));
      expect({ length, misfits: misfits(objects), refused: refused(objects) }).toEqual({
        length,
        misfits: [],
        refused: [],
      });
      return true;
    });
    const most = { StatefulSet: 52, CronJob: 52, DeploymentConfig: 58 }[kind] ?? 63;
    expect(longest[0]).toBe(most);
  });
});

describe('other names of a profile', () => {
  it('fit at their longest', () => {
    const long = (most: number) => {
      const name = `${'a'.repeat(60)}.`.repeat(5).slice(0, most - 1);
      return `${name.replace(/\.$/, 'a')}z`;
    };
    const objects = allObjects(
      clusterOf(
        { tee: 'tdx', gpu: 'none', topology: 'multi-node' },
        {
          sandboxedContainers: { kataConfig: { name: long(253) } },
          nodes: { expected: 3, selector: { [`${long(253)}/${'k'.repeat(63)}`]: 'v'.repeat(63) } },
          gitops: {
            repository: 'https://git.corp.example/a.git',
            argocd: { namespace: 'a'.repeat(63), controllerServiceAccount: long(253) },
            flux: { namespace: 'f'.repeat(63), secret: long(253) },
          },
          pccs: {
            node: long(63),
            storage: { type: 'persistent-volume-claim', storageClass: long(253) },
            secrets: { source: 'external-secrets', store: { name: long(253) } },
            tls: { source: 'cert-manager', issuer: { name: long(253) } },
            backup: { storageClass: long(253) },
          },
        },
      ),
    );
    expect(misfits(objects)).toEqual([]);
    expect(refused(objects)).toEqual([]);
  });
});

function noShape(): never {
  throw new Error('there are no shapes');
}
