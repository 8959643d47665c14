import { describe, expect, it } from 'vitest';
import { CLUSTERS, clusterOf, ofKind, syncedObjects } from './support/clusters.ts';
import { allows, OPENSHIFT_GITOPS, type Request, requestFor, rightsIn, rulesOf } from './support/rbac.ts';

const CONTROLLER = {
  name: 'openshift-gitops-argocd-application-controller',
  namespace: 'openshift-gitops',
};

/** What Argo CD does with what it syncs: it takes its finalizer from a hook by update. */
function requestsOf(cluster: (typeof CLUSTERS)[number]['cluster']): Request[] {
  return syncedObjects(cluster).flatMap((object) => {
    const isHook = object.metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;
    const verbs = ['get', 'create', 'patch', 'delete', ...(isHook ? ['update'] : [])];
    return verbs.map((verb) => requestFor(verb, object));
  });
}

describe.each(CLUSTERS)('the rights that the controller of Argo CD gets for $name', ({ cluster }) => {
  const rules = rulesOf(cluster.argocd, CONTROLLER);
  const requests = requestsOf(cluster);

  it('are enough, with those of OpenShift GitOps, to apply, to prune and to delete each object', () => {
    const all = [...OPENSHIFT_GITOPS, ...rules];
    expect(requests.filter((request) => !all.some((rule) => allows(rule, request)))).toEqual([]);
  });

  it('are each used, and none is there already', () => {
    const unused = rightsIn(rules).filter(
      (right) => !requests.some((request) => rightsIn(rules).length > 0 && matches(right, request)),
    );
    expect(unused).toEqual([]);
    expect(rightsIn(rules).filter((right) => OPENSHIFT_GITOPS.some((rule) => allows(rule, right)))).toEqual(
      [],
    );
  });

  it('end at the namespaces of the Application, and on the cluster at its names', () => {
    const elsewhere = rightsIn(rules).filter(({ namespace, name, verb }) =>
      namespace === undefined ? name === undefined && verb !== 'create' : false,
    );
    expect(elsewhere).toEqual([]);
    const others: Request[] = [
      { verb: 'create', group: '', resource: 'pods', namespace: 'kube-system' },
      {
        verb: 'delete',
        group: 'apps',
        resource: 'deployments',
        namespace: 'openshift-console',
        name: 'console',
      },
      {
        verb: 'patch',
        group: 'security.openshift.io',
        resource: 'securitycontextconstraints',
        name: 'privileged',
      },
      { verb: 'delete', group: 'kataconfiguration.openshift.io', resource: 'kataconfigs', name: 'other' },
      ...['secrets', 'serviceaccounts/token', 'pods/exec'].flatMap((resource) =>
        ['get', 'list', 'create'].map((verb) => ({ verb, group: '', resource, namespace: 'intel-dcap' })),
      ),
    ];
    expect(others.filter((request) => rules.some((rule) => allows(rule, request)))).toEqual([]);
  });

  it('come with the namespaces that they are in, just as they are synced', () => {
    const roles = ofKind(cluster.argocd, 'Role').map(({ metadata }) => metadata.namespace);
    const namespaces = ofKind(cluster.argocd, 'Namespace');
    expect(namespaces.map(({ metadata }) => metadata.name).sort()).toEqual([...roles].sort());
    for (const namespace of namespaces) expect(syncedObjects(cluster)).toContainEqual(namespace);
  });
});

/** Whether a right is what a request needs: names are compared only where the right has one. */
function matches(right: Request, request: Request): boolean {
  return (
    right.verb === request.verb &&
    right.group === request.group &&
    right.resource === request.resource &&
    right.namespace === request.namespace &&
    (right.name === undefined || right.name === request.name)
  );
}

describe('a cluster without a kind', () => {
  it('gives no right for it', () => {
    const resources = (tee: 'tdx' | 'snp') =>
      rightsIn(rulesOf(clusterOf({ tee, gpu: 'none', topology: 'compact' }).argocd, CONTROLLER)).map(
        ({ resource }) => resource,
      );
    for (const resource of ['daemonsets', 'securitycontextconstraints', 'sgxdeviceplugins']) {
      expect(resources('tdx')).toContain(resource);
      expect(resources('snp')).not.toContain(resource);
    }
  });
});
