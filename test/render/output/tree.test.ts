import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { NamedObject } from '../../../render/output/file-name.ts';
import { type FileTree, folderTree, joinTrees, stagesTree } from '../../../render/output/tree.ts';
import { readYamlLikeGo } from '../../../render/output/yaml-like-go.ts';
import { buildWithKustomize, hasKubectl } from './support/kubectl.ts';
import { tempFolder } from './support/temp-folder.ts';

const SOURCE = 'profiles/tdx.yaml';
const HEADER = '# Rendered by coco-gitops from profiles/tdx.yaml; do not edit.\n';

function object(
  kind: string,
  name: string,
  more: { namespace?: string; apiVersion?: string } = {},
): NamedObject {
  const { namespace, apiVersion = 'v1' } = more;
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

function resources(tree: FileTree, path: string): unknown {
  return (readYamlLikeGo(tree.get(path) ?? '') as { resources: unknown }).resources;
}

describe('the files of a folder of objects', () => {
  it('are one per object and a kustomization that lists them', () => {
    const tree = folderTree(
      'tdx/10-operators',
      [object('ConfigMap', 'b', { namespace: 'n' }), object('Namespace', 'n')],
      SOURCE,
    );
    expect(Object.fromEntries(tree)).toEqual({
      'tdx/10-operators/kustomization.yaml': `${HEADER}apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
sortOptions:
  order: fifo
resources:
  - namespace.n.yaml
  - configmap.n.b.yaml
`,
      'tdx/10-operators/namespace.n.yaml': `${HEADER}apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "n"\n`,
      'tdx/10-operators/configmap.n.b.yaml': `${HEADER}apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: "n"\n`,
    });
  });

  it('are listed as Argo CD applies them, custom resources last, and by name', () => {
    const kinds = [
      'KataConfig',
      'Job',
      'RoleBinding',
      'ConfigMap',
      'Secret',
      'Subscription',
      'ClusterRole',
      'ServiceAccount',
      'Service',
      'Namespace',
      'Role',
      'DaemonSet',
      'ClusterRoleBinding',
    ];
    const objects = [
      ...kinds.map((kind) => object(kind, 'x')),
      object('ConfigMap', 'w'),
      object('MachineConfig', 'a'),
    ];
    expect(resources(folderTree('f', objects, SOURCE), 'f/kustomization.yaml')).toEqual([
      'namespace.x.yaml',
      'serviceaccount.x.yaml',
      'secret.x.yaml',
      'configmap.w.yaml',
      'configmap.x.yaml',
      'clusterrole.x.yaml',
      'clusterrolebinding.x.yaml',
      'role.x.yaml',
      'rolebinding.x.yaml',
      'service.x.yaml',
      'daemonset.x.yaml',
      'job.x.yaml',
      'machineconfig.a.yaml',
      'kataconfig.x.yaml',
      'subscription.x.yaml',
    ]);
  });

  it('do not depend on the order of the objects', () => {
    const objects = ['b', 'a', 'B', 'ä', 'Z'].flatMap((name) => [
      object('Role', name, { namespace: 'z' }),
      object('Role', name, { namespace: 'y' }),
    ]);
    expect([...folderTree('f', objects, SOURCE)]).toEqual([
      ...folderTree('f', [...objects].reverse(), SOURCE),
    ]);
  });

  it.each([
    [
      'the same object twice',
      object('Pod', 'a', { namespace: 'n' }),
      object('Pod', 'a', { namespace: 'n' }),
      'v1 Pod n/a and v1 Pod n/a',
    ],
    [
      'the same kind of two groups',
      object('Subscription', 'a', { apiVersion: 'operators.coreos.com/v1alpha1' }),
      object('Subscription', 'a', { apiVersion: 'messaging.knative.dev/v1' }),
      'messaging.knative.dev/v1 Subscription a',
    ],
    ['kinds that differ in case', object('Foo', 'a'), object('FOO', 'a'), 'v1 FOO a'],
    [
      'a dot where a namespace ends',
      object('Pod', 'a.b'),
      object('Pod', 'b', { namespace: 'a' }),
      'v1 Pod a/b',
    ],
  ])('are refused for %s, and both objects are named', (_what, a, b, message) => {
    expect(() => folderTree('f', [a, b], SOURCE)).toThrow(/^f\/.*: two objects share this file: /);
    expect(() => folderTree('f', [a, b], SOURCE)).toThrow(message);
  });
});

describe('the files of the stages of a profile', () => {
  const stages = [
    { folder: '10-operators', objects: [object('Subscription', 's', { namespace: 'n' })] },
    { folder: '15-gate', objects: [] },
    { folder: '20-late', objects: [object('Namespace', 'late')] },
  ];

  it('have a kustomization above them that lists the folders in order', () => {
    const tree = stagesTree('tdx', stages, SOURCE);
    expect(resources(tree, 'tdx/kustomization.yaml')).toEqual(['10-operators', '15-gate', '20-late']);
    expect([...tree.keys()]).toEqual([
      'tdx/kustomization.yaml',
      'tdx/10-operators/kustomization.yaml',
      'tdx/10-operators/subscription.n.s.yaml',
      'tdx/15-gate/kustomization.yaml',
      'tdx/20-late/kustomization.yaml',
      'tdx/20-late/namespace.late.yaml',
    ]);
  });

  it('are refused when an object stands in two folders, in whatever version', () => {
    const twice = ['v1', 'v1beta1'].map((version) =>
      object('Role', 'r', { namespace: 'n', apiVersion: `rbac.authorization.k8s.io/${version}` }),
    );
    const folders = twice.map((role, index) => ({ folder: `f${index}`, objects: [role] }));
    expect(() => stagesTree('tdx', folders, SOURCE)).toThrow(
      'tdx: rbac.authorization.k8s.io/v1beta1 Role n/r stands in f0 and in f1',
    );
  });

  it('are refused when two folders have the same name', () => {
    const folders = ['a', 'b'].map((name) => ({ folder: 'f', objects: [object('Pod', name)] }));
    expect(() => stagesTree('tdx', folders, SOURCE)).toThrow('tdx/f/kustomization.yaml is rendered twice');
  });

  it.skipIf(!hasKubectl)('are built by kustomize in our order (skipped without kubectl)', () => {
    const folder = tempFolder();
    for (const [path, text] of stagesTree('tdx', stages, SOURCE)) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, text);
    }
    const kinds = parseAllDocuments(buildWithKustomize(`${folder}/tdx`)).map((document) =>
      document.get('kind'),
    );
    expect(kinds).toEqual(['Subscription', 'Namespace']);
    cpSync(`${folder}/tdx/15-gate`, `${folder}/empty`, { recursive: true });
    expect(buildWithKustomize(`${folder}/empty`)).toBe('');
  });
});

describe('trees', () => {
  it('are joined, unless two hold the same path', () => {
    const one = new Map([['a', '1']]);
    expect(joinTrees(one, new Map([['b', '2']]))).toEqual(new Map([...one, ['b', '2']]));
    expect(() => joinTrees(one, one)).toThrow('a is rendered twice');
  });
});
