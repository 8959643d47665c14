import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { type GateAccess, gateAccess } from '../../rollout/gates/access.ts';
import { FORMER_ACCOUNT, gateAccounts } from '../../rollout/gates/accounts.ts';
import type { GateCode } from '../../rollout/gates.ts';
import { programFiles } from '../../sync-hook/program.ts';
import { canonicalJson } from '../constructs/support/canonical-json.ts';
import { allObjects, CLUSTERS, ofKind, syncedObjects } from './support/clusters.ts';

/** In bytes, of any one object: `kubectl apply` and Argo CD keep a copy in an annotation, which may have 256 KiB. */
const MOST = 220_000;

interface Role extends KubernetesObject {
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly resourceNames?: readonly string[];
  }[];
}

function waveOf({ metadata }: KubernetesObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
}

function codeOf(job: KubernetesObject): GateCode {
  return JSON.stringify(job).match(/gate\.py","(\w+)"/)?.[1] as GateCode;
}

function accountIn(job: KubernetesObject): unknown {
  const spec = job['spec'] as {
    readonly template: { readonly spec: { readonly serviceAccountName: string } };
  };
  return spec.template.spec.serviceAccountName;
}

/** A right as single permissions. */
function atoms({ apiGroup, resource, namespace = '', verbs, names = ['*'] }: GateAccess): string[] {
  return verbs.flatMap((verb) => names.map((name) => [verb, apiGroup, resource, namespace, name].join(' ')));
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

  it('are Jobs that Argo CD runs in the sync, alone in their wave', () => {
    expect(gates.length).toBeGreaterThanOrEqual(6);
    for (const { step, objects: own } of gates) {
      const [job, ...others] = [...ofKind(own, 'Job'), ...own.filter(({ kind }) => kind !== 'Job')];
      expect(job?.metadata.annotations).toMatchObject({
        'argocd.argoproj.io/hook': step.folder === '90-gate-removal' ? 'PreDelete' : 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      });
      expect(others.map(({ kind }) => kind)).toEqual(
        step.folder === '45-gate-pool-updated' ? ['MachineConfig'] : [],
      );
    }
    const waves = cluster.steps.map(({ step }) => step.wave);
    expect(new Set(waves).size).toBe(waves.length);
    expect(jobsOfGates).toHaveLength(gates.length);
    const hooks = synced.filter(({ metadata }) => 'argocd.argoproj.io/hook' in (metadata.annotations ?? {}));
    expect(hooks).toHaveLength(gates.length + 1);
    for (const gate of jobsOfGates.filter(({ metadata }) => metadata.name !== 'gate-removal')) {
      const wave = waveOf(gate);
      expect(synced.filter((object) => waveOf(object) === wave)).toEqual([gate]);
    }
  });

  it('have a marker of the MachineConfigs between these and the gate of the pool, which Argo CD takes away', () => {
    const markers = synced.filter(({ metadata }) => metadata.name.startsWith('99-zz-coco-'));
    expect(markers.map(({ metadata }) => metadata.name)).toEqual([cluster.gates.data.cluster.marker]);
    for (const marker of markers) {
      const ours = ofKind(synced, 'MachineConfig').filter((object) => object !== marker);
      const gate = jobsOfGates.find(({ metadata }) => metadata.name === 'gate-pool-updated');
      for (const object of ours) expect(waveOf(object)).toBeLessThan(waveOf(marker));
      expect(waveOf(marker)).toBeLessThan(waveOf(gate as KubernetesObject));
      expect(marker.metadata.annotations).toEqual({
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded,HookFailed',
        'argocd.argoproj.io/sync-wave': '-12',
      });
      expect(marker['spec']).toEqual({ config: { ignition: { version: '3.2.0' } } });
    }
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

  it('may do, each under the account of its own need, what their program does, and no more', () => {
    const codes = jobsOfGates.map(codeOf);
    const accounts = gateAccounts(codes, cluster.gates.data.cluster);
    expect(accounts.flatMap(({ gates: own }) => own).sort()).toEqual([...codes].sort());
    for (const { name, gates: own, rights } of accounts) {
      const roles = objects.filter(
        ({ kind, metadata }) => /Role$/.test(kind) && metadata.name === name,
      ) as Role[];
      const given = roles.flatMap(rightsIn).map(canonicalJson).sort();
      expect(given).toEqual(rights.map(canonicalJson).sort());
      expect(new Set(given).size).toBe(given.length);
      const needed = own.flatMap((code) => gateAccess(code, cluster.gates.data.cluster)).flatMap(atoms);
      expect([...new Set(rights.flatMap(atoms))].sort()).toEqual([...new Set(needed)].sort());
    }
    for (const job of [
      ...jobsOfGates,
      ...(cluster.flux?.gates ?? []).flatMap((gate) => ofKind(gate.objects, 'Job')),
    ])
      expect(accounts.find(({ gates: own }) => own.includes(codeOf(job)))?.name).toBe(accountIn(job));
  });

  it('change only what their account is for, read no Secret and no MachineConfig, and have no wildcard', () => {
    const accounts = gateAccounts(jobsOfGates.map(codeOf), cluster.gates.data.cluster);
    const writes = accounts.flatMap(({ name, rights }) =>
      rights.flatMap((right) =>
        right.verbs
          .filter((verb) => !['get', 'list'].includes(verb))
          .map((verb) => `${name}: ${verb} ${right.resource} ${right.names?.join() ?? ''}`.trim()),
      ),
    );
    const { marker } = cluster.gates.data.cluster;
    expect(writes.filter((one) => !one.startsWith('coco-gitops-approve: patch installplans'))).toEqual([
      `coco-gitops-unmark: delete machineconfigs ${marker}`,
      'coco-gitops-reconcile: patch kataconfigs example-kataconfig',
    ]);
    for (const { name, rights } of accounts) {
      const resources = rights.map(({ resource }) => resource);
      expect(resources).not.toContain('secrets');
      expect(resources.includes('pods')).toBe(name === 'coco-gitops-remove');
      const reads = rights.filter(({ verbs }) => verbs.includes('get') || verbs.includes('list'));
      expect(reads.map(({ resource }) => resource)).not.toContain('machineconfigs');
      expect(JSON.stringify(rights)).not.toContain('*');
    }
  });

  it('leave the account of the versions before as it is, for gates of theirs that still run', () => {
    const names = objects
      .filter(({ kind }) => /Role|ServiceAccount/.test(kind))
      .map(({ metadata }) => metadata.name);
    expect(names).not.toContain(FORMER_ACCOUNT);
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
