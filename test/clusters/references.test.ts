import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { allObjects, CLUSTERS, fieldsNamed, ofKind } from './support/clusters.ts';

/** Secrets that the owner of the cluster makes, with their keys (what the runbook lists). */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'pccs-secrets': ['PCCS_API_KEY', 'PCCS_USER_TOKEN_HASH', 'PCCS_ADMIN_TOKEN_HASH'],
  'qgs-secrets': ['USER_TOKEN'],
  'pccs-tls': ['private.pem', 'file.crt'],
};

interface Pod {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly containers: readonly object[];
    readonly volumes?: readonly object[];
  };
}

/** The pods of objects, bare or in a template. */
function podsOf(objects: readonly KubernetesObject[]): Pod[] {
  return objects.flatMap((object) => {
    const { template } = (object['spec'] ?? {}) as { template?: { metadata: object; spec: object } };
    const pod = object.kind === 'Pod' ? object : template;
    if (pod === undefined) return [];
    const { metadata, spec } = pod as {
      metadata: { annotations?: Record<string, string> };
      spec: Pod['spec'];
    };
    return [
      {
        kind: object.kind,
        namespace: object.metadata.namespace,
        annotations: metadata.annotations ?? {},
        spec,
      },
    ];
  });
}

/** `namespace/name` of objects of a kind. */
function placesOf(objects: readonly KubernetesObject[], kind: string): string[] {
  return ofKind(objects, kind).map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
}

interface Binding extends KubernetesObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly { readonly kind: string; readonly namespace: string; readonly name: string }[];
}

describe.each(CLUSTERS)('of $name', ({ cluster }) => {
  const { profile } = cluster;
  const objects = allObjects(cluster);
  const pods = podsOf(objects);
  const jobs = pods.filter(({ kind }) => kind === 'Job');
  const ofGates = jobs.filter(({ namespace }) => namespace === 'coco-gitops');
  const others = pods.filter((pod) => !ofGates.includes(pod));

  it('there are pods to look at', () => {
    const verifying = jobs.length - ofGates.length;
    expect(others).toHaveLength(profile.workloads.length + (profile.tee === 'tdx' ? 2 : 0) + verifying);
    // Each gate for Argo CD and for Flux, and for Argo CD the one before a removal.
    const gates = cluster.steps.filter(({ step }) => step.kind === 'gate').length;
    expect(ofGates).toHaveLength(2 * gates - 1);
  });

  it('every service account of a pod is made, and no pod but those of the gates gets its token', () => {
    const accounts = placesOf(objects, 'ServiceAccount');
    for (const { namespace, spec } of pods) {
      const { serviceAccountName: name } = spec;
      if (name !== undefined) expect(accounts).toContain(`${namespace}/${name}`);
    }
    for (const { spec } of others) expect(spec.automountServiceAccountToken).toBe(false);
    for (const { namespace, spec } of ofGates) {
      const account = {
        serviceAccountName: 'coco-gitops-gates',
        automountServiceAccountToken: true,
      };
      expect({ namespace, spec }).toMatchObject({ namespace: 'coco-gitops', spec: account });
    }
    for (const account of ofKind(objects, 'ServiceAccount')) {
      expect(account['automountServiceAccountToken']).toBe(false);
    }
  });

  it('every ConfigMap of a pod is made', () => {
    const used = fieldsNamed(pods, 'configMap') as { name: string }[];
    expect(used.map(({ name }) => name)).toEqual(ofGates.map(() => 'coco-gitops-gates'));
    expect(placesOf(objects, 'ConfigMap')).toContain('coco-gitops/coco-gitops-gates');
  });

  it('every security constraint that a pod requires is made, or is OpenShift\u2019s most restricted', () => {
    const made = ofKind(objects, 'SecurityContextConstraints').map(({ metadata }) => metadata.name);
    for (const { annotations } of pods) {
      expect([...made, 'restricted-v2']).toContain(annotations['openshift.io/required-scc']);
    }
  });

  it('every binding is of a role that is made, to a service account that is made or that is Argo CD\u2019s', () => {
    const accounts = [
      ...placesOf(objects, 'ServiceAccount'),
      'openshift-gitops/openshift-gitops-argocd-application-controller',
    ];
    const bindings = objects.filter(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind)) as Binding[];
    expect(bindings.length).toBeGreaterThan(0);
    for (const { kind, metadata, roleRef, subjects } of bindings) {
      const namespace = kind === 'RoleBinding' ? metadata.namespace : '';
      expect(placesOf(objects, roleRef.kind)).toContain(`${namespace}/${roleRef.name}`);
      for (const subject of subjects) {
        expect(subject.kind).toBe('ServiceAccount');
        expect(accounts).toContain(`${subject.namespace}/${subject.name}`);
      }
    }
  });

  it('no role has a wildcard, or hands out rights', () => {
    const roles = objects.filter(({ kind }) => /^(Cluster)?Role$/.test(kind));
    expect(roles.length).toBeGreaterThan(0);
    expect(JSON.stringify(roles)).not.toMatch(/"\*"|escalate|bind"|impersonate|nonResourceURLs/);
  });

  it('every Secret, key by key, is one that the runbook or a store knows', () => {
    const keys = fieldsNamed(pods, 'secretKeyRef') as { name: string; key: string }[];
    for (const { name, key } of keys) expect(SECRETS[name]).toContain(key);
    const volumes = fieldsNamed(pods, 'secret') as { secretName: string }[];
    for (const { secretName } of volumes) expect(Object.keys(SECRETS)).toContain(secretName);
    expect(fieldsNamed(pods, 'envFrom')).toEqual([]);
    expect([keys.length, volumes.length]).toEqual(profile.tee === 'tdx' ? [4, 1] : [0, 0]);
    const fetched = ofKind(objects, 'ExternalSecret').map(({ metadata }) => metadata.name);
    const fromStore = profile.tee === 'tdx' && profile.pccs.secrets.source === 'external-secrets';
    expect(fetched).toEqual(fromStore ? Object.keys(SECRETS) : []);
  });

  it('every volume claim of a pod is made', () => {
    const claims = fieldsNamed(pods, 'claimName');
    expect(claims).toEqual(ofKind(objects, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name));
  });

  it('every image is by digest', () => {
    const images = fieldsNamed(objects, 'image');
    for (const image of images) expect(image).toMatch(/^[\w./-]+@sha256:[0-9a-f]{64}$/);
    expect(images.length).toBeGreaterThanOrEqual(profile.workloads.length);
  });
});
