import type { Node } from '../kinds.ts';
import { annotationsOf, edited, withConditions } from '../object.ts';
import { FEATURE_DISCOVERIES, FEATURE_RULES, NODES } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { featuresOf, featureValue, ruleHolds } from './feature-match.ts';
import { hasRole } from './mco-pools.ts';
import { operatorRuns } from './olm.ts';

/** What Node Feature Discovery has set on a node, so that it knows what to take away again. */
const OWN_LABELS = 'nfd.node.kubernetes.io/feature-labels';
const OWN_RESOURCES = 'nfd.node.kubernetes.io/extended-resources';

/**
 * Node Feature Discovery: its operator (cluster-nfd-operator), and the workers and master that label nodes. They look
 * again after a boot and after a change of a rule. Labels stay when NodeFeatureDiscovery is deleted, unless
 * `prunerOnDelete` says otherwise.
 */
export class NodeFeatures {
  private readonly world: World;
  private readonly queue: WorkQueue;
  private running = false;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('node-feature-discovery', (key) => {
      if (key === '') this.syncOperand();
      else this.syncNode(key);
    });
    world.store.watch(FEATURE_DISCOVERIES, ({ before, after }) => {
      if (before === undefined) this.queue.add('', world.pick('featureDiscovery'));
      if (after === undefined) this.stop(before?.spec?.prunerOnDelete === true);
    });
    world.store.watch(FEATURE_RULES, () => this.lookEverywhere());
    world.onNode(({ node, what }) => {
      if (what === 'booted') this.queue.add(node, world.pick('featureBoot'));
    });
  }

  private lookEverywhere(): void {
    for (const name of this.world.machines.keys()) this.queue.add(name, this.world.pick('featureRule'));
  }

  private syncOperand(): void {
    const { store, clock } = this.world;
    const [found] = store.list(FEATURE_DISCOVERIES);
    if (found === undefined) return;
    if (!operatorRuns(store, 'nfd')) {
      this.queue.add('', 30);
      return;
    }
    this.running = true;
    const change = {
      type: 'Available',
      status: 'True',
      reason: 'AllComponentsAvailable',
      message: '',
    } as const;
    store.change(FEATURE_DISCOVERIES, found.metadata.name, found.metadata.namespace, (object) => ({
      ...object,
      status: { conditions: withConditions(object.status?.conditions, [change], clock.timestamp()) },
    }));
    this.lookEverywhere();
  }

  private stop(prune: boolean): void {
    this.running = false;
    if (!prune) return;
    for (const name of this.world.machines.keys()) this.set(name, {}, {});
  }

  private syncNode(name: string): void {
    const machine = this.world.machines.get(name);
    const node = this.world.store.get(NODES, name);
    // Its workers run on workers only.
    if (!this.running || machine?.up !== true || node === undefined || !hasRole(node, 'worker')) return;
    const features = featuresOf(machine);
    const labels: Record<string, string> = {};
    const resources: Record<string, string> = {};
    for (const rule of this.world.store.list(FEATURE_RULES).flatMap(({ spec }) => spec.rules)) {
      if (!ruleHolds(rule, features)) continue;
      for (const [key, text] of Object.entries(rule.labels ?? {}))
        labels[key] = featureValue(text, features) ?? '';
      for (const [key, text] of Object.entries(rule.extendedResources ?? {})) {
        const value = featureValue(text, features);
        if (value !== undefined) resources[key] = value;
      }
    }
    if (machine.hardware.gpus > 0 && this.labelsVendors()) {
      labels['feature.node.kubernetes.io/pci-10de.present'] = 'true';
    }
    this.set(name, labels, resources);
  }

  /** Labels of PCI devices carry class and vendor unless the workers are told to leave out the class. */
  private labelsVendors(): boolean {
    const [found] = this.world.store.list(FEATURE_DISCOVERIES);
    return found?.spec?.workerConfig?.configData?.includes('deviceLabelFields') ?? false;
  }

  private set(name: string, labels: Record<string, string>, resources: Record<string, string>): void {
    this.world.store.change(NODES, name, undefined, (node) => {
      const gone = (annotation: string) =>
        Object.fromEntries(
          (annotationsOf(node)[annotation] ?? '')
            .split(',')
            .filter(Boolean)
            .map((key) => [key, undefined]),
        );
      const own = {
        [OWN_LABELS]: Object.keys(labels).join(),
        [OWN_RESOURCES]: Object.keys(resources).join(),
      };
      const quantities = { ...gone(OWN_RESOURCES), ...resources };
      return {
        ...node,
        metadata: {
          ...node.metadata,
          labels: edited(node.metadata.labels, { ...gone(OWN_LABELS), ...labels }),
          annotations: edited(node.metadata.annotations, own),
        },
        status: withResources(node, quantities),
      };
    });
  }
}

/** The status of a node that has some extended resources more, or, where undefined, fewer. */
export function withResources(
  node: Node,
  changes: Readonly<Record<string, string | undefined>>,
): Node['status'] {
  return {
    ...node.status,
    capacity: edited(node.status.capacity, changes),
    allocatable: edited(node.status.allocatable, changes),
  };
}
