import { isTrue, labelsOf } from '../object.ts';
import { NODES, SGX_DEVICE_PLUGINS } from '../resources.ts';
import { holdsAll } from '../selector.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { withResources } from './nfd.ts';
import { operatorRuns } from './olm.ts';

/**
 * The Intel device plugins operator: on every node that its SgxDevicePlugin selects, a plugin that offers
 * `sgx.intel.com/enclave` and `provision` (intel-device-plugins-for-kubernetes, pkg/controllers/sgx).
 */
export class SgxPlugins {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('intel-device-plugins-operator', (name) => this.sync(name));
    const look = () => {
      for (const { metadata } of world.store.list(SGX_DEVICE_PLUGINS))
        this.queue.add(metadata.name, world.pick('podStart'));
    };
    world.store.watch(SGX_DEVICE_PLUGINS, look);
    world.store.watch(NODES, ({ before, after }) => {
      const same = before?.metadata.labels === after?.metadata.labels && before?.status === after?.status;
      if (!same) look();
    });
  }

  private sync(name: string): void {
    const { store } = this.world;
    const plugin = store.get(SGX_DEVICE_PLUGINS, name);
    if (plugin === undefined) return;
    if (!operatorRuns(store, 'intel-device-plugins-operator')) {
      this.queue.add(name, 30);
      return;
    }
    const { nodeSelector, enclaveLimit = 110, provisionLimit = 110 } = plugin.spec;
    const nodes = store.list(NODES).filter((node) => holdsAll(nodeSelector, labelsOf(node)));
    const ready = nodes.filter((node) => isTrue(node, 'Ready'));
    const resources = {
      'sgx.intel.com/enclave': String(enclaveLimit),
      'sgx.intel.com/provision': String(provisionLimit),
    };
    for (const { metadata } of ready)
      store.change(NODES, metadata.name, undefined, (node) => ({
        ...node,
        status: withResources(node, resources),
      }));
    store.change(SGX_DEVICE_PLUGINS, name, undefined, (found) => ({
      ...found,
      status: { desiredNumberScheduled: nodes.length, numberReady: ready.length },
    }));
  }
}
