import type { Cluster } from '../cluster.ts';
import { annotationsOf, type KubeObject } from '../object.ts';
import { hookOf } from './application.ts';

/**
 * Hooks of kinds that have no health: they have succeeded as soon as they are there (argo-cd,
 * gitops-engine/pkg/sync/sync_context.go `getOperationPhase`).
 */
export function isPlainHook(object: KubeObject): boolean {
  return hookOf(object) === 'Sync' && object.kind !== 'Job';
}

/** Makes a hook anew (`runTasks`: what was left of it is deleted first, and the operation goes on a moment later). */
export function makeHook({ api }: Cluster, hook: KubeObject, wait: () => void): void {
  if (policiesOf(hook).includes('BeforeHookCreation') && api.find(hook) !== undefined) {
    api.delete(hook);
    wait();
  }
  api.apply(hook);
}

/**
 * What happens to hooks when an operation ends: by success or by failure, but not when it is terminated or lost
 * (`deleteHooks`, `Terminate`).
 */
export function deleteHooks(
  { api }: Cluster,
  hooks: readonly KubeObject[],
  policy: 'HookSucceeded' | 'HookFailed',
): void {
  for (const hook of hooks) if (policiesOf(hook).includes(policy)) api.delete(hook);
}

function policiesOf(hook: KubeObject): string[] {
  return (annotationsOf(hook)['argocd.argoproj.io/hook-delete-policy'] ?? 'BeforeHookCreation').split(',');
}
