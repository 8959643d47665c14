import { describe, expect, it } from 'vitest';
import {
  ArgoCdControllerAccess,
  type ArgoCdControllerAccessProps,
} from '../../../constructs/gitops/argocd-controller-access.ts';
import type { KubernetesObject } from '../../../constructs/kubernetes-object.ts';
import { render } from '../support/render.ts';

function object(apiVersion: string, kind: string): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'a' } };
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

/** The ClusterRole with rights to write resources of groups, and its binding. */
function granting(resources: Readonly<Record<string, readonly string[]>>) {
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'coco-a-argocd-controller' },
      rules: Object.entries(resources).map(([group, names]) => ({
        apiGroups: [group],
        resources: names,
        verbs: ['create', 'update', 'patch', 'delete'],
      })),
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'coco-a-argocd-controller' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'coco-a-argocd-controller',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'openshift-gitops-argocd-application-controller',
          namespace: 'openshift-gitops',
        },
      ],
    },
  ];
}

describe('the rights that the controller of Argo CD lacks', () => {
  it('with all props are one rule for each group, and each resource once', () => {
    const objects = [
      object('v1', 'ServiceAccount'),
      object('v1', 'Pod'),
      object('v1', 'Pod'),
      object('nfd.openshift.io/v1alpha1', 'NodeFeatureRule'),
      object('nfd.openshift.io/v1', 'NodeFeatureDiscovery'),
      object('security.openshift.io/v1', 'SecurityContextConstraints'),
    ];
    const rights = granting({
      '': ['pods', 'serviceaccounts'],
      'nfd.openshift.io': ['nodefeaturediscoveries', 'nodefeaturerules'],
      'security.openshift.io': ['securitycontextconstraints'],
    });
    expect(access(objects)).toEqual(rights);
    expect(access([...objects].reverse())).toEqual(rights);
  });

  it('leave out what OpenShift GitOps has given it already', () => {
    const granted = [
      object('v1', 'ConfigMap'),
      object('v1', 'Namespace'),
      object('v1', 'PersistentVolumeClaim'),
      object('machineconfiguration.openshift.io/v1', 'MachineConfig'),
      object('operators.coreos.com/v1', 'OperatorGroup'),
      object('operators.coreos.com/v1alpha1', 'Subscription'),
      object('rbac.authorization.k8s.io/v1', 'Role'),
      object('rbac.authorization.k8s.io/v1', 'RoleBinding'),
    ];
    expect(access(granted)).toEqual(granting({}));
    expect(access([])).toEqual(granting({}));
  });

  it('are not guessed: a kind whose resource name is not known is refused', () => {
    expect(() => access([object('example.com/v1', 'Widget')])).toThrow(
      'no resource name is known for example.com/Widget, so no right can be granted',
    );
    // Kinds of another group may have the same name.
    expect(() => access([object('example.com/v1', 'ConfigMap')])).toThrow('example.com/ConfigMap');
  });
});
