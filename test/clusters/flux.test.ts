import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, it } from 'vitest';
import { clusterTree } from '../../render/cluster-tree.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { kataPool } from '../../rollout/cluster-shape.ts';
import { CLUSTERS, clusterOf, IMAGE, ofKind, syncedObjects } from './support/clusters.ts';

interface Spec {
  readonly path: string;
  readonly timeout: string;
  readonly prune: boolean;
  readonly wait: boolean;
  readonly force: boolean;
  readonly dependsOn?: readonly { readonly name: string }[];
  readonly healthChecks?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
  readonly healthCheckExprs?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly inProgress?: string;
    readonly failed?: string;
    readonly current: string;
  }[];
}

/** The Kustomizations in order, by folder; the root is not one of the chain. */
function kustomizations({ flux }: RenderedCluster): { folder: string; name: string; spec: Spec }[] {
  return ofKind(flux?.objects ?? [], 'Kustomization').flatMap(({ metadata, ...rest }) => {
    const spec = rest['spec'] as Spec;
    const folder = spec.path.split('/').at(-1) ?? '';
    return metadata.name === 'coco-p' ? [] : [{ name: metadata.name, folder: stepOf(folder), spec }];
  });
}

/** The folder of a step without the digest of a gate. */
function stepOf(folder: string): string {
  return folder.replace(/-[0-9a-f]{10}$/, '');
}

/** The Jobs of the gates: the digests in their names, by folder. */
function digests({ flux }: RenderedCluster): Record<string, string> {
  const jobs = (flux?.gates ?? []).flatMap(({ folder, objects }) =>
    ofKind(objects, 'Job').map(({ metadata }) => [stepOf(folder), metadata.name.slice(-10)] as const),
  );
  return Object.fromEntries(jobs);
}

const REBOOTS_OR_HOLDS_DATA =
  /^(KataConfig|MachineConfig|Namespace|NodeFeatureDiscovery|NodeFeatureRule|PersistentVolumeClaim)$/;

/** As Flux has it: optional types, and every field a variable (fluxcd/pkg, runtime/cel/expression.go). */
const cel = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });

describe.each(CLUSTERS)('the Kustomizations of $name', ({ cluster }) => {
  const { profile } = cluster;
  const chain = kustomizations(cluster);
  const steps = cluster.steps.filter(
    ({ step, objects }) => objects.length > 0 && !(step.kind === 'gate' && step.code === 'remove'),
  );

  it('are one for each step, each depending on the one before', () => {
    expect(chain.map(({ folder }) => folder)).toEqual(steps.map(({ step }) => step.folder));
    expect(chain.map(({ spec }) => spec.dependsOn)).toEqual(
      chain.map((_, index) => (index === 0 ? undefined : [{ name: chain[index - 1]?.name }])),
    );
  });

  it('prune no stage whose objects reboot nodes or hold data, and make nothing again by force', () => {
    for (const [index, { spec }] of chain.entries()) {
      const { step, objects = [] } = steps[index] ?? {};
      const hurts = step?.kind === 'stage' && objects.some(({ kind }) => REBOOTS_OR_HOLDS_DATA.test(kind));
      expect({ step, prune: spec.prune }).toEqual({ step, prune: !hurts });
      expect([spec.wait, spec.force]).toEqual([false, false]);
    }
    const kept = chain.filter(({ spec }) => !spec.prune).map(({ folder }) => folder);
    expect(kept).toEqual(expect.arrayContaining(['00-namespaces', '20-node-features', '40-kata-config']));
  });

  it('give every step 90 minutes for each node, and three hours at least', () => {
    const minutes = Math.max(90 * profile.nodes.expected, 180);
    for (const { spec } of chain) expect(spec.timeout).toBe(`${minutes}m0s`);
  });

  it('wait for health in gates only, and in each for its Job, which is in its folder', () => {
    for (const [index, { folder, spec }] of chain.entries()) {
      const isGate = steps[index]?.step.kind === 'gate';
      const jobs = (spec.healthChecks ?? []).filter(
        ({ kind, namespace }) => kind === 'Job' && namespace === 'coco-gitops',
      );
      const gate = cluster.flux?.gates.find((one) => stepOf(one.folder) === folder);
      expect(jobs.map(({ name }) => name)).toEqual(
        ofKind(gate?.objects ?? [], 'Job').map(({ metadata }) => metadata.name),
      );
      expect(jobs).toHaveLength(isGate ? 1 : 0);
      if (!isGate) expect([spec.healthChecks, spec.healthCheckExprs]).toEqual([undefined, undefined]);
      expect(spec.path).toBe(isGate ? `./dist/p/flux/gates/${gate?.folder}` : `./dist/p/${folder}`);
      const digest = gate?.folder.slice(-10);
      expect(chain[index]?.name).toBe(
        isGate ? `coco-p-${folder.slice(0, 2)}-gate-${digest}` : `coco-p-${folder}`,
      );
      if (isGate) expect(jobs[0]?.name.slice(-10)).toBe(digest);
    }
  });

  it('wait for the Jobs that verify something in the gate behind each', () => {
    const looked = chain.flatMap(({ folder, spec }) =>
      (spec.healthChecks ?? [])
        .filter(({ namespace }) => namespace === 'coco-verification')
        .map(({ name }) => ({ folder, name })),
    );
    const made = ofKind(syncedObjects(cluster), 'Job').filter(
      ({ metadata }) => metadata.namespace === 'coco-verification',
    );
    expect(looked).toEqual(
      made.map(({ metadata: { name } }) => ({
        folder: name.startsWith('verify-refusal')
          ? '79-gate-refusal-verified'
          : '77-gate-attestation-verified',
        name,
      })),
    );
  });

  it('have Jobs that Argo CD would not take for hooks and that go on where patience is over', () => {
    const jobs = (cluster.flux?.gates ?? []).flatMap(({ objects }) => ofKind(objects, 'Job'));
    expect(jobs.length).toBeGreaterThanOrEqual(5);
    for (const job of jobs) {
      expect(job.metadata.annotations).toBeUndefined();
      expect(JSON.stringify(job)).toContain('"--never-fail"');
    }
  });

  it('have one expression at most for each kind, each a right one, and of kinds that they look at', () => {
    const expressions = chain.flatMap(({ spec }) => spec.healthCheckExprs ?? []);
    expect(expressions.length).toBeGreaterThanOrEqual(2);
    for (const { inProgress, failed, current } of expressions) {
      for (const text of [inProgress, failed, current]) {
        if (text !== undefined) expect(() => cel.parse(text), text).not.toThrow();
      }
    }
    expect(() => cel.parse('status.')).toThrow();
    for (const { spec } of chain) {
      const kinds = (spec.healthCheckExprs ?? []).map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
      expect((spec.healthChecks ?? []).map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    }
  });

  it('wait at G2 for KataConfig, and for the pool to run every MachineConfig and the marker', () => {
    const gate = chain.find(({ folder }) => folder === '45-gate-pool-updated')?.spec;
    const looked = gate?.healthChecks?.filter(({ kind }) => kind !== 'Job');
    expect(looked?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      `MachineConfigPool ${kataPool(profile)}`,
      'KataConfig example-kataconfig',
    ]);
    const objects = [...syncedObjects(cluster), ...(cluster.flux?.gates.flatMap((one) => one.objects) ?? [])];
    const names = ofKind(objects, 'MachineConfig').map(({ metadata }) => metadata.name);
    const pool = gate?.healthCheckExprs?.find(({ kind }) => kind === 'MachineConfigPool');
    for (const name of [...names, '50-enable-sandboxed-containers-extension']) {
      expect(JSON.stringify(pool)).toContain(name);
    }
  });
});

describe.each(CLUSTERS)('the root of the chain of $name', ({ cluster }) => {
  const { flux, profile } = cluster;
  const [root] = ofKind(flux?.objects ?? [], 'Kustomization').filter(
    ({ metadata }) => metadata.name === 'coco-p',
  );

  it('keeps the very folder that it is in equal to Git, waits for nothing, and takes nothing along when it goes', () => {
    expect(root?.['spec']).toMatchObject({
      path: './dist/p/flux',
      prune: true,
      deletionPolicy: 'Orphan',
      wait: false,
      force: false,
      sourceRef: { kind: 'GitRepository', name: 'coco-p' },
    });
    expect(root?.['spec']).not.toHaveProperty('dependsOn');
    expect(root?.['spec']).not.toHaveProperty('healthChecks');
  });

  it('finds there what is applied once, itself included, and none of the folders of the gates below', () => {
    const tree = clusterTree([cluster], new Map());
    const kustomization = tree.get(`${profile.name}/flux/kustomization.yaml`) ?? '';
    expect(kustomization).toContain('kustomization.flux-system.coco-p.yaml');
    expect(kustomization).toContain('gitrepository.flux-system.coco-p.yaml');
    // Without this file Flux would apply every manifest below the folder (kustomize-controller, `generate`).
    expect(kustomization).not.toContain('gates/');
    for (const { metadata } of flux?.objects ?? []) expect(kustomization).toContain(`.${metadata.name}.yaml`);
  });

  it('has names that go where Flux puts them: labels of at most 63 characters', () => {
    for (const { metadata } of flux?.objects ?? []) expect(metadata.name.length).toBeLessThanOrEqual(63);
  });
});

describe('the Job of a gate of Flux', () => {
  const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
  const before = digests(clusterOf(TDX));
  const digest = `@sha256:${'b'.repeat(64)}`;

  /** The gates whose Job has another name than before. */
  function renamed(settings: object): string[] {
    const after = digests(clusterOf(TDX, { ...settings }));
    return Object.keys(before).filter((folder) => after[folder] !== before[folder]);
  }

  it('has the same name each time', () => {
    expect(Object.keys(before)).toHaveLength(6);
    for (const name of Object.values(before)) expect(name).toMatch(/^[0-9a-f]{10}$/);
    expect(renamed({})).toEqual([]);
  });

  it('has another name when an object of an earlier stage changes, and none when one of a later stage does', () => {
    const pccs = { pccs: { node: 'control-plane-1.example.com' } };
    expect(renamed(pccs)).toEqual(['75-gate-attestation-ready']);
    const kataConfig = { sandboxedContainers: { kataConfig: { logLevel: 'debug' } } };
    expect(renamed(kataConfig)).toEqual(Object.keys(before).slice(2));
    expect(renamed({ workloads: [{ name: 'app', image: IMAGE, command: ['sleep', '1'] }] })).toEqual([]);
  });

  it('has another name when it is another one itself, since no Job can be changed', () => {
    const images = { openshiftCli: `mirror.example.com/cli${digest}` };
    expect(renamed({ images })).toEqual(Object.keys(before));
  });

  it('has another name when what the gates wait for changes', () => {
    expect(renamed({ nodes: { expected: 4 } })).toEqual(Object.keys(before));
  });
});

describe('the timeout of Flux', () => {
  it.each([
    [{ topology: 'single-node' }, undefined, '180m0s'],
    [{ topology: 'compact' }, undefined, '270m0s'],
    [{ topology: 'multi-node' }, { expected: 1 }, '180m0s'],
    [{ topology: 'multi-node' }, { expected: 16 }, '1440m0s'],
  ] as const)('of %j with nodes %j is %s', (shape, nodes, timeout) => {
    const cluster = clusterOf({ tee: 'snp', gpu: 'none', ...shape }, nodes === undefined ? {} : { nodes });
    expect(new Set(kustomizations(cluster).map(({ spec }) => spec.timeout))).toEqual(new Set([timeout]));
  });
});
