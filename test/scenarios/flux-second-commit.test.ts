import { App } from 'cdk8s';
import { afterAll, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { renderFlux } from '../../render/flux.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import type { GateProgramData } from '../../rollout/gates.ts';
import { Cluster } from '../simulator/cluster.ts';
import { withMachineConfigs } from '../simulator/edited.ts';
import { stoppedRenderer } from '../simulator/failures.ts';
import { Oracle } from '../simulator/oracle.ts';
import { JOBS, KATA_CONFIGS, MACHINE_CONFIGS, PODS } from '../simulator/resources.ts';
import { allowInitdataOf } from '../simulator/rollout.ts';
import { renderShape } from '../simulator/shapes.ts';
import { applicationOf } from '../simulator/sync-engine/application.ts';
import { FluxChain, type FluxCommit } from '../simulator/sync-engine/flux-chain.ts';
import { GateDriver } from '../sync-hook/support/gate-driver.ts';
import { commitOf } from './support/flux-kustomizations.ts';
import { RealGates } from './support/real-gates.ts';
import { hasPython, NEEDS_PYTHON, rebootsOf } from './support/scenario.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

const TDX: ClusterShape = { tee: 'tdx', gpu: 'none', topology: 'multi-node' };
const MINUTE = 60;
const OTHER_IMAGE = `registry.example.com/cli@sha256:${'1'.repeat(64)}`;

type Profile = Readonly<Record<string, string>>;

/** A cluster to which an administrator has applied the folder flux/ of a first commit, once. */
function rollout(first: Profile = {}) {
  if (driver === undefined) throw new Error('there is no Python');
  const cluster = new Cluster({ ...TDX, seed: 41 });
  const rendered = renderShape(TDX, first);
  const gates = new RealGates(driver, rendered.gates.data, true);
  let revision = 0;
  const commit = (found: RenderedCluster): FluxCommit => {
    allowInitdataOf(cluster, applicationOf(found));
    gates.oracle = new Oracle(cluster, applicationOf(found), found.profile.nodes.expected);
    return commitOf(found, String(revision++));
  };
  const flux = new FluxChain(
    { cluster, gates, holds: (code) => gates.oracle?.holds(code) === true },
    commit(rendered),
  );
  return {
    cluster,
    flux,
    push: (
      found: RenderedCluster,
      change: (made: FluxCommit) => FluxCommit = (made) => made,
      heard?: number,
    ) => flux.push(change(commit(found)), heard),
  };
}

/** The same with a kernel argument less. */
function withoutArgument(rendered: RenderedCluster): RenderedCluster {
  const edited = withMachineConfigs(
    rendered.steps.flatMap(({ objects }) => objects),
    (object) => ({
      ...object,
      spec: { ...(object['spec'] as object), kernelArguments: ['kvm_intel.tdx=1'] },
    }),
  );
  let from = 0;
  const steps = rendered.steps.map(({ step, objects }) => {
    from += objects.length;
    return { step, objects: edited.slice(from - objects.length, from) as KubernetesObject[] };
  });
  const program = edited.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'coco-gitops-gates',
  );
  const files = program?.['data'] as Readonly<Record<string, string>>;
  const gates = { data: JSON.parse(files['gates.json'] ?? '') as GateProgramData, files };
  const rollout = steps.filter(({ step }) => !(step.kind === 'gate' && step.code === 'remove'));
  return { ...rendered, steps, gates, flux: renderFlux(new App(), rendered.profile, rollout, gates) };
}

/** What may follow on a first commit, and then another one on that. */
const COMMITS: readonly (readonly [string, Profile, Profile])[] = [
  ['another count of nodes', {}, { nodes: '{ expected: 2 }' }],
  ['a stage and gates more', {}, { verification: '{}' }],
  ['a stage and gates less', { verification: '{}' }, {}],
  ['the stage of workloads less', {}, { workloads: '[]' }],
  ['another image of the gates', {}, { images: `{ openshiftCli: "${OTHER_IMAGE}" }` }],
];

describe.skipIf(!hasPython)(
  `the second commit of Flux, with the chain as the cluster has it ${NEEDS_PYTHON}`,
  () => {
    it.each(COMMITS.flatMap((one) => ([5, 300] as const).map((heard) => [...one, heard] as const)))(
      'with %s comes in, and so does the way back',
      async (_what, first, second, heard) => {
        const { cluster, flux, push } = rollout(first);
        expect(await flux.run(24)).toBe('Ready');
        const before = flux.names;
        const reboots = cluster.reboots();
        for (const profile of [second, first]) {
          push(renderShape(TDX, profile), undefined, heard);
          expect(await flux.run(4), flux.failures.join('\n')).toBe('Ready');
        }
        expect(flux.names.sort()).toEqual([...before].sort());
        cluster.advance(3600);
        expect(cluster.reboots()).toEqual(reboots);
        expect(flux.falsePasses).toEqual([]);
        expect(cluster.violations).toEqual([]);
      },
    );

    it('takes along what a stage had when that stage is gone, but nothing whose deletion reboots nodes', async () => {
      const { cluster, flux, push } = rollout();
      await flux.run(24);
      // As if all stages were gone from Git but the first.
      push(renderShape(TDX), (made) => ({ ...made, chain: made.chain?.slice(0, 1) }));
      expect(await flux.run(1)).toBe('Ready');
      expect(flux.names).toHaveLength(1);
      expect(cluster.store.list(PODS, 'confidential-workloads')).toEqual([]);
      expect(cluster.store.list(KATA_CONFIGS)).toHaveLength(1);
      const configs = cluster.store.list(MACHINE_CONFIGS).map(({ metadata }) => metadata.name);
      expect(configs).toContain('99-enable-intel-tdx');
      expect(configs.filter((name) => name.startsWith('99-zz-coco-'))).toEqual([]);
      cluster.advance(3600);
      expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual([1, 1, 1]);
    });

    it('comes in while a gate of the first waits, whose pod cannot start, and after a folder that cannot be built', async () => {
      const { cluster, flux, push } = rollout();
      cluster.conduct.missingImages.add(OTHER_IMAGE);
      await flux.run(24);
      const reboots = cluster.reboots();
      push(renderShape(TDX, { images: `{ openshiftCli: "${OTHER_IMAGE}" }` }));
      expect(await flux.run(1)).toBe('unfinished');
      push(renderShape(TDX), (made) => ({ ...made, chain: undefined }));
      expect(await flux.run(0.5)).toBe('unfinished');
      expect(flux.failures.at(-1)).toContain('root:');
      const from = cluster.clock.elapsed;
      push(renderShape(TDX, { nodes: '{ expected: 2 }' }));
      // The gate that still waits is being deleted, and holds one of the workers of the controller until its timeout.
      await flux.run(1);
      expect(flux.failures.filter((one) => one.includes('timeout'))).toEqual([]);
      const jobs = cluster.store.list(JOBS, 'coco-gitops').map(({ metadata }) => metadata.name);
      expect(jobs).toHaveLength(7);
      expect(cluster.clock.elapsed - from).toBeLessThanOrEqual(61 * MINUTE);
      // At the latest then it is gone.
      expect(await flux.run(5)).toBe('Ready');
      expect(cluster.reboots()).toEqual(reboots);
      expect(flux.falsePasses).toEqual([]);
    });

    it.each([
      ['an image that comes back', 'image'],
      ['a quota that is raised', 'quota'],
    ])('goes on by itself after %s, however long that takes', async (_what, cause) => {
      const { cluster, flux } = rollout();
      const { conduct, clock } = cluster;
      const image = renderShape(TDX).profile.images.openshiftCli;
      if (cause === 'image') conduct.missingImages.add(image);
      else conduct.podsRefused = true;
      clock.at(clock.elapsed + 20 * 3600, () => {
        conduct.missingImages.clear();
        conduct.podsRefused = false;
      });
      expect(await flux.run(19)).toBe('unfinished');
      expect(await flux.run(12)).toBe('Ready');
      expect(flux.falsePasses).toEqual([]);
      expect(rebootsOf(TDX, cluster.reboots()).kata).toEqual([1, 1, 1]);
    });

    it.each([
      ['reached its end', 12, 0],
      ['never got to its gate of the pool', 0.1, 900],
      ['hung in its gate of the pool', 1, 3 * 3600],
    ])(
      'that removes something of a MachineConfig, and the return from it, is never passed too early though it %s',
      async (_what, hours, stopped) => {
        const { cluster, flux, push } = rollout();
        expect(await flux.run(24)).toBe('Ready');
        for (const commit of [1, 2, 3, 4]) {
          const from = cluster.clock.elapsed;
          if (stopped > 0) stoppedRenderer({ from: from + 20, until: from + stopped })(cluster);
          push(commit % 2 === 1 ? withoutArgument(renderShape(TDX)) : renderShape(TDX));
          await flux.run(commit % 2 === 1 ? hours : 12);
        }
        expect(flux.falsePasses).toEqual([]);
        expect(await flux.run(12)).toBe('Ready');
      },
    );
  },
);
