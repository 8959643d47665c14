import type { RenderedCluster } from '../../../render/rendered-cluster.ts';
import type { Gate } from '../../../rollout/steps.ts';
import type { Job } from '../kinds.ts';
import { annotationsOf, type KubeObject } from '../object.ts';

const WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';

export function waveOf(object: KubeObject): number {
  return Number(annotationsOf(object)[WAVE] ?? 0);
}

/** Phase of a hook; undefined for what is none. */
export function hookOf(object: KubeObject): string | undefined {
  return annotationsOf(object)[HOOK];
}

/** Which gate a hook Job holds: an argument of its command, or undefined for a Job of another sort. */
export function gateOf(job: KubeObject): string | undefined {
  const { containers = [] } = (job as Job).spec.template.spec;
  return containers.flatMap(({ command = [] }) => command).find((word) => /^(G[0-9]|remove)$/.test(word));
}

/**
 * All that Argo CD would sync of a rendered cluster. A gate that renders no objects gets a Job as a hook that names its
 * code, so that the order can be simulated without a gate program.
 */
export function applicationOf({ steps }: Pick<RenderedCluster, 'steps'>): KubeObject[] {
  return steps.flatMap(({ step, objects }) => {
    if (step.kind === 'stage' || objects.length > 0) return objects;
    return [standInJob(step)];
  });
}

function standInJob({ code, wave, folder }: Pick<Gate, 'code' | 'wave' | 'folder'>): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: folder,
      namespace: 'openshift-gitops',
      annotations: {
        [HOOK]: 'Sync',
        [WAVE]: String(wave),
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      },
    },
    spec: {
      backoffLimit: 30,
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
          { action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 42] } },
        ],
      },
      template: { spec: { containers: [{ name: 'gate', command: ['gate', code] }] } },
    },
  };
}
