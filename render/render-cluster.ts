import { App } from 'cdk8s';
import { isAtLeast } from '../constructs/gitops/argocd-version.ts';
import { type KubernetesObject, NamedChart, objectsOf } from '../constructs/kubernetes-object.ts';
import type { Profile } from '../profiles/profile.ts';
import { REMOVAL_GATE, rolloutSteps, type Step } from '../rollout/steps.ts';
import { syncAnnotations } from '../rollout/sync-annotations.ts';
import { renderArgoCd } from './argocd.ts';
import { renderFlux } from './flux.ts';
import { type ClusterGates, clusterGates, mountGate, mountGateProgram } from './gates.ts';
import type { RenderedCluster } from './rendered-cluster.ts';
import type { RenderedStep } from './rendered-step.ts';
import { MOUNTS } from './stages.ts';

/**
 * Renders a profile: its constructs, in the stages of the rollout, as plain objects; then the gates between the stages,
 * which are described by what the stages apply; then what makes Argo CD and Flux sync all of it.
 *
 * One cdk8s App per profile and no dependencies between charts: both would make synthesis slow (cdk8s validates the
 * whole App for every chart, and expands a dependency into one for each pair of objects).
 */
export function renderCluster(profile: Profile): RenderedCluster {
  const app = new App();
  const { engines, argocd } = profile.gitops;
  const charts = rolloutSteps(profile).map((step) => ({ step, chart: new NamedChart(app, step.folder) }));
  for (const { step, chart } of charts) {
    if (step.kind === 'stage') for (const subject of step.subjects) MOUNTS[subject](chart, profile);
  }
  const gates = clusterGates(
    profile,
    charts.flatMap(({ step, chart }) => renderedStep(step, chart).objects),
  );
  // An older Argo CD does not know hooks of that kind, and would run the Job in every sync.
  const heldByHook = engines.includes('argocd') && isAtLeast(argocd.version, '3.3');
  const codes = [
    ...charts.flatMap(({ step }) => (step.kind === 'gate' ? [step.code] : [])),
    ...(heldByHook ? [REMOVAL_GATE.code] : []),
  ];
  for (const { step, chart } of charts) {
    if (step.kind === 'stage' && step.subjects.includes('namespaces')) mountGateProgram(chart, gates, codes);
    if (step.kind === 'gate' && engines.includes('argocd')) mountGate(chart, step, profile, gates);
  }
  const steps = charts.map(({ step, chart }) => renderedStep(step, chart));
  const rendered = {
    profile,
    gates,
    ...(engines.includes('flux') && { flux: renderFlux(app, profile, steps, gates) }),
  };
  if (!engines.includes('argocd')) return { ...rendered, steps, argocd: [] };
  const synced = heldByHook ? [...steps, removalStep(app, profile, gates)] : steps;
  const objects = synced.flatMap((step) => step.objects);
  return { ...rendered, steps: synced, argocd: renderArgoCd(app, profile, objects) };
}

function removalStep(app: App, profile: Profile, gates: ClusterGates): RenderedStep {
  const chart = new NamedChart(app, REMOVAL_GATE.folder);
  mountGate(chart, REMOVAL_GATE, profile, gates);
  return { step: REMOVAL_GATE, objects: objectsOf(chart) };
}

function renderedStep(step: Step, chart: NamedChart): RenderedStep {
  return { step, objects: objectsOf(chart).map((object) => annotated(object, step)) };
}

function annotated(object: KubernetesObject, step: Step): KubernetesObject {
  // The marker of the MachineConfigs has a wave of its own.
  const annotations = { ...syncAnnotations(object, step), ...object.metadata.annotations };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
