import type { RenderedCluster } from '../../../render/rendered-cluster.ts';
import { type ClusterShape, isConverged } from '../../../rollout/cluster-shape.ts';
import type { Cluster } from '../cluster.ts';
import { ROLE_LABEL } from '../controllers/mco-pools.ts';
import { conditionOf, isTrue, type KubeObject, withLabels } from '../object.ts';
import { KATA_CONFIGS, POOLS } from '../resources.ts';

/** A step of the document, and what its reader waits for before the next one. */
export interface DocumentedStep {
  readonly section: string;
  readonly objects: readonly KubeObject[];
  /** Whether the reader may go on. */
  readonly done: () => boolean;
}

export interface DocumentedResult {
  /** The step at which the reader still waits; undefined when the end was reached. */
  readonly stuckAt: string | undefined;
}

/** How long a reader is patient with one step, in seconds. */
const PATIENCE = 12 * 3600;

/**
 * The order of the document (operators 2.3 and 2.4, TDX 2.2, feature gates 3.3, KataConfig 3.5, GPUs 3.10), by a person
 * who looks after each step whether it has worked. It has the feature gates before KataConfig, and the kernel arguments
 * for the IOMMU on all workers, after KataConfig.
 */
export function documentedSteps(
  cluster: Cluster,
  { steps }: Pick<RenderedCluster, 'steps'>,
  holds: (code: string) => boolean,
): readonly DocumentedStep[] {
  const { shape } = cluster;
  const ofFolder = (folder: string) =>
    steps
      .filter(({ step }) => step.kind === 'stage' && step.folder === folder)
      .flatMap(({ objects }) => objects);
  const machineConfigs = [...ofFolder('30-machine-configs'), ...ofFolder('40-kata-config')].filter(
    ({ kind }) => kind === 'MachineConfig',
  );
  const kata = ofFolder('40-kata-config').filter(({ kind }) => kind === 'KataConfig');
  const iommu = machineConfigs.filter(({ metadata }) => metadata.name.includes('iommu'));
  const tdx = machineConfigs.filter((object) => !iommu.includes(object));
  const idle = () => poolsIdle(cluster);
  const any = () => true;
  return [
    {
      section: '2.3 operators',
      objects: [...ofFolder('00-namespaces'), ...ofFolder('10-operators')],
      done: () => holds('G0'),
    },
    { section: '2.4 node features', objects: ofFolder('20-node-features'), done: () => holds('G1') },
    { section: '2.2 TDX', objects: tdx, done: idle },
    { section: '3.3 feature gates', objects: ofFolder('60-feature-gates'), done: any },
    { section: '3.5 KataConfig', objects: kata, done: () => installed(cluster) },
    { section: '3.10 IOMMU', objects: iommu.map((object) => forWorkers(object, shape)), done: idle },
    {
      section: '3.10 GPU operator',
      objects: ofFolder('50-gpu'),
      done: () => shape.gpu === 'none' || holds('G4'),
    },
  ].filter(({ objects }) => objects.length > 0);
}

/** Goes through the steps; stops at the first that does not work. */
export function followDocument(cluster: Cluster, steps: readonly DocumentedStep[]): DocumentedResult {
  for (const { section, objects, done } of steps) {
    for (const object of objects) {
      while (!cluster.availability.up) cluster.advance(10);
      cluster.api.apply(object);
      cluster.advance(1);
    }
    // The renderer and the node controller wait five seconds each.
    cluster.advance(30);
    for (let waited = 0; !done(); waited += 30) {
      if (waited > PATIENCE) return { stuckAt: section };
      cluster.advance(30);
    }
  }
  return { stuckAt: undefined };
}

function poolsIdle({ availability, store }: Cluster): boolean {
  const pools = store.list(POOLS);
  return (
    availability.up &&
    pools.every(
      (pool) => isTrue(pool, 'Updated') && pool.status?.configuration?.name === pool.spec.configuration?.name,
    )
  );
}

/** As document section 3.5 says it: InProgress is False without a reason. */
function installed({ availability, store }: Cluster): boolean {
  const progress = conditionOf(store.list(KATA_CONFIGS)[0], 'InProgress');
  return availability.up && progress?.status === 'False' && progress.reason === '';
}

/** Section 3.10 of the document has role `worker` on several nodes. */
function forWorkers(object: KubeObject, shape: ClusterShape): KubeObject {
  return isConverged(shape) ? object : withLabels(object, { [ROLE_LABEL]: 'worker' });
}
