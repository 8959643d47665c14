import { createHash, type Hash } from 'node:crypto';
import type { App } from 'cdk8s';
import { FluxAccess, type FluxApplied } from '../constructs/gitops/flux-access.ts';
import { FluxLimit } from '../constructs/gitops/flux-limit.ts';
import { FluxRollout, type FluxStep } from '../constructs/gitops/flux-rollout.ts';
import { type KubernetesObject, NamedChart, objectsOf } from '../constructs/kubernetes-object.ts';
import { MarkerMachineConfig } from '../constructs/machine-config/marker-machine-config.ts';
import { GateJob, gateJobSpec } from '../constructs/sync-hook/gate-job.ts';
import { GATES_NAMESPACE } from '../constructs/sync-hook/names.ts';
import type { Profile } from '../profiles/profile.ts';
import { accountOf } from '../rollout/gates/accounts.ts';
import { fluxHealth } from '../rollout/gates/flux-health.ts';
import { usesPool } from '../rollout/gates/gate-cluster.ts';
import { fluxTimeoutMinutes } from '../rollout/gates/longest-wait.ts';
import { type Gate, gateJobName } from '../rollout/steps.ts';
import { needsConfirmation } from '../rollout/sync-annotations.ts';
import type { ClusterGates } from './gates.ts';
import type { RenderedStep } from './rendered-step.ts';
import { withNamespaces } from './with-namespaces.ts';

/** What Flux needs to sync a cluster. */
export interface RenderedFlux {
  /** What an administrator applies once. */
  readonly objects: readonly KubernetesObject[];
  /** The objects of each gate, in folders of their own: Argo CD has other Jobs for them. */
  readonly gates: readonly { readonly folder: string; readonly objects: readonly KubernetesObject[] }[];
  /** The account that Flux applies with, where the profile names one; an administrator applies it before all else. */
  readonly access: readonly KubernetesObject[];
}

/** Renders the Kustomizations of a cluster and the gates between them. */
export function renderFlux(
  app: App,
  profile: Profile,
  steps: readonly RenderedStep[],
  gates: ClusterGates,
): RenderedFlux {
  const { name, gitops, nodes } = profile;
  const folders: { folder: string; objects: readonly KubernetesObject[] }[] = [];
  const fluxSteps: (FluxStep & FluxApplied)[] = [];
  const digest = createHash('sha256').update(JSON.stringify(beforeAnyStage(gates)));
  for (const { step, objects } of steps) {
    if (step.kind === 'stage') {
      if (objects.length === 0) continue;
      digest.update(JSON.stringify(objects.filter((object) => !isProgram(object))));
      fluxSteps.push({
        name: step.folder,
        path: `${gitops.path}/${step.folder}`,
        // Never by itself what reboots nodes or holds data; Flux asks nobody.
        prune: !objects.some(needsConfirmation),
        objects,
        healthChecks: [],
        healthCheckExprs: [],
      });
      continue;
    }
    const chart = new NamedChart(app, `flux-${step.folder}`);
    const gate = mountFluxJob(chart, step, profile, digest);
    const folder = `${step.folder}-${gate.digest}`;
    // After the stage of the MachineConfigs, whose content its name stands for.
    if (step.code === 'G2' && usesPool(gates.data.cluster)) {
      const { marker: name, pool: role } = gates.data.cluster;
      new MarkerMachineConfig(chart, 'marker', { name, role });
    }
    const own = objectsOf(chart);
    folders.push({ folder, objects: own });
    const { checks, exprs } = fluxHealth(step.code, gates.data.cluster);
    fluxSteps.push({
      // With the digest in name and path, the chain of another commit can neither take this gate for its own nor apply it.
      name: `${step.folder.slice(0, 2)}-gate-${gate.digest}`,
      path: `${gitops.path}/flux/gates/${folder}`,
      prune: true,
      objects: own,
      renamed: true,
      healthChecks: [
        { apiVersion: 'batch/v1', kind: 'Job', name: gate.job, namespace: GATES_NAMESPACE },
        ...checks,
      ],
      healthCheckExprs: exprs,
    });
  }
  const chart = new NamedChart(app, 'flux');
  new FluxRollout(chart, 'rollout', {
    name: `coco-${name}`,
    namespace: gitops.flux.namespace,
    repository: gitops.repository,
    revision: gitops.revision,
    path: `${gitops.path}/flux`,
    secret: gitops.flux.secret,
    verify: gitops.flux.verify,
    serviceAccountName: gitops.flux.serviceAccountName,
    timeoutMinutes: fluxTimeoutMinutes(nodes.expected),
    steps: fluxSteps,
  });
  const objects = objectsOf(chart);
  const byRoot = [
    { objects: objects.filter(isKustomization), prune: true, renamed: true, healthChecks: [] },
    { objects: objects.filter((object) => !isKustomization(object)), prune: false, healthChecks: [] },
  ];
  return { objects, gates: folders, access: renderAccess(app, profile, [...byRoot, ...fluxSteps]) };
}

function isKustomization({ kind }: KubernetesObject): boolean {
  return kind === 'Kustomization';
}

function renderAccess(
  app: App,
  { name, gitops: { flux } }: Profile,
  applied: readonly FluxApplied[],
): KubernetesObject[] {
  if (flux.serviceAccountName === undefined) return [];
  const chart = new NamedChart(app, 'flux-access');
  new FluxAccess(chart, 'access', {
    serviceAccount: { name: flux.serviceAccountName, namespace: flux.namespace },
    name: `coco-${name}-flux`,
    applied,
  });
  new FluxLimit(chart, 'limit', {
    name: `coco-${name}-flux`,
    serviceAccount: { name: flux.serviceAccountName, namespace: flux.namespace },
    root: `coco-${name}`,
  });
  return withNamespaces(
    objectsOf(chart),
    applied.flatMap(({ objects }) => objects),
  );
}

/** The ConfigMap of all gates, which is in the digest without the objects of later stages. */
function isProgram({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'ConfigMap' && metadata.namespace === GATES_NAMESPACE;
}

/** What all gates have in common. The objects of Git are not of it: each comes into the digest with its stage. */
function beforeAnyStage({ data, files }: ClusterGates): unknown {
  const { applied: _later, ...cluster } = data.cluster;
  const { 'gates.json': _whole, ...program } = files;
  return [program, { ...data, cluster }];
}

/**
 * The Job of a gate, with a digest in its name of all that comes before it and of its own settings: Flux holds a Job that
 * has completed for well for ever, so that a change must make another one; and no Job can be changed.
 *
 * @returns its name, and the digest
 */
function mountFluxJob(
  chart: NamedChart,
  gate: Gate,
  profile: Profile,
  before: Hash,
): { readonly job: string; readonly digest: string } {
  const settings = {
    gate: gate.code,
    account: accountOf(gate.code),
    image: profile.images.openshiftCli,
    fails: 'never',
  } as const;
  const digest = before
    .copy()
    .update(JSON.stringify(gateJobSpec(settings)))
    .digest('hex')
    .slice(0, 10);
  const job = `${gateJobName(gate)}-${digest}`;
  new GateJob(chart, 'gate', { ...settings, name: job });
  return { job, digest };
}
