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

interface Templates {
  readonly template?: { readonly metadata: object; readonly spec?: object };
  readonly jobTemplate?: { readonly spec: Templates };
}

/** The pods of objects, bare or in a template; that of a SealedSecret is of no pod. */
function podsOf(objects: readonly KubernetesObject[]): Pod[] {
  return objects.flatMap((object) => {
    const spec = (object['spec'] ?? {}) as Templates;
    const pod = object.kind === 'Pod' ? object : (spec.jobTemplate?.spec ?? spec).template;
    if (pod?.['spec'] === undefined) return [];
    const { metadata, spec: podSpec } = pod as {
      metadata: { annotations?: Record<string, string> };
      spec: Pod['spec'];
    };
    return [
      {
        kind: object.kind,
        namespace: object.metadata.namespace,
        annotations: metadata.annotations ?? {},
        spec: podSpec,
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
  const { tls, secrets, backup } = profile.pccs;
  // The only other pod that asks the API.
  const isRenewal = ({ spec }: (typeof pods)[number]) => spec.serviceAccountName === 'pccs-renewal';
  const withTdx = profile.tee === 'tdx';

  it('there are pods to look at', () => {
    const verifying = jobs.length - ofGates.length;
    const dcap = (withTdx ? 2 : 0) + (backup === undefined ? 0 : 1) + (tls.source === 'secret' ? 0 : 1);
    expect(others).toHaveLength(profile.workloads.length + dcap + verifying);
    // Each gate for Argo CD and for Flux, and for Argo CD the one before a removal.
    const gates = cluster.steps.filter(({ step }) => step.kind === 'gate').length;
    expect(ofGates).toHaveLength(2 * gates - 1);
  });

  it('every service account of a pod is made, and no pod but those of the gates, and the one that renews PCCS, gets its token', () => {
    const accounts = placesOf(objects, 'ServiceAccount');
    for (const { namespace, spec } of pods) {
      const { serviceAccountName: name } = spec;
      if (name !== undefined) expect(accounts).toContain(`${namespace}/${name}`);
    }
    for (const pod of others) expect(pod.spec.automountServiceAccountToken).toBe(isRenewal(pod));
    expect(others.filter(isRenewal)).toHaveLength(tls.source === 'cert-manager' ? 1 : 0);
    for (const { namespace, spec } of ofGates) {
      const account = {
        serviceAccountName: expect.stringMatching(/^coco-gitops-(approve|unmark|read|reconcile|remove)$/),
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
    const ofBackup = others
      .filter((pod) => pod.kind === 'CronJob' && !isRenewal(pod))
      .map(() => 'pccs-backup');
    expect(used.map(({ name }) => name).sort()).toEqual([
      ...ofGates.map(() => 'coco-gitops-gates'),
      ...ofBackup,
    ]);
    expect(ofBackup).toHaveLength(backup === undefined ? 0 : 1);
    if (backup !== undefined) expect(placesOf(objects, 'ConfigMap')).toContain('intel-dcap/pccs-backup');
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

  it('every Secret, key by key, is one of those that are made', () => {
    const keys = fieldsNamed(pods, 'secretKeyRef') as { name: string; key: string }[];
    for (const { name, key } of keys) expect(SECRETS[name]).toContain(key);
    const volumes = fieldsNamed(pods, 'secret') as { secretName: string; items?: { key: string }[] }[];
    const ofPccs = tls.source === 'secret' ? 'pccs-tls' : 'pccs-certificate';
    // That of cert-manager twice: for PCCS itself, and for those who verify it.
    const times = tls.source === 'secret' ? 1 : 2;
    expect(volumes.map(({ secretName }) => secretName)).toEqual(withTdx ? Array(times).fill(ofPccs) : []);
    expect(fieldsNamed(pods, 'envFrom')).toEqual([]);
    expect(keys).toHaveLength(withTdx ? 4 : 0);
  });

  it('every Secret comes from the store, is sealed or is in the runbook, and that of cert-manager from there', () => {
    const toMake = Object.keys(SECRETS).filter((name) => tls.source === 'secret' || name !== 'pccs-tls');
    const made = (kind: string) => ofKind(objects, kind).map(({ metadata }) => metadata.name);
    expect(made('ExternalSecret')).toEqual(withTdx && secrets.source === 'external-secrets' ? toMake : []);
    expect(made('SealedSecret')).toEqual(withTdx && secrets.source === 'sealed-secrets' ? toMake : []);
    const certificates = ofKind(objects, 'Certificate').map((object) => object['spec']);
    expect(certificates).toMatchObject(
      tls.source === 'cert-manager' ? [{ secretName: 'pccs-certificate' }] : [],
    );
  });

  it('of all Secrets the quote generation service sees the user token only', () => {
    const service = others.filter(({ kind }) => kind === 'DaemonSet');
    expect(fieldsNamed(service, 'secretKeyRef')).toEqual(
      withTdx ? [{ name: 'qgs-secrets', key: 'USER_TOKEN' }] : [],
    );
    const authority = {
      secretName: 'pccs-certificate',
      items: [{ key: 'ca.crt', path: 'tls-ca-bundle.pem' }],
    };
    expect(fieldsNamed(service, 'secret')).toEqual(tls.source === 'cert-manager' ? [authority] : []);
    expect(fieldsNamed(service, 'secretRef')).toEqual([]);
  });

  it('every volume claim of a pod is made', () => {
    const claims = new Set(fieldsNamed(pods, 'claimName'));
    expect([...claims].sort()).toEqual(
      ofKind(objects, 'PersistentVolumeClaim')
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
  });

  it('every image is by digest', () => {
    const images = fieldsNamed(objects, 'image');
    for (const image of images) expect(image).toMatch(/^[\w./-]+@sha256:[0-9a-f]{64}$/);
    expect(images.length).toBeGreaterThanOrEqual(profile.workloads.length);
  });
});
