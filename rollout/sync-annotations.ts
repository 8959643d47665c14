import type { Step } from './steps.ts';

/** The parts of an object that decide how it is synced. */
export interface SyncedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * Kinds whose CustomResourceDefinition comes with an operator of the same Application: unknown to the cluster when the
 * first sync begins, so that a dry run of them would fail the whole operation.
 */
const BROUGHT_BY_OPERATOR = new Set([
  'deviceplugin.intel.com/SgxDevicePlugin',
  'kataconfiguration.openshift.io/KataConfig',
  'nfd.openshift.io/NodeFeatureDiscovery',
  'nfd.openshift.io/NodeFeatureRule',
  'nvidia.com/ClusterPolicy',
]);

/**
 * Kinds whose deletion reboots nodes or loses data, so that a person confirms it:
 * - MachineConfig and KataConfig change the pool's configuration;
 * - without NodeFeatureDiscovery or its rules the label `runtime.kata` goes, and with it the node leaves pool `kata-oc`
 *   (sandboxed-containers-operator, openshift_controller.go: nodes that no longer match are unlabelled);
 * - claims hold the PCCS database; a Namespace takes all that is in it.
 */
const CONFIRM_DELETION = new Set([
  'kataconfiguration.openshift.io/KataConfig',
  'machineconfiguration.openshift.io/MachineConfig',
  'nfd.openshift.io/NodeFeatureDiscovery',
  'nfd.openshift.io/NodeFeatureRule',
  '/Namespace',
  '/PersistentVolumeClaim',
]);

/**
 * The Argo CD annotations of an object, by name: its sync wave, and its sync options where it has any.
 * `Prune=confirm` and `Delete=confirm` need Argo CD 2.14 (OpenShift GitOps 1.16) or newer.
 */
export function syncAnnotations(object: SyncedObject, step: Pick<Step, 'wave'>): Record<string, string> {
  const options = [
    ...(BROUGHT_BY_OPERATOR.has(groupKind(object)) ? ['SkipDryRunOnMissingResource=true'] : []),
    // Argo CD deletes its own hooks, as the marker of the MachineConfigs.
    ...(needsConfirmation(object) && !isHook(object) ? ['Prune=confirm', 'Delete=confirm'] : []),
  ];
  return {
    ...(options.length > 0 ? { 'argocd.argoproj.io/sync-options': options.join(',') } : {}),
    'argocd.argoproj.io/sync-wave': String(step.wave),
  };
}

/** Whether the deletion of an object reboots nodes or loses data. */
export function needsConfirmation(object: SyncedObject): boolean {
  return CONFIRM_DELETION.has(groupKind(object));
}

function isHook({ metadata }: SyncedObject): boolean {
  return metadata?.annotations?.['argocd.argoproj.io/hook'] !== undefined;
}

function groupKind({ apiVersion, kind }: SyncedObject): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/** API group of an `apiVersion`; empty for the core group. */
function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
