import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { describe, expect, it } from 'vitest';
import { clusterTree } from '../../render/cluster-tree.ts';
import { validateRendered } from '../../render/validate-rendered.ts';
import { problemsIn, profileText } from '../profiles/profile-text.ts';
import { SHAPES, shapeName } from '../support/shapes.ts';
import { allObjects, clusterOf, fieldsNamed, ofKind } from './support/clusters.ts';

const INSTALLED = { installed: true };
const OPERATORS = ['nodeFeatureDiscovery', 'sandboxedContainers', 'intelDevicePlugins', 'gpu'] as const;
const NAMESPACES = {
  nodeFeatureDiscovery: 'openshift-nfd',
  sandboxedContainers: 'openshift-sandboxed-containers-operator',
  intelDevicePlugins: 'openshift-operators',
  gpu: 'nvidia-gpu-operator',
};

describe.each(SHAPES.map((shape) => [shapeName(shape), shape] as const))(
  'operators of others: %s',
  (_, shape) => {
    const used = OPERATORS.filter(
      (name) =>
        (name !== 'gpu' || shape.gpu === 'nvidia') && (name !== 'intelDevicePlugins' || shape.tee === 'tdx'),
    );

    it('leave nothing of ours that would install them, and a gate that looks at them', () => {
      const operators = Object.fromEntries(used.map((name) => [name, INSTALLED]));
      const cluster = clusterOf(shape, { operators });
      const objects = allObjects(cluster);
      expect(validateRendered(objects, wholeCatalog).flatMap(({ findings }) => findings)).toEqual([]);
      expect(ofKind(objects, 'Subscription')).toEqual([]);
      expect(ofKind(objects, 'OperatorGroup')).toEqual([]);
      const theirs = used.map((name) => NAMESPACES[name]);
      const made = ofKind(objects, 'Namespace').map(({ metadata }) => metadata.name);
      expect(made.filter((name) => theirs.includes(name))).toEqual([]);
      const { cluster: told, gates } = cluster.gates.data;
      expect(told.installedOperators.map(({ namespace }) => namespace)).toEqual(theirs);
      expect(gates[0]?.conditions.map(({ id }) => id)).toContain('operators-of-others');
      expect(gates[0]?.conditions.map(({ id }) => id)).not.toContain('operators-installed');
      const allowed = fieldsNamed(ofKind(objects, 'AppProject'), 'kind');
      expect(allowed).not.toContain('Subscription');
      const page = clusterTree([cluster], new Map()).get(`${cluster.profile.name}/README.md`);
      expect(page).toContain('This rollout does not install these operators, and needs them: `nfd`');
    });
  },
);

describe('an operator of others in a namespace of its own', () => {
  const shape = { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' } as const;
  const cluster = clusterOf(shape, {
    operators: {
      nodeFeatureDiscovery: { installed: true, namespace: 'their-nfd' },
      gpu: { installed: true, namespace: 'their-gpu' },
    },
  });

  it('takes what is for it there', () => {
    const objects = allObjects(cluster);
    const places = ['NodeFeatureDiscovery', 'NodeFeatureRule'].flatMap((kind) =>
      ofKind(objects, kind).map(({ metadata }) => metadata.namespace),
    );
    expect(new Set(places)).toEqual(new Set(['their-nfd']));
    expect(fieldsNamed(ofKind(objects, 'ClusterPolicy'), 'env')).toContainEqual([
      { name: 'OPERATOR_NAMESPACE', value: 'their-gpu' },
    ]);
    expect(ofKind(objects, 'Subscription').map(({ metadata }) => metadata.name)).toEqual([
      'sandboxed-containers-operator',
    ]);
    const destinations = fieldsNamed(ofKind(objects, 'AppProject'), 'namespace');
    expect(destinations).toContain('their-nfd');
  });
});

describe('a profile with operators of others', () => {
  const refused = (operators: string, changes: Record<string, string> = {}) =>
    problemsIn(profileText({ ...changes, operators })).map((problem) => problem.replace(/^\S+ /, ''));

  it.each([
    ['channel: stable', 'channel'],
    ['source: mine', 'source'],
    ['sourceNamespace: mine', 'sourceNamespace'],
    ['approval: Manual', 'approval'],
  ])('says nothing of how it is installed: %s', (setting, key) => {
    const problems = refused(`{ sandboxedContainers: { installed: true, ${setting} } }`);
    expect(problems).toEqual([
      `operators.sandboxedContainers.${key}: has no effect with "installed: true": whoever installed the operator decides\n  fix: remove it, or "installed: true"`,
    ]);
  });

  it.each([
    ['{ nodeFeatureDiscovery: { namespace: a } }', 'has no effect without "installed: true"'],
    ['{ sandboxedContainers: { installed: true, namespace: a } }', 'this operator reads its settings there'],
    [
      '{ nodeFeatureDiscovery: { installed: true, namespace: coco-gitops } }',
      'is made by this rollout for itself',
    ],
    ['{ gpu: { installed: true } }', 'has no effect without "gpu: nvidia"'],
  ])('is refused where it cannot work: %s', (operators, message) => {
    const problems = refused(operators);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it('keeps its workloads out of their namespaces', () => {
    const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
    const workloads = `[{ name: app, namespace: their-nfd, image: "${image}" }]`;
    const operators = '{ nodeFeatureDiscovery: { installed: true, namespace: their-nfd } }';
    expect(refused(operators, { workloads })).toEqual([
      expect.stringContaining('their-nfd belongs to an operator; expected a namespace of its own'),
    ]);
  });

  it('needs no version that the catalog of the cluster has', () => {
    const changes = { gpu: 'nvidia', openshift: '4.22.0' };
    expect(refused('{ gpu: { installed: true } }', changes)).toEqual([]);
  });
});
