import { describe, expect, it } from 'vitest';
import { configMap, kubernetesProblems, pod, podSpec } from './support/judge.ts';

// What a strict OpenShift 4.21 API server was seen to accept and refuse.

describe("a null in one of Kubernetes' own kinds", () => {
  it('means that nothing is there, in a list the zero value', () => {
    expect(
      kubernetesProblems(
        pod({ args: [null], env: null, resources: { limits: { cpu: null } } }, { nodeSelector: null }),
      ),
    ).toEqual([]);
    expect(
      kubernetesProblems(configMap({ labels: { a: null } }, { data: { k: null }, immutable: null })),
    ).toEqual([]);
  });

  it('leaves what is required missing', () => {
    expect(kubernetesProblems(pod({}, { containers: null }))).toEqual(['api/required /spec/containers']);
    expect(kubernetesProblems(pod({}, { containers: [null] }))).toEqual([
      'api/required /spec/containers/0/name',
      'api/required /spec/containers/0/image',
    ]);
  });
});

describe('what the definitions of Kubernetes call required', () => {
  it('may be missing in a status, and where Go has a zero value or the server a default', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: podSpec() },
      },
      status: { conditions: [{ reason: 'x' }] },
    };
    expect(kubernetesProblems(deployment)).toEqual([]);
    const { selector: _, ...spec } = deployment.spec;
    expect(kubernetesProblems({ ...deployment, spec })).toEqual(['api/required /spec/selector']);
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b' },
      roleRef: { kind: 'Role', name: 'r' },
    };
    expect(kubernetesProblems(binding)).toEqual([]);
    expect(kubernetesProblems({ ...binding, roleRef: { kind: 'Role' } })).toEqual([
      'api/required /roleRef/name',
    ]);
  });
});
