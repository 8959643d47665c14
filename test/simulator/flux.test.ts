import { describe, expect, it } from 'vitest';
import { rolloutSteps } from '../../rollout/steps.ts';
import { Cluster } from './cluster.ts';
import { apiOutage, pausedPool } from './failures.ts';
import type { KataConfig, Pool } from './kinds.ts';
import { conditionOf, isTrue, type KubeObject } from './object.ts';
import { renderShape } from './shapes.ts';
import { type FluxStatus, type HealthReference, type Kustomization, syncFlux } from './sync-engine/flux.ts';

const SHAPE = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
const POOL = {
  apiVersion: 'machineconfiguration.openshift.io/v1',
  kind: 'MachineConfigPool',
  name: 'kata-oc',
};
const KATA = {
  apiVersion: 'kataconfiguration.openshift.io/v1',
  kind: 'KataConfig',
  name: 'example-kataconfig',
};
const CLASS = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', name: 'kata-cc' };
const csv = (name: string, namespace: string): HealthReference => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'ClusterServiceVersion',
  name,
  namespace,
});

/** What each stage waits for, by hand: enough for a cluster without GPUs. */
const CHECKS: Readonly<Record<string, readonly HealthReference[]>> = {
  '10-operators': [
    csv('nfd.v4.21.0', 'openshift-nfd'),
    csv('sandboxed-containers-operator.v1.12.0', 'openshift-sandboxed-containers-operator'),
  ],
  '40-kata-config': [POOL, KATA],
  '60-feature-gates': [CLASS],
};

/** What the expressions of these kinds say. */
function status(object: KubeObject): FluxStatus | undefined {
  if (object.kind === 'ClusterServiceVersion')
    return (object['status'] as { phase?: string } | undefined)?.phase === 'Succeeded'
      ? 'Current'
      : 'InProgress';
  if (object.kind === 'MachineConfigPool')
    return isTrue(object as Pool, 'Updated') && ((object as Pool).status?.machineCount ?? 0) > 0
      ? 'Current'
      : 'InProgress';
  if (object.kind !== 'KataConfig') return undefined;
  const found = object as KataConfig;
  if (found.status === undefined) return 'Unknown';
  const idle = conditionOf(found, 'InProgress')?.status === 'False';
  return idle && found.status.kataNodes?.readyNodeCount === 3 ? 'Current' : 'InProgress';
}

function kustomizations(checks = CHECKS): Kustomization[] {
  const stages = rolloutSteps(SHAPE).filter(({ kind }) => kind === 'stage');
  const rendered = renderShape(SHAPE);
  return stages.map(({ folder }, index) => ({
    name: folder,
    path: folder,
    prune: false,
    status,
    dependsOn: stages[index - 1] === undefined ? [] : [stages[index - 1]?.folder ?? ''],
    objects: rendered.steps.find(({ step }) => step.folder === folder)?.objects ?? [],
    healthChecks: checks[folder] ?? [],
    timeout: 3 * 3600,
    retryInterval: 120,
  }));
}

describe('Flux', () => {
  it('rolls out each Kustomization after those that it depends on', async () => {
    const cluster = new Cluster(SHAPE);
    const result = await syncFlux({ cluster, kustomizations: kustomizations() });
    expect(result.outcome).toBe('Ready');
    const times = Object.values(result.readyAt);
    expect(Object.keys(result.readyAt)).toEqual(kustomizations().map(({ name }) => name));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(cluster.nodes('worker').map((name) => cluster.machines.get(name)?.reboots)).toEqual([1, 1, 1]);
    expect(cluster.violations).toEqual([]);
  });

  it('tries again for ever after an outage, a timeout, and an object that is refused', async () => {
    const cluster = new Cluster(SHAPE);
    apiOutage({ from: 400, until: 2000 })(cluster);
    pausedPool('kata-oc', { from: 300, until: 5 * 3600 })(cluster);
    const result = await syncFlux({ cluster, kustomizations: kustomizations() });
    expect(result.outcome).toBe('Ready');
    expect(result.failures['40-kata-config']?.join()).toContain('connection refused');
    expect(result.failures['40-kata-config']).toContain('timeout waiting for health checks');
  });

  it('does not wait without health checks, and workloads come too early', async () => {
    const cluster = new Cluster(SHAPE);
    await syncFlux({ cluster, kustomizations: kustomizations({}) });
    expect(cluster.violations.map(({ rule }) => rule)).toContain('workload-before-usable');
  });
});
