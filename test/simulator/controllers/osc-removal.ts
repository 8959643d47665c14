import type { KataConfig } from '../kinds.ts';
import { conditionOf, isTrue } from '../object.ts';
import { KATA_CONFIGS, MACHINE_CONFIGS, POOLS, RUNTIME_CLASSES, RUNTIME_CONFIGS } from '../resources.ts';
import type { SandboxedContainers } from './osc.ts';
import { CLASS_NAMES, podsOf } from './osc-feature-gates.ts';
import { isConverged, KATA_POOL, kataNodes, OPERATOR_MACHINE_CONFIG } from './osc-nodes.ts';

/**
 * The branch of a reconcile for a KataConfig that is being deleted (openshift_controller.go
 * `processKataConfigDeleteRequest`): not while nodes are rolled, not while pods use a class that it counts, then nodes
 * and MachineConfig first, and the pool and the finalizer last.
 */
export function removeKata(operator: SandboxedContainers, kata: KataConfig): void {
  const { store } = operator.world;
  const { name } = kata.metadata;
  const converged = isConverged(store);
  const before = conditionOf(kata, 'InProgress');
  if (before?.reason !== 'Uninstalling') {
    begin(operator, kata, converged);
    operator.again(name);
    return;
  }
  const pool = store.get(POOLS, converged ? 'master' : 'worker');
  const updating = isTrue(pool, 'Updating');
  const waiting = kata.status?.waitingForMcoToStart === true && !updating;
  operator.setStatus(name, { waitingForMcoToStart: waiting });
  if (waiting || !isTrue(pool, 'Updated')) {
    operator.again(name);
    return;
  }
  if (!converged) store.delete(POOLS, KATA_POOL);
  for (const found of CLASS_NAMES) store.delete(RUNTIME_CLASSES, found);
  if (store.get(RUNTIME_CONFIGS, 'kata-crio-config') !== undefined) {
    store.delete(RUNTIME_CONFIGS, 'kata-crio-config');
    store.delete(MACHINE_CONFIGS, `99-${converged ? 'master' : KATA_POOL}-generated-containerruntime`);
  }
  store.change(KATA_CONFIGS, name, undefined, (found) => ({
    ...found,
    metadata: { ...found.metadata, finalizers: [] },
  }));
}

function begin(operator: SandboxedContainers, kata: KataConfig, converged: boolean): void {
  const { store } = operator.world;
  const { name } = kata.metadata;
  const own = store.get(POOLS, converged ? 'master' : KATA_POOL);
  const before = conditionOf(kata, 'InProgress');
  const busy = before?.status === 'True' && ['Installing', 'Updating'].includes(before.reason);
  if (busy && (isTrue(own, 'Updating') || kata.status?.waitingForMcoToStart === true)) {
    const waitingForMcoToStart = kata.status?.waitingForMcoToStart === true && !isTrue(own, 'Updating');
    operator.setStatus(name, { kataNodes: kataNodes(store, own), waitingForMcoToStart });
    return;
  }
  const pods = podsOf(store, kata.status?.runtimeClasses ?? []);
  if (pods.length > 0) {
    const message =
      'Existing pods using "kata" RuntimeClass found. Please delete the pods manually for KataConfig deletion to proceed';
    operator.setStatus(
      name,
      operator.inProgress(kata, { status: 'False', reason: 'BlockedByExistingKataPods', message }),
    );
    return;
  }
  const unlabelled = converged ? 0 : operator.unlabelNodes(kata);
  store.delete(MACHINE_CONFIGS, OPERATOR_MACHINE_CONFIG);
  operator.setStatus(name, {
    // Where no node was unlabelled no roll begins that could be waited for.
    waitingForMcoToStart: converged || unlabelled > 0,
    kataNodes: { nodeCount: 0, readyNodeCount: 0 },
    ...operator.inProgress(kata, {
      status: 'True',
      reason: 'Uninstalling',
      message: 'Removing kata from cluster',
    }),
  });
}
