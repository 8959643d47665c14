import type { Pod } from '../kinds.ts';
import type { Machine } from '../machine.ts';
import { isTrue } from '../object.ts';
import { NODES, PODS, RUNTIME_CLASSES } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { canRun, nodesFor } from './pod-needs.ts';

/**
 * Scheduler and kubelets for pods of their own. A pod of a runtime class starts only where CRI-O knows its handler, and
 * one of a confidential class only where guests can use the TEE. A drained node loses its pods for good; one that
 * reboots starts them again.
 */
export class Kubelets {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('kubelet', (key) => this.sync(key));
    const { store } = world;
    store.watch(PODS, ({ before, after }) => {
      if (after === undefined || before !== undefined) return;
      this.judge(after);
      this.look(after);
    });
    store.watch(NODES, ({ before, after }) => {
      if (before?.status === after?.status && before?.spec === after?.spec) return;
      for (const pod of store.list(PODS)) if (pod.status?.phase === 'Pending') this.look(pod);
    });
    world.onNode(({ node, what }) => this.lose(node, what));
  }

  private look({ metadata }: Pod): void {
    this.queue.add(`${metadata.namespace}/${metadata.name}`, this.world.pick('podStart'));
  }

  private lose(node: string, what: 'drained' | 'down' | 'booted'): void {
    const { store } = this.world;
    for (const { metadata, spec, status } of store.list(PODS)) {
      if (spec.nodeName !== node || what === 'booted' || status?.exitCode !== undefined) continue;
      if (what === 'drained') store.delete(PODS, metadata.name, metadata.namespace);
      else this.setPhase(metadata.name, metadata.namespace ?? '', 'Pending', node);
    }
  }

  /** A confidential pod that is made before any node can run it: the rollout has come too early. */
  private judge({ metadata, spec }: Pod): void {
    const runtime = spec.runtimeClassName;
    if (runtime === undefined || classUsable(this.world, runtime)) return;
    this.world.violate(
      'workload-before-usable',
      `pod ${metadata.namespace}/${metadata.name} was made while no node could run ${runtime}`,
    );
  }

  private sync(key: string): void {
    const { store, machines } = this.world;
    const [namespace = '', name = ''] = key.split('/');
    const pod = store.get(PODS, name, namespace);
    if (pod === undefined || (pod.status?.phase ?? 'Pending') !== 'Pending') return;
    const node = nodesFor(store, pod.spec).find((found) => {
      const machine = machines.get(found.metadata.name);
      const runs = machine !== undefined && offers(this.world, machine, pod.spec.runtimeClassName);
      return runs && found.spec.unschedulable !== true && canRun(store, namespace, pod.spec, found);
    });
    if (node === undefined) this.setPhase(name, namespace, 'Pending', undefined);
    else this.setPhase(name, namespace, 'Running', node.metadata.name);
  }

  private setPhase(name: string, namespace: string, phase: string, nodeName: string | undefined): void {
    this.world.store.change(PODS, name, namespace, (pod) => ({
      ...pod,
      spec: { ...pod.spec, ...(nodeName === undefined ? {} : { nodeName }) },
      status: { phase },
    }));
  }
}

/** Whether a server can run a pod of a runtime class, by what is really booted on it. */
export function offers(world: World, machine: Machine, runtimeClass: string | undefined): boolean {
  if (runtimeClass === undefined) return machine.up;
  const handler = world.store.get(RUNTIME_CLASSES, runtimeClass)?.handler;
  if (handler === undefined || !machine.up || !machine.hasKata) return false;
  const tee = /^kata-(tdx|snp)/.exec(handler)?.[1];
  return tee === undefined || machine.tee === tee;
}

/** Whether at least one node that takes pods can run a runtime class. */
export function classUsable(world: World, runtimeClass: string): boolean {
  return [...world.machines.values()].some((machine) => {
    const node = world.store.get(NODES, machine.name);
    return node !== undefined && isTrue(node, 'Ready') && offers(world, machine, runtimeClass);
  });
}
