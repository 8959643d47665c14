import type { DaemonSet, Deployment } from '../kinds.ts';
import type { KubeObject } from '../object.ts';
import { DAEMON_SETS, DEPLOYMENTS, NODES, type Resource, SECRETS } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { canRun, nodesFor } from './pod-needs.ts';

/** Deployments and DaemonSets: as available as the nodes, the Secrets and the extended resources let them be. */
export class Deployments {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('deployment-controller', (key) => this.sync(key));
    const { store } = world;
    store.watch(DEPLOYMENTS, ({ before, after }) => this.look(DEPLOYMENTS, before, after));
    store.watch(DAEMON_SETS, ({ before, after }) => this.look(DAEMON_SETS, before, after));
    store.watch(SECRETS, () => this.lookAll());
    store.watch(NODES, ({ before, after }) => {
      const same = before?.metadata.labels === after?.metadata.labels && before?.status === after?.status;
      if (!same) this.lookAll();
    });
  }

  private look(resource: Resource, before: KubeObject | undefined, after: KubeObject | undefined): void {
    if (after === undefined || before?.metadata.generation === after.metadata.generation) return;
    this.add(resource, after);
  }

  private lookAll(): void {
    for (const resource of [DEPLOYMENTS, DAEMON_SETS]) {
      for (const object of this.world.store.list(resource as Resource)) this.add(resource, object);
    }
  }

  private add(resource: Resource, { metadata }: KubeObject): void {
    this.queue.add(`${resource.plural}/${metadata.namespace}/${metadata.name}`, this.world.pick('podStart'));
  }

  private sync(key: string): void {
    const { store } = this.world;
    const [plural, namespace, name = ''] = key.split('/');
    if (plural === DEPLOYMENTS.plural)
      store.change(DEPLOYMENTS, name, namespace, (found) => ({ ...found, status: this.ofDeployment(found) }));
    else
      store.change(DAEMON_SETS, name, namespace, (found) => ({ ...found, status: this.ofDaemonSet(found) }));
  }

  private ofDeployment({ metadata, spec }: Deployment): Deployment['status'] {
    const { store } = this.world;
    const replicas = spec.replicas ?? 1;
    const nodes = nodesFor(store, spec.template.spec);
    const runs = nodes.some((node) => canRun(store, metadata.namespace ?? '', spec.template.spec, node));
    return {
      observedGeneration: metadata.generation ?? 1,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: runs ? replicas : 0,
    };
  }

  private ofDaemonSet({ metadata, spec }: DaemonSet): DaemonSet['status'] {
    const { store } = this.world;
    const nodes = nodesFor(store, spec.template.spec);
    const ready = nodes.filter((node) =>
      canRun(store, metadata.namespace ?? '', spec.template.spec, node),
    ).length;
    return {
      observedGeneration: metadata.generation ?? 1,
      desiredNumberScheduled: nodes.length,
      updatedNumberScheduled: nodes.length,
      numberReady: ready,
      numberAvailable: ready,
    };
  }
}
