import type { KataConfig, Node, Pod } from '../kinds.ts';
import { labelsOf } from '../object.ts';
import { CLUSTER_VERSIONS, CONFIG_MAPS, PODS, RUNTIME_CLASSES } from '../resources.ts';
import type { Store } from '../store.ts';
import { ReconcileError } from '../work-queue.ts';
import { matchingNodes } from './osc-nodes.ts';

export const FEATURE_GATES = 'osc-feature-gates';
/** Holds a RuntimeClass until no pod uses it (runtimeclass_controller.go). */
export const CLASS_FINALIZER = 'kataconfig.openshift.io/runtime-class-cleanup';

const TEE_LABELS = {
  tdx: 'intel.feature.node.kubernetes.io/tdx',
  snp: 'amd.feature.node.kubernetes.io/snp',
  se: 'ibm.feature.node.kubernetes.io/se',
} as const;

/** confidential_handler.go `nvidiaGPUCCNodeLabels`, with those of the base GPU class first. */
const GPU_LABELS = {
  'nvidia.com/gpu.present': 'true',
  'nvidia.com/gpu.deploy.vfio-manager': 'true',
  'nvidia.com/gpu.deploy.kata-sandbox-device-plugin': 'true',
};
const CONFIDENTIAL_GPU_LABELS = {
  ...GPU_LABELS,
  'nvidia.com/gpu.deploy.cc-manager': 'true',
  'nvidia.com/cc.mode.state': 'on',
  'nvidia.com/cc.ready.state': 'true',
};

/** First OpenShift for which the operator makes the confidential runtime classes. */
const OLDEST = [4, 20, 6] as const;

/**
 * The feature gate `confidential` (confidential_handler.go). It is worked off before everything else in a reconcile,
 * and its errors end it: without a node that has a TEE label nothing is installed, and nothing deleted.
 */
export function processFeatureGates(store: Store, kata: KataConfig): void {
  const gates = store.list(CONFIG_MAPS).find(({ metadata }) => metadata.name === FEATURE_GATES);
  if (gates?.data?.['confidential'] !== 'true') {
    for (const name of ['kata-cc', 'kata-cc-nvidia-gpu']) store.delete(RUNTIME_CLASSES, name);
    return;
  }
  if (isTooOld(store)) return;
  const nodes = matchingNodes(store, kata);
  const tees = (['tdx', 'snp', 'se'] as const).filter((tee) =>
    nodes.some((node) => labelsOf(node)[TEE_LABELS[tee]] === 'true'),
  );
  const [tee, other] = tees;
  if (tee === undefined) {
    if (kata.spec.enablePeerPods === true) return;
    throw new ReconcileError('no TEE platform labels found');
  }
  if (other !== undefined)
    throw new ReconcileError('multiple TEE platforms detected; only one per cluster supported');
  if (kata.metadata.deletionTimestamp !== undefined) return;
  const labels = { [TEE_LABELS[tee]]: 'true' };
  createRuntimeClass(store, nodes, 'kata-cc', `kata-${tee}`, labels);
  const gpuLabels = { ...labels, ...CONFIDENTIAL_GPU_LABELS };
  createRuntimeClass(store, nodes, 'kata-cc-nvidia-gpu', `kata-${tee}-nvidia-gpu`, gpuLabels);
}

/** After an installation; the GPU class only where a node has the labels. */
export function createPlainRuntimeClasses(store: Store, kata: KataConfig): void {
  const nodes = matchingNodes(store, kata);
  createRuntimeClass(store, nodes, 'kata', 'kata', {});
  createRuntimeClass(store, nodes, 'kata-nvidia-gpu', 'kata-nvidia-gpu', GPU_LABELS);
}

/** Skipped without a word when no node has all labels at this moment; one that exists is never changed. */
function createRuntimeClass(
  store: Store,
  nodes: readonly Node[],
  name: string,
  handler: string,
  labels: Readonly<Record<string, string>>,
): void {
  const fits = nodes.some((node) =>
    Object.entries(labels).every(([key, value]) => labelsOf(node)[key] === value),
  );
  if (fits) store.create(RUNTIME_CLASSES, { metadata: { name, finalizers: [CLASS_FINALIZER] }, handler });
}

export const CLASS_NAMES = ['kata', 'kata-nvidia-gpu', 'kata-cc', 'kata-cc-nvidia-gpu'];

/** The classes that the operator counts as its own. */
export function runtimeClasses(store: Store): string[] {
  return CLASS_NAMES.filter(
    (name) =>
      store.get(RUNTIME_CLASSES, name)?.metadata.deletionTimestamp === undefined &&
      store.get(RUNTIME_CLASSES, name) !== undefined,
  );
}

/** Pods of any namespace that use one of some classes, also those that have ended (openshift_controller.go `listKataPods`). */
export function podsOf(store: Store, classes: readonly string[]): string[] {
  return usersOf(store, classes).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

/** Whether a pod uses a class that has not ended (runtimeclass_controller.go `hasPodsUsingRuntimeClass`). */
export function isInUse(store: Store, name: string): boolean {
  return usersOf(store, [name]).some(({ status }) => !['Succeeded', 'Failed'].includes(status?.phase ?? ''));
}

function usersOf(store: Store, classes: readonly string[]): readonly Pod[] {
  return store.list(PODS).filter(({ spec }) => classes.includes(spec.runtimeClassName ?? ''));
}

function isTooOld(store: Store): boolean {
  const version = store.get(CLUSTER_VERSIONS, 'version')?.['status'] as
    | { readonly desired: { readonly version: string } }
    | undefined;
  const parts = (version?.desired.version ?? '0').split('.').map(Number);
  const index = OLDEST.findIndex((part, at) => (parts[at] ?? 0) !== part);
  return index >= 0 && (parts[index] ?? 0) < (OLDEST[index] ?? 0);
}
