import { describe, expect, it } from 'vitest';
import {
  ArgoCdControllerAccess,
  type ArgoCdControllerAccessProps,
} from '../../../constructs/gitops/argocd-controller-access.ts';
import type { KubernetesObject } from '../../../constructs/kubernetes-object.ts';
import { render } from '../support/render.ts';

function object(apiVersion: string, kind: string, namespace?: string, annotations = {}): KubernetesObject {
  const place = namespace === undefined ? {} : { namespace };
  return { apiVersion, kind, metadata: { name: `a-${kind.toLowerCase()}`, ...place, annotations } };
}

function access(objects: readonly KubernetesObject[]) {
  const props: Required<ArgoCdControllerAccessProps> = {
    name: 'coco-a-argocd-controller',
    namespace: 'openshift-gitops',
    serviceAccount: 'openshift-gitops-argocd-application-controller',
    objects,
  };
  return render((chart) => new ArgoCdControllerAccess(chart, 'access', props));
}

const APPLY = ['create', 'patch', 'delete'];

describe('the rights that the controller of Argo CD lacks', () => {
  const objects = [
    object('v1', 'ServiceAccount', 'b'),
    object('v1', 'Pod', 'b'),
    object('v1', 'Pod', 'b'),
    object('batch/v1', 'Job', 'c', { 'argocd.argoproj.io/hook': 'Sync' }),
    object('nfd.openshift.io/v1alpha1', 'NodeFeatureRule', 'openshift-nfd'),
    object('security.openshift.io/v1', 'SecurityContextConstraints'),
  ];
  const rules = Object.fromEntries(
    access(objects)
      .filter(({ kind }) => kind.endsWith('Role'))
      .map(({ kind, metadata, ...rest }) => [`${kind} ${metadata.namespace ?? ''}`, rest['rules']]),
  );

  it('are of its kinds in each namespace', () => {
    expect(rules['Role b']).toEqual([
      { apiGroups: [''], resources: ['pods', 'serviceaccounts'], verbs: APPLY },
    ]);
  });

  it('are one more for a hook', () => {
    expect(rules['Role c']).toEqual([
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'update', 'patch', 'delete'] },
    ]);
  });

  it('have names where RBAC can name them and names stay', () => {
    const named = (group: string, resource: string, name: string) => [
      { apiGroups: [group], resources: [resource], verbs: ['create'] },
      { apiGroups: [group], resources: [resource], verbs: ['patch', 'delete'], resourceNames: [name] },
    ];
    expect(rules['Role openshift-nfd']).toEqual(
      named('nfd.openshift.io', 'nodefeaturerules', 'a-nodefeaturerule'),
    );
    expect(rules['ClusterRole ']).toEqual(
      named('security.openshift.io', 'securitycontextconstraints', 'a-securitycontextconstraints'),
    );
  });

  it('are bound to the controller, each role by a binding of its name', () => {
    const all = access(objects);
    for (const { kind, metadata } of all.filter((one) => one.kind.endsWith('Role'))) {
      expect(all).toContainEqual({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'coco-a-argocd-controller' },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: 'openshift-gitops-argocd-application-controller',
            namespace: 'openshift-gitops',
          },
        ],
      });
    }
    expect(all).toHaveLength(8);
  });

  it('do not depend on the order of objects', () => {
    const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(access([...objects].reverse()))).toEqual(sorted(access(objects)));
  });

  it('leave out what OpenShift GitOps has given it already', () => {
    const granted = [
      object('v1', 'ConfigMap', 'b'),
      object('v1', 'Namespace'),
      object('v1', 'PersistentVolumeClaim', 'b'),
      object('machineconfiguration.openshift.io/v1', 'MachineConfig'),
      object('operators.coreos.com/v1', 'OperatorGroup', 'b'),
      object('operators.coreos.com/v1alpha1', 'Subscription', 'b'),
      object('rbac.authorization.k8s.io/v1', 'Role', 'b'),
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b'),
    ];
    expect(access(granted)).toEqual([]);
    expect(access([])).toEqual([]);
  });

  it('are not guessed: a kind whose resource name is not known is refused', () => {
    expect(() => access([object('example.com/v1', 'Widget')])).toThrow(
      'no resource name is known for example.com/Widget, so no right can be granted',
    );
    // Kinds of another group may have the same name.
    expect(() => access([object('example.com/v1', 'ConfigMap')])).toThrow('example.com/ConfigMap');
  });
});
