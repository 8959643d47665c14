import type { KataConfig, Node } from '../kinds.ts';
import { annotationsOf, type Condition, conditionOf, isTrue, withConditions, withLabels } from '../object.ts';
import {
  CONFIG_MAPS,
  CSVS,
  KATA_CONFIGS,
  MACHINE_CONFIGS,
  NODES,
  POOLS,
  RUNTIME_CLASSES,
  RUNTIME_CONFIGS,
} from '../resources.ts';
import { holdsAll } from '../selector.ts';
import { ReconcileError, type WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { DAEMON_STATE, hasRole, ROLE_LABEL } from './mco-pools.ts';
import { operatorRuns, SANDBOXED_CONTAINERS } from './olm.ts';
import {
  CLASS_FINALIZER,
  createPlainRuntimeClasses,
  FEATURE_GATES,
  isInUse,
  processFeatureGates,
  runtimeClasses,
} from './osc-feature-gates.ts';
import {
  degradedNode,
  isConverged,
  isEligible,
  KATA_POOL,
  KATA_ROLE_LABEL,
  kataNodes,
  matchingNodes,
  OPERATOR_MACHINE_CONFIG,
  workersFor,
} from './osc-nodes.ts';
import { removeKata } from './osc-removal.ts';

const KATA_FINALIZER = 'kataconfiguration.openshift.io/finalizer';
/** How often the operator looks while it waits. */
const REQUEUE = 15;

type Status = NonNullable<KataConfig['status']>;
export type Progress = Omit<Condition, 'type' | 'lastTransitionTime'>;

/**
 * The sandboxed containers operator in mode MachineConfig (openshift_controller.go). It looks at KataConfig when that,
 * the feature gates, the state of a pool or of a Machine Config Daemon changes, or when a node begins or ceases to match;
 * other labels of nodes do not make it look (node_event_handler.go, cm_event_handler.go).
 */
export class SandboxedContainers {
  readonly world: World;
  private readonly queue: WorkQueue;
  private readonly classes: WorkQueue;

  constructor(world: World) {
    this.world = world;
    const { store } = world;
    this.queue = world.queue(SANDBOXED_CONTAINERS, (name) => this.reconcile(name));
    this.classes = world.queue(SANDBOXED_CONTAINERS, (name) => this.release(name));
    const all = () => this.lookAll();
    store.watch(KATA_CONFIGS, ({ before, after }) => {
      if (after !== undefined && before?.status === after.status) this.look(after.metadata.name);
    });
    store.watch(CONFIG_MAPS, ({ before, after }) => {
      if ((after ?? before)?.metadata.name === FEATURE_GATES) all();
    });
    store.watch(POOLS, ({ before, after }) => {
      if (['Updated', 'Updating', 'Degraded'].some((type) => isTrue(before, type) !== isTrue(after, type)))
        all();
    });
    store.watch(NODES, ({ before, after }) => {
      if (before !== undefined && after !== undefined && this.concerns(before, after)) all();
    });
    store.watch(CSVS, ({ after }) => {
      if (after?.status?.phase === 'Succeeded' && after.metadata.name.startsWith(SANDBOXED_CONTAINERS)) all();
    });
    store.watch(RUNTIME_CLASSES, ({ after }) => {
      if (after?.metadata.deletionTimestamp !== undefined) this.classes.add(after.metadata.name, 1);
    });
    world.availability.onUp(() => {
      for (const { metadata } of store.list(KATA_CONFIGS))
        this.queue.add(metadata.name, world.pick('resume'));
    });
  }

  private concerns(before: Node, after: Node): boolean {
    if (annotationsOf(before)[DAEMON_STATE] !== annotationsOf(after)[DAEMON_STATE]) return true;
    if (before.metadata.labels === after.metadata.labels) return false;
    return this.world.store.list(KATA_CONFIGS).some((kata) => {
      const selected = (node: Node) =>
        holdsAll(kata.spec.kataConfigPoolSelector?.matchLabels, node.metadata.labels ?? {}) &&
        isEligible(kata, node);
      return selected(before) !== selected(after);
    });
  }

  private look(name: string): void {
    this.queue.add(name, this.world.pick('sandboxedContainers'));
  }

  private lookAll(): void {
    for (const { metadata } of this.world.store.list(KATA_CONFIGS)) this.look(metadata.name);
  }

  private reconcile(name: string): void {
    const { store } = this.world;
    const kata = store.get(KATA_CONFIGS, name);
    if (kata === undefined || !operatorRuns(store, SANDBOXED_CONTAINERS)) return;
    processFeatureGates(store, kata);
    if (kata.metadata.deletionTimestamp === undefined) this.install(kata);
    else removeKata(this, kata);
  }

  private install(kata: KataConfig): void {
    const { store } = this.world;
    const { name } = kata.metadata;
    if (kata.spec.checkNodeEligibility === true && !store.list(NODES).some((node) => isEligible(kata, node)))
      throw new ReconcileError('no node found with label feature.node.kubernetes.io/runtime.kata', 20);
    const converged = isConverged(store);
    const pool = converged ? 'master' : KATA_POOL;
    store.change(KATA_CONFIGS, name, undefined, (found) => ({
      ...found,
      metadata: { ...found.metadata, finalizers: [KATA_FINALIZER] },
    }));
    const created = this.keepMachineConfig(pool);
    if (!converged) {
      this.labelNodes(kata);
      this.keepPool();
    }
    if (created) {
      this.setStatus(name, {
        waitingForMcoToStart: true,
        kataNodes: { nodeCount: 0, readyNodeCount: 0 },
        ...this.inProgress(kata, {
          status: 'True',
          reason: 'Installing',
          message: 'Performing initial installation of kata on cluster',
        }),
      });
      this.keepLogLevel(kata, pool);
      this.again(name);
      return;
    }
    const found = store.get(POOLS, pool);
    const updating = isTrue(found, 'Updating');
    const waiting = kata.status?.waitingForMcoToStart === true && !updating;
    const nodes = kataNodes(store, found);
    const failure = degradedNode(store, found);
    if (failure === undefined && !updating && !waiting) {
      createPlainRuntimeClasses(store, kata);
      this.setStatus(name, {
        waitingForMcoToStart: false,
        kataNodes: nodes,
        runtimeClasses: runtimeClasses(store),
        ...this.inProgress(kata, { status: 'False', reason: '', message: '' }),
      });
    } else {
      const before = conditionOf(kata, 'InProgress')?.reason ?? '';
      const first = before === 'Installing' || !runtimeClasses(store).includes('kata');
      const progress: Progress =
        failure === undefined
          ? { status: 'True', reason: first ? 'Installing' : 'Updating', message: '' }
          : { status: 'True', reason: 'Failed', message: failure };
      this.setStatus(name, {
        waitingForMcoToStart: waiting,
        kataNodes: nodes,
        ...this.inProgress(kata, progress),
      });
      if (waiting) this.again(name);
    }
    this.keepLogLevel(kata, pool);
  }

  inProgress(kata: KataConfig, progress: Progress): Pick<Status, 'conditions'> {
    const now = this.world.clock.timestamp();
    return {
      conditions: withConditions(kata.status?.conditions, [{ type: 'InProgress', ...progress }], now),
    };
  }

  setStatus(name: string, changes: Status): void {
    this.world.store.change(KATA_CONFIGS, name, undefined, (found) => ({
      ...found,
      status: { ...found.status, ...changes },
    }));
  }

  /** Looks again a little later. */
  again(name: string): void {
    this.queue.add(name, REQUEUE);
  }

  private keepMachineConfig(role: string): boolean {
    const { store } = this.world;
    const spec = { config: { ignition: { version: '3.2.0' } }, extensions: ['sandboxed-containers'] };
    const labels = { [ROLE_LABEL]: role };
    const there = store.get(MACHINE_CONFIGS, OPERATOR_MACHINE_CONFIG);
    if (there === undefined)
      store.create(MACHINE_CONFIGS, { metadata: { name: OPERATOR_MACHINE_CONFIG, labels }, spec });
    else
      store.change(MACHINE_CONFIGS, OPERATOR_MACHINE_CONFIG, undefined, (found) => ({
        ...withLabels(found, labels),
        spec,
      }));
    return there === undefined;
  }

  /** Nodes that match get the label of the pool, and those that no longer match lose it. */
  private labelNodes(kata: KataConfig): void {
    const { store } = this.world;
    const wanted = new Set(workersFor(store, kata).map(({ metadata }) => metadata.name));
    for (const node of store.list(NODES)) {
      const { name } = node.metadata;
      if (wanted.has(name) === hasRole(node, KATA_POOL)) continue;
      const value = wanted.has(name) ? '' : undefined;
      store.change(NODES, name, undefined, (found) => withLabels(found, { [KATA_ROLE_LABEL]: value }));
    }
  }

  private keepPool(): void {
    this.world.store.create(POOLS, {
      metadata: { name: KATA_POOL },
      spec: {
        machineConfigSelector: {
          matchExpressions: [{ key: ROLE_LABEL, operator: 'In', values: [KATA_POOL, 'worker'] }],
        },
        nodeSelector: { matchLabels: { [KATA_ROLE_LABEL]: '' } },
      },
    });
  }

  /**
   * Any log level but `info` becomes a ContainerRuntimeConfig (`processLogLevel`), of which the Machine Config Operator
   * makes one MachineConfig more.
   */
  private keepLogLevel(kata: KataConfig, pool: string): void {
    const { store, clock } = this.world;
    const logLevel = kata.spec.logLevel ?? 'info';
    const generated = `99-${pool}-generated-containerruntime`;
    if (logLevel === 'info') {
      if (store.get(RUNTIME_CONFIGS, 'kata-crio-config') === undefined) return;
      store.delete(RUNTIME_CONFIGS, 'kata-crio-config');
      store.delete(MACHINE_CONFIGS, generated);
      return;
    }
    store.create(RUNTIME_CONFIGS, { metadata: { name: 'kata-crio-config' }, spec: {} });
    const source = `data:text/plain,log_level=${logLevel}`;
    const spec = {
      config: {
        ignition: { version: '3.2.0' },
        storage: {
          files: [{ path: '/etc/crio/crio.conf.d/01-ctrcfg-logLevel', mode: 420, contents: { source } }],
        },
      },
    };
    clock.after(clock.pick([1, 4]), () =>
      this.world.whenUp(() => {
        store.create(MACHINE_CONFIGS, {
          metadata: { name: generated, labels: { [ROLE_LABEL]: pool } },
          spec,
        });
        store.change(MACHINE_CONFIGS, generated, undefined, (found) => ({ ...found, spec }));
      }),
    );
  }

  /** Lets a RuntimeClass that is being deleted go once no pod uses it. */
  private release(name: string): void {
    const { store } = this.world;
    if (!operatorRuns(store, SANDBOXED_CONTAINERS) || isInUse(store, name)) {
      if (store.get(RUNTIME_CLASSES, name) !== undefined) this.classes.add(name, 10);
      return;
    }
    store.change(RUNTIME_CLASSES, name, undefined, (found) => ({
      ...found,
      metadata: {
        ...found.metadata,
        finalizers: (found.metadata.finalizers ?? []).filter((key) => key !== CLASS_FINALIZER),
      },
    }));
  }

  /** Nodes that lose the label of the pool when Kata is removed: those that match at that moment. */
  unlabelNodes(kata: KataConfig): number {
    const nodes = matchingNodes(this.world.store, kata).filter((node) => hasRole(node, KATA_POOL));
    for (const { metadata } of nodes)
      this.world.store.change(NODES, metadata.name, undefined, (found) =>
        withLabels(found, { [KATA_ROLE_LABEL]: undefined }),
      );
    return nodes.length;
  }
}
