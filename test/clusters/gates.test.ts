import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { gateAccess } from '../../rollout/gates/access.ts';
import { programFiles } from '../../sync-hook/program.ts';
import { canonicalJson } from '../constructs/support/canonical-json.ts';
import { allObjects, CLUSTERS, ofKind, syncedObjects } from './support/clusters.ts';

/** In bytes, of any one object: `kubectl apply` and Argo CD keep a copy in an annotation, which may have 256 KiB. */
const MOST = 200_000;

interface Role extends KubernetesObject {
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly resourceNames?: readonly string[];
  }[];
}

/** The rights of a role, one for each resource, as `gateAccess` has them. */
function rightsIn({ metadata: { namespace }, rules }: Role): object[] {
  return rules.flatMap(({ apiGroups, resources, verbs, resourceNames }) =>
    apiGroups.flatMap((apiGroup) =>
      resources.map((resource) => ({
        apiGroup,
        resource,
        verbs,
        ...(namespace !== undefined && { namespace }),
        ...(resourceNames !== undefined && { names: resourceNames }),
      })),
    ),
  );
}

describe.each(CLUSTERS)('the gates of $name', ({ cluster }) => {
  const objects = allObjects(cluster);
  const synced = syncedObjects(cluster);
  const gates = cluster.steps.filter(({ step }) => step.kind === 'gate');
  const jobsOfGates = ofKind(synced, 'Job').filter(({ metadata }) => metadata.namespace === 'coco-gitops');

  it('are Jobs that Argo CD runs in the sync, alone in their folder and in their wave', () => {
    expect(gates.length).toBeGreaterThanOrEqual(6);
    for (const { step, objects: own } of gates) {
      expect(own.map(({ kind }) => kind)).toEqual(['Job']);
      expect(own[0]?.metadata.annotations).toMatchObject({
        'argocd.argoproj.io/hook': step.folder === '90-gate-removal' ? 'PreDelete' : 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      });
    }
    const waves = cluster.steps.map(({ step }) => step.wave);
    expect(new Set(waves).size).toBe(waves.length);
    expect(jobsOfGates).toHaveLength(gates.length);
    const hooks = synced.filter(({ metadata }) => 'argocd.argoproj.io/hook' in (metadata.annotations ?? {}));
    expect(hooks).toHaveLength(gates.length);
  });

  it('wait for every definition that comes neither with OpenShift nor with what is synced', () => {
    const known = /(^|\.)(k8s\.io|openshift\.io|coreos\.com)$|^(apps|batch|)$/;
    const groups = synced.map(({ apiVersion }) => (apiVersion.includes('/') ? apiVersion.split('/')[0] : ''));
    const foreign = new Set(groups.filter((group = '') => !known.test(group) || /^(nfd|kata)/.test(group)));
    const served = cluster.gates.data.cluster.crds.map((crd) => crd.slice(crd.indexOf('.') + 1));
    expect([...foreign].sort()).toEqual([...new Set(served)].sort());
  });

  it('are each called with a gate that their program knows', () => {
    const known = cluster.gates.data.gates.map(({ code }) => code);
    const called = jobsOfGates.map((job) => JSON.stringify(job).match(/gate\.py","(\w+)"/)?.[1]);
    expect(called).toEqual(known);
  });

  it('may do what their program does, and no more', () => {
    const roles = objects.filter(
      ({ kind, metadata }) => /Role$/.test(kind) && metadata.name === 'coco-gitops-gates',
    ) as Role[];
    const given = roles.flatMap(rightsIn).map(canonicalJson).sort();
    expect(given).toEqual(gateAccess(cluster.gates.data.cluster).map(canonicalJson).sort());
    expect(new Set(given).size).toBe(given.length);
  });

  it('change nothing but KataConfig by name and InstallPlans, read no Secret, and have no wildcard', () => {
    const rights = gateAccess(cluster.gates.data.cluster);
    const changed = rights.filter(({ verbs }) => verbs.includes('patch'));
    for (const { resource, names } of changed) {
      if (resource === 'kataconfigs') expect(names).toEqual(['example-kataconfig']);
      else expect(resource).toBe('installplans');
    }
    expect(changed.length).toBeGreaterThan(0);
    expect(rights.map(({ resource }) => resource)).not.toContain('secrets');
    expect(JSON.stringify(rights)).not.toContain('*');
  });

  it('mount the program, and what they wait for in this cluster', () => {
    const [program] = ofKind(synced, 'ConfigMap').filter(
      ({ metadata }) => metadata.name === 'coco-gitops-gates',
    );
    const { 'gates.json': gatesJson = '', ...modules } = (program?.['data'] ?? {}) as Record<string, string>;
    expect(modules).toEqual(programFiles());
    expect(Object.keys(modules)).toContain('gate.py');
    expect(JSON.parse(gatesJson)).toEqual(JSON.parse(JSON.stringify(cluster.gates.data)));
  });

  it('and all that is applied beside them are small enough for the annotation with the last applied object', () => {
    for (const object of objects) expect(Buffer.byteLength(JSON.stringify(object))).toBeLessThan(MOST);
    const program = objects.find(({ kind }) => kind === 'ConfigMap');
    expect(Buffer.byteLength(JSON.stringify(program))).toBeGreaterThan(MOST / 4);
  });
});
