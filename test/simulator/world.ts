import { Availability } from './availability.ts';
import { Clock, type Range } from './clock.ts';
import type { Delays } from './delays.ts';
import type { Hardware, Machine } from './machine.ts';
import { Store } from './store.ts';
import { WorkQueue } from './work-queue.ts';

/** What a controller said, or what became of a node. */
export interface LogLine {
  /** Seconds since the simulation began. */
  readonly at: number;
  readonly source: string;
  readonly message: string;
}

/** Something that must not happen in any rollout. */
export interface Violation {
  readonly at: number;
  readonly rule: 'workload-before-usable' | 'two-reboots-at-once';
  readonly message: string;
}

/** How the cluster is, apart from its objects. Whatever is not `readonly` may be changed at any time. */
export interface Conduct {
  /** The webhook of the sandboxed containers operator never answers. */
  webhookDown: boolean;
  /** Packages whose ClusterServiceVersion fails, with the message. */
  csvFailures: Map<string, string>;
  /** No catalog answers. */
  catalogDown: boolean;
  /** The confidential computing manager of the GPU operator never gets ready. */
  gpuNeverConfidential: boolean;
  /** Nodes whose Machine Config Daemon fails to apply a configuration, with what it says. */
  failingNodes: Map<string, string>;
  /** Nodes that an administrator has cordoned. */
  cordoned: Set<string>;
  /** The key broker service: whether guests reach it, and what initdata its policies allow. */
  kbs: { reachable: boolean; allows: (initdata: string) => boolean };
  /** Images that no registry has at the moment: pods with them do not start. */
  missingImages: Set<string>;
  /** Quota or admission refuses the pods of gates. */
  podsRefused: boolean;
  /** The machine-config-controller renders nothing. */
  rendererStopped: boolean;
  /** What GPUs compute is wrong. */
  gpuMiscalculates: boolean;
}

export interface WorldProps {
  readonly seed: number;
  readonly delays: Delays;
  /** Versions by package, oldest first. */
  readonly catalog: Readonly<Record<string, readonly string[]>>;
}

/** What the parts of a simulated cluster share. */
export class World {
  readonly clock: Clock;
  readonly store: Store;
  readonly availability = new Availability();
  readonly delays: Delays;
  readonly catalog: WorldProps['catalog'];
  readonly machines = new Map<string, Machine>();
  readonly log: LogLine[] = [];
  readonly violations: Violation[] = [];
  readonly conduct: Conduct = {
    webhookDown: false,
    csvFailures: new Map(),
    catalogDown: false,
    gpuNeverConfidential: false,
    failingNodes: new Map(),
    cordoned: new Set(),
    kbs: { reachable: true, allows: () => false },
    missingImages: new Set(),
    podsRefused: false,
    rendererStopped: false,
    gpuMiscalculates: false,
  };
  private readonly listeners: ((event: NodeEvent) => void)[] = [];

  constructor({ seed, delays, catalog }: WorldProps) {
    this.clock = new Clock(seed);
    this.store = new Store(this.clock);
    this.delays = delays;
    this.catalog = catalog;
  }

  /** A queue for a controller. */
  queue(source: string, sync: (key: string) => void): WorkQueue {
    const { clock, availability } = this;
    const onError = (message: string) => this.say(source, `error: ${message}`);
    return new WorkQueue({ clock, availability, sync, onError, resume: this.delays.resume });
  }

  pick(delay: keyof Delays): number {
    return this.clock.pick(this.delays[delay] as Range);
  }

  say(source: string, message: string): void {
    this.log.push({ at: this.clock.elapsed, source, message });
  }

  violate(rule: Violation['rule'], message: string): void {
    this.violations.push({ at: this.clock.elapsed, rule, message });
  }

  /** Does something as soon as the API answers. */
  whenUp(action: () => void): void {
    if (this.availability.up) {
      action();
      return;
    }
    this.clock.after(5, () => this.whenUp(action));
  }

  /** A node is being drained, goes down, or has booted. */
  announce(event: NodeEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  onNode(listener: (event: NodeEvent) => void): void {
    this.listeners.push(listener);
  }

  setHardware(name: string, changes: Partial<Hardware>): void {
    const machine = this.machines.get(name);
    if (machine !== undefined) machine.hardware = { ...machine.hardware, ...changes };
  }
}

export interface NodeEvent {
  readonly node: string;
  readonly what: 'drained' | 'down' | 'booted';
}
