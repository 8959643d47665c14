import { describe, expect, it } from 'vitest';
import { Namespace, type NamespaceProps } from '../../../constructs/namespaces/namespace.ts';
import { render } from '../support/render.ts';

function namespace(props: NamespaceProps) {
  return render((chart) => new Namespace(chart, 'namespace', props));
}

describe('a Namespace', () => {
  it('with the least props has a name and no labels', () => {
    expect(namespace({ name: 'a' })).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
    ]);
  });

  it('with all props is monitored, and enforces its own security level without OpenShift changing it', () => {
    const props: Required<NamespaceProps> = {
      name: 'intel-dcap',
      clusterMonitoring: true,
      podSecurity: 'privileged',
    };
    expect(namespace(props)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'intel-dcap',
          labels: {
            'openshift.io/cluster-monitoring': 'true',
            'pod-security.kubernetes.io/audit': 'privileged',
            'pod-security.kubernetes.io/enforce': 'privileged',
            'pod-security.kubernetes.io/warn': 'privileged',
            'security.openshift.io/scc.podSecurityLabelSync': 'false',
          },
        },
      },
    ]);
  });

  it('of OpenShift needs no label against a synchronisation that does not reach it', () => {
    const [object] = namespace({
      name: 'openshift-sandboxed-containers-operator',
      clusterMonitoring: true,
      podSecurity: 'privileged',
    });
    // Exactly what the sandboxed containers operator adds to its own namespace.
    expect(object?.metadata.labels).toEqual({
      'openshift.io/cluster-monitoring': 'true',
      'pod-security.kubernetes.io/audit': 'privileged',
      'pod-security.kubernetes.io/enforce': 'privileged',
      'pod-security.kubernetes.io/warn': 'privileged',
    });
  });

  it.each(['privileged', 'baseline', 'restricted'] as const)('can enforce level %s', (podSecurity) => {
    const [object] = namespace({ name: 'a', podSecurity });
    expect(object?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': podSecurity });
  });

  it('that is not monitored has no label that says so', () => {
    expect(namespace({ name: 'a', clusterMonitoring: false })).toEqual(namespace({ name: 'a' }));
  });
});
