import { describe, expect, it } from 'vitest';
import { GateAccess, type GateAccessProps } from '../../../constructs/sync-hook/gate-access.ts';
import { render } from '../support/render.ts';

const API = 'rbac.authorization.k8s.io/v1';
const NAME = 'coco-gitops-read';
const labels = { app: 'coco-gitops-gates' };

const ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: NAME, namespace: 'coco-gitops', labels },
  automountServiceAccountToken: false,
};

function accessOf(props: GateAccessProps) {
  return render((chart) => new GateAccess(chart, 'access', props));
}

/** A role with rules, and its binding to the account; of the cluster without a namespace. */
function granting(rules: readonly object[], namespace?: string) {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { name: NAME, ...(namespace !== undefined && { namespace }), labels };
  return [
    { apiVersion: API, kind, metadata, rules },
    {
      apiVersion: API,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: 'coco-gitops' }],
    },
  ];
}

describe('the rights of the gates', () => {
  it('without any are an account that can do nothing', () => {
    expect(accessOf({ name: NAME, rights: [] })).toEqual([ACCOUNT]);
  });

  it('with all props are a role for the cluster and one for each namespace, right by right', () => {
    const props: Required<GateAccessProps> = {
      name: NAME,
      rights: [
        { apiGroup: '', resource: 'nodes', verbs: ['list'] },
        { apiGroup: 'apps', resource: 'deployments', verbs: ['get'], namespace: 'b', names: ['pccs'] },
        { apiGroup: 'example.com', resource: 'as', verbs: ['get', 'patch'], names: ['x', 'y'] },
        { apiGroup: 'example.com', resource: 'bs', verbs: ['list'], namespace: 'a' },
        { apiGroup: 'example.com', resource: 'cs', verbs: ['get'], namespace: 'b' },
      ],
    };
    expect(accessOf(props)).toEqual([
      ACCOUNT,
      ...granting([
        { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
        { apiGroups: ['example.com'], resources: ['as'], verbs: ['get', 'patch'], resourceNames: ['x', 'y'] },
      ]),
      ...granting(
        [
          { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'], resourceNames: ['pccs'] },
          { apiGroups: ['example.com'], resources: ['cs'], verbs: ['get'] },
        ],
        'b',
      ),
      ...granting([{ apiGroups: ['example.com'], resources: ['bs'], verbs: ['list'] }], 'a'),
    ]);
  });
});
