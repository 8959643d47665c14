import type { Node, Pool } from '../kinds.ts';
import { annotationsOf, isTrue, withAnnotations, withConditions } from '../object.ts';
import { NODES, POOLS } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import {
  CURRENT_CONFIG,
  DAEMON_REASON,
  DAEMON_STATE,
  DESIRED_CONFIG,
  nodesOfPool,
  poolOfNode,
} from './mco-pools.ts';

const SOURCE = 'machine-config-node-controller';

/** Rolls the nodes of each pool, and counts them (machine-config-operator, pkg/controller/node). */
export class NodeController {
  private readonly world: World;
  private readonly queue: WorkQueue;
  private readonly poolBefore = new Map<string, string>();

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue(SOURCE, (pool) => this.sync(pool));
    world.store.watch(POOLS, ({ before, after }) => {
      if (after === undefined || before === undefined) {
        // Its nodes belong to another pool from now on.
        for (const pool of world.store.list(POOLS)) this.add(pool.metadata.name);
        for (const node of world.store.list(NODES)) this.note(node);
        return;
      }
      this.add(after.metadata.name);
    });
    world.store.watch(NODES, ({ before, after }) => {
      const node = after ?? before;
      if (node !== undefined && isNews(before, after)) this.note(node);
    });
  }

  private add(pool: string): void {
    this.queue.add(pool, this.world.pick('nodeController'));
  }

  /** Both the pool that a node is in and the one that it has left. */
  private note(node: Node): void {
    const pool = poolOfNode(this.world.store, node)?.metadata.name;
    const before = this.poolBefore.get(node.metadata.name);
    if (pool === undefined) {
      this.poolBefore.delete(node.metadata.name);
      if (this.world.store.list(POOLS).length > 2)
        this.world.say(
          SOURCE,
          `error: node ${node.metadata.name} belongs to 2 custom roles, cannot proceed with it`,
        );
    } else {
      this.poolBefore.set(node.metadata.name, pool);
      this.add(pool);
    }
    if (before !== undefined && before !== pool) this.add(before);
  }

  /** Rolls and counts a pool at once. */
  sync(name: string): void {
    const { store } = this.world;
    const pool = store.get(POOLS, name);
    const target = pool?.spec.configuration?.name ?? '';
    if (pool === undefined || target === '') return;
    if (pool.spec.paused !== true) this.roll(pool, target);
    store.change(POOLS, name, undefined, (found) => ({
      ...found,
      status: poolStatus(found, nodesOfPool(store, found), this.world.clock.timestamp()),
    }));
  }

  /**
   * At most `maxUnavailable` nodes at a time; a node that is not schedulable is left alone, and one that fails with the
   * wanted configuration counts, since it may come to work while another one rolls (`getAllCandidateMachines`).
   */
  private roll(pool: Pool, target: string): void {
    const nodes = nodesOfPool(this.world.store, pool);
    const failing = nodes.filter((node) => annotationsOf(node)[DESIRED_CONFIG] === target && isFailing(node));
    const free = (pool.spec.maxUnavailable ?? 1) - nodes.filter(isUnavailable).length - failing.length;
    const candidates = nodes.filter(
      (node) => annotationsOf(node)[DESIRED_CONFIG] !== target && isNodeReady(node),
    );
    for (const { metadata } of candidates.slice(0, Math.max(free, 0))) {
      this.world.store.change(NODES, metadata.name, undefined, (node) =>
        withAnnotations(node, { [DESIRED_CONFIG]: target }),
      );
    }
  }
}

function isNews(before: Node | undefined, after: Node | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.annotations !== after.metadata.annotations ||
    before.spec.unschedulable !== after.spec.unschedulable ||
    isTrue(before, 'Ready') !== isTrue(after, 'Ready')
  );
}

/** Ready and schedulable (pkg/controller/node/status.go `isNodeReady`). */
function isNodeReady(node: Node): boolean {
  return isTrue(node, 'Ready') && node.spec.unschedulable !== true;
}

function stateOf(node: Node): string | undefined {
  return annotationsOf(node)[DAEMON_STATE];
}

function isDone(node: Node): boolean {
  const annotations = annotationsOf(node);
  return annotations[CURRENT_CONFIG] === annotations[DESIRED_CONFIG] && stateOf(node) === 'Done';
}

function isFailing(node: Node): boolean {
  return stateOf(node) === 'Degraded' || stateOf(node) === 'Unreconcilable';
}

/** status.go `isNodeUnavailable`: a node whose daemon has failed may be given another configuration. */
function isUnavailable(node: Node): boolean {
  if (!isNodeReady(node)) return true;
  return !isDone(node) && !isFailing(node);
}

/** status.go `calculateStatus`. */
function poolStatus(pool: Pool, nodes: readonly Node[], now: string): NonNullable<Pool['status']> {
  const target = pool.spec.configuration?.name ?? '';
  const updated = nodes.filter((node) => isDone(node) && annotationsOf(node)[CURRENT_CONFIG] === target);
  const ready = updated.filter(isNodeReady);
  const unavailable = nodes.filter(isUnavailable);
  const degraded = nodes.filter(isFailing);
  const all = updated.length === nodes.length && ready.length === nodes.length && unavailable.length === 0;
  const paused = pool.spec.paused === true;
  const nodeMessage = degraded
    .map((node) => `Node ${node.metadata.name} is reporting: "${annotationsOf(node)[DAEMON_REASON] ?? ''}"`)
    .join(', ');
  const broken = degraded.length > 0 || isTrue(pool, 'RenderDegraded');
  const updatingMessage = paused
    ? `Pool is paused; will not update to ${target}`
    : `All nodes are updating to MachineConfig ${target}`;
  const conditions = withConditions(
    pool.status?.conditions,
    [
      condition('Updated', all, all ? `All nodes are updated with MachineConfig ${target}` : ''),
      condition('Updating', !all && !paused, all ? '' : updatingMessage),
      condition(
        'NodeDegraded',
        degraded.length > 0,
        nodeMessage,
        `${degraded.length} nodes are reporting degraded status on sync`,
      ),
      condition('Degraded', broken, ''),
      ...(pool.status?.conditions?.some(({ type }) => type === 'RenderDegraded')
        ? []
        : [condition('RenderDegraded', false, '')]),
    ],
    now,
  );
  return {
    ...pool.status,
    observedGeneration: pool.metadata.generation ?? 1,
    machineCount: nodes.length,
    updatedMachineCount: updated.length,
    readyMachineCount: ready.length,
    unavailableMachineCount: unavailable.length,
    degradedMachineCount: degraded.length,
    conditions,
    ...(all && pool.spec.configuration !== undefined ? { configuration: pool.spec.configuration } : {}),
  };
}

function condition(type: string, holds: boolean, message: string, reason = '') {
  return { type, status: holds ? 'True' : 'False', reason: holds ? reason : '', message } as const;
}
