import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';

export const KATA_CONFIG = ['kataconfiguration.openshift.io', 'KataConfig'] as const;
export const MACHINE_CONFIG = ['machineconfiguration.openshift.io', 'MachineConfig'] as const;
export const SUBSCRIPTION = ['operators.coreos.com', 'Subscription'] as const;
export const CLUSTER_POLICY = ['nvidia.com', 'ClusterPolicy'] as const;

/** Whether the run holds what reboots nodes when it changes. */
export function rebootsNodes(context: PolicyContext): boolean {
  return context.ofKind(...KATA_CONFIG).length > 0 || context.ofKind(...MACHINE_CONFIG).length > 0;
}

/** Whether GPUs of the cluster are for pods in VMs. */
export function runsKataOnGpus(context: PolicyContext): boolean {
  return (
    context.ofKind(...KATA_CONFIG).length > 0 ||
    context
      .ofKind(...CLUSTER_POLICY)
      .some((policy) => textAt(policy, '/spec/sandboxWorkloads/mode') === 'kata')
  );
}

const WAVE = '/metadata/annotations/argocd.argoproj.io~1sync-wave';

/** Whether an object states a sync wave. */
export function hasWave(object: JsonObject): boolean {
  return valueAt(object, WAVE) !== undefined;
}

/** The Argo CD sync wave of an object. */
export function waveOf(object: JsonObject): number {
  const text = textAt(object, WAVE) ?? '0';
  return /^-?[0-9]{1,9}$/.test(text) ? Number(text) : 0;
}
