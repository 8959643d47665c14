import { isDeepStrictEqual } from 'node:util';
import type { MachineConfigSpec, Node } from '../kinds.ts';
import type { Machine } from '../machine.ts';
import { annotationsOf, withAnnotations, withConditions } from '../object.ts';
import { MACHINE_CONFIGS, NODES } from '../resources.ts';
import type { World } from '../world.ts';
import { CURRENT_CONFIG, DAEMON_REASON, DAEMON_STATE, DESIRED_CONFIG, poolOfNode } from './mco-pools.ts';

/** How often a daemon that has failed tries again. */
const RETRY = 60;

/**
 * The Machine Config Daemons: bring each node to the configuration that it is told to take, which costs a reboot unless
 * nothing in it differs (machine-config-operator, pkg/daemon/update.go). A cluster of one node is not drained
 * (pkg/daemon/drain.go), and its API is away while it reboots.
 */
export class Daemons {
  private readonly world: World;
  private readonly busy = new Set<string>();

  constructor(world: World) {
    this.world = world;
    world.store.watch(NODES, ({ after }) => {
      if (after !== undefined) this.look(after);
    });
  }

  private look(node: Node): void {
    const { name } = node.metadata;
    const annotations = annotationsOf(node);
    if (this.busy.has(name) || annotations[CURRENT_CONFIG] === annotations[DESIRED_CONFIG]) return;
    this.busy.add(name);
    this.step('daemon', () => this.update(name));
  }

  private step(delay: 'daemon' | 'drain' | 'apply' | 'reboot' | 'settle', action: () => void): void {
    this.world.clock.after(this.world.pick(delay), action);
  }

  private get alone(): boolean {
    return this.world.machines.size === 1;
  }

  private update(name: string): void {
    this.world.whenUp(() => {
      const node = this.world.store.get(NODES, name);
      const machine = this.world.machines.get(name);
      if (node === undefined || machine === undefined) return;
      const failure = this.world.conduct.failingNodes.get(name);
      if (failure !== undefined) {
        this.annotate(name, { [DAEMON_STATE]: 'Degraded', [DAEMON_REASON]: failure });
        this.world.clock.after(RETRY, () => this.update(name));
        return;
      }
      const desired = annotationsOf(node)[DESIRED_CONFIG] ?? '';
      const wanted = this.world.store.get(MACHINE_CONFIGS, desired)?.spec;
      if (wanted === undefined) return;
      const before = this.world.store.get(MACHINE_CONFIGS, annotationsOf(node)[CURRENT_CONFIG] ?? '')?.spec;
      this.annotate(name, { [DAEMON_STATE]: 'Working', [DAEMON_REASON]: '' });
      if (isDeepStrictEqual(before, wanted)) this.finish(name, desired);
      else if (this.alone) this.apply(machine, desired, wanted);
      else this.drain(machine, desired, wanted);
    });
  }

  private drain(machine: Machine, desired: string, wanted: MachineConfigSpec): void {
    const { name } = machine;
    this.cordon(name, true);
    this.step('drain', () =>
      this.world.whenUp(() => {
        this.world.announce({ node: name, what: 'drained' });
        this.apply(machine, desired, wanted);
      }),
    );
  }

  private apply(machine: Machine, desired: string, wanted: MachineConfigSpec): void {
    this.step('apply', () => this.world.whenUp(() => this.reboot(machine, desired, wanted)));
  }

  private reboot(machine: Machine, desired: string, wanted: MachineConfigSpec): void {
    const { world } = this;
    const { name } = machine;
    this.annotate(name, { [DAEMON_STATE]: 'Rebooting' });
    this.watchOthers(machine);
    machine.rebooting = true;
    machine.reboots++;
    world.say('node', `${name} reboots into ${desired}`);
    this.ready(name, false);
    world.announce({ node: name, what: 'down' });
    if (this.alone) world.availability.down(`reboot of ${name}`);
    this.step('reboot', () => {
      const { kernelArguments = [], extensions = [] } = wanted;
      machine.booted = { configuration: desired, kernelArguments, extensions };
      machine.rebooting = false;
      if (this.alone) world.availability.restore(`reboot of ${name}`);
      world.whenUp(() => {
        this.ready(name, machine.up);
        if (machine.up) world.announce({ node: name, what: 'booted' });
        this.step('settle', () => world.whenUp(() => this.finish(name, desired)));
      });
    });
  }

  /** No more than one node of a pool may reboot at a time. */
  private watchOthers(machine: Machine): void {
    const { store, machines } = this.world;
    const poolOf = (name: string) => {
      const node = store.get(NODES, name);
      return node === undefined ? undefined : poolOfNode(store, node)?.metadata.name;
    };
    const pool = poolOf(machine.name);
    const down = [...machines.values()].filter(({ rebooting, name }) => rebooting && poolOf(name) === pool);
    if (down.length === 0) return;
    const names = down.map(({ name }) => name).join(', ');
    this.world.violate('two-reboots-at-once', `${machine.name} reboots while ${names} of pool ${pool} does`);
  }

  private finish(name: string, configuration: string): void {
    this.cordon(name, this.world.conduct.cordoned.has(name));
    this.annotate(name, { [DAEMON_STATE]: 'Done', [CURRENT_CONFIG]: configuration, [DAEMON_REASON]: '' });
    this.busy.delete(name);
    const node = this.world.store.get(NODES, name);
    if (node !== undefined) this.look(node);
  }

  private annotate(name: string, changes: Readonly<Record<string, string>>): void {
    this.world.store.change(NODES, name, undefined, (node) => withAnnotations(node, changes));
  }

  private cordon(name: string, unschedulable: boolean): void {
    setUnschedulable(this.world, name, unschedulable);
  }

  private ready(name: string, ready: boolean): void {
    setReady(this.world, name, ready);
  }
}

/** Cordons a node, or takes that back. */
export function setUnschedulable(world: World, name: string, unschedulable: boolean): void {
  world.store.change(NODES, name, undefined, ({ spec: { unschedulable: _before, ...spec }, ...node }) => ({
    ...(node as Node),
    spec: unschedulable ? { ...spec, unschedulable } : spec,
  }));
}

/** Whether a node says that it is ready. */
export function setReady(world: World, name: string, ready: boolean): void {
  const change = ready
    ? ({ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '' } as const)
    : ({
        type: 'Ready',
        status: 'False',
        reason: 'KubeletNotReady',
        message: 'node is shutting down',
      } as const);
  world.store.change(NODES, name, undefined, (node) => ({
    ...node,
    status: {
      ...node.status,
      conditions: withConditions(node.status.conditions, [change], world.clock.timestamp()),
    },
  }));
}
