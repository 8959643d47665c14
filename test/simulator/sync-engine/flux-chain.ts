import { NoMatch, Refused, Unavailable } from '../api-server.ts';
import type { Cluster } from '../cluster.ts';
import type { GateRunner } from '../gate-runner.ts';
import type { Job } from '../kinds.ts';
import type { KubeObject } from '../object.ts';
import { gateOf } from './application.ts';
import { hasCompleted, type Kustomization, setComplete, statusOf } from './flux.ts';
import { runGateJob } from './gate-pod.ts';

/** A Kustomization as an object of the cluster has it: what is in its folder is told by Git. */
export type ChainKustomization = Omit<Kustomization, 'objects'>;

/** What Git holds at a revision. */
export interface FluxCommit {
  readonly revision: string;
  /** Objects by path. */
  readonly folders: ReadonlyMap<string, readonly KubeObject[]>;
  /** The Kustomizations in the folder that the root syncs; undefined when that folder cannot be built. */
  readonly chain: readonly ChainKustomization[] | undefined;
}

export interface FluxChainProps {
  readonly cluster: Cluster;
  readonly gates: GateRunner;
  /** Whether the state that a gate names has really been reached, by what Git holds at the moment. */
  readonly holds: (code: string) => boolean;
}

interface State {
  spec: ChainKustomization;
  ready: boolean;
  revision: string;
  next: number;
  inventory: readonly KubeObject[];
  isDeleted: boolean;
  /** A reconciliation that waits for health: until when, and at which revision it began. */
  waits: { readonly until: number; readonly revision: string } | undefined;
}

const POLL = 5;
const DEPENDENCY_REQUEUE = 30;
const ROOT_RETRY = 60;
const ROOT_INTERVAL = 600;
/** How many Kustomizations the controller works on at a time (kustomize-controller, `--concurrent`). */
const WORKERS = 4;
/** How long the pod of a gate is let run before the others are looked at. */
const SLICE = 120;

/**
 * Flux with the chain as the cluster has it: objects that a root makes equal to Git, commit by commit, while each of them
 * goes on with what it has (fluxcd/kustomize-controller, kustomization_controller.go). A reconciliation that waits for
 * health is interrupted by nothing, not even by its deletion.
 */
export class FluxChain {
  readonly failures: string[] = [];
  /** Gates that were ready at the newest revision while the cluster was not in the state that they name. */
  readonly falsePasses: string[] = [];
  private readonly cluster: Cluster;
  private readonly gates: GateRunner;
  private readonly holds: FluxChainProps['holds'];
  private readonly states = new Map<string, State>();
  /** Which Kustomization an object carries the labels of: it is pruned by no other. */
  private readonly owners = new Map<string, string>();
  private commit: FluxCommit;
  private root = { revision: '', next: 0 };

  constructor({ cluster, gates, holds }: FluxChainProps, commit: FluxCommit) {
    this.cluster = cluster;
    this.gates = gates;
    this.holds = holds;
    this.commit = commit;
    for (const spec of commit.chain ?? []) this.keep(spec);
  }

  /** A new revision in Git, of which the root hears after some seconds, and each Kustomization at once. */
  push(commit: FluxCommit, rootHearsAfter = 30): void {
    this.commit = commit;
    this.root.next = this.cluster.clock.elapsed + rootHearsAfter;
    for (const state of this.states.values()) state.next = this.cluster.clock.elapsed;
  }

  get names(): string[] {
    return [...this.states.keys()];
  }

  /** Goes on until every Kustomization of the newest commit is ready at it, or the time is over. */
  async run(hours: number): Promise<'Ready' | 'unfinished'> {
    const deadline = this.cluster.clock.elapsed + hours * 3600;
    while (this.cluster.clock.elapsed < deadline) {
      this.reconcileRoot();
      for (const state of [...this.states.values()]) await this.step(state, deadline);
      if (this.isDone()) return 'Ready';
      this.cluster.advance(POLL);
    }
    return 'unfinished';
  }

  private isDone(): boolean {
    const { revision, chain } = this.commit;
    const alive = [...this.states.values()].filter(({ isDeleted }) => !isDeleted);
    return (
      this.root.revision === revision &&
      chain?.length === alive.length &&
      alive.every((state) => state.ready && state.revision === revision)
    );
  }

  private reconcileRoot(): void {
    const { elapsed } = this.cluster.clock;
    const { revision, chain } = this.commit;
    if (this.root.revision === revision || elapsed < this.root.next || !this.hasWorker()) return;
    if (chain === undefined) {
      this.failures.push('root: kustomize build failed');
      this.root.next = elapsed + ROOT_RETRY;
      return;
    }
    // One that is still being deleted is made again at the next interval of the root.
    if (chain.some(({ name }) => this.states.get(name)?.isDeleted === true)) {
      this.root.next = elapsed + ROOT_INTERVAL;
      return;
    }
    for (const spec of chain) this.keep(spec);
    for (const [name, state] of this.states)
      if (!chain.some((spec) => spec.name === name)) state.isDeleted = true;
    this.root.revision = revision;
  }

  private keep(spec: ChainKustomization): void {
    const there = this.states.get(spec.name);
    if (there !== undefined) {
      there.spec = spec;
      return;
    }
    const next = this.cluster.clock.elapsed;
    const fresh = {
      spec,
      ready: false,
      revision: '',
      next,
      inventory: [],
      isDeleted: false,
      waits: undefined,
    };
    this.states.set(spec.name, fresh);
  }

  private hasWorker(): boolean {
    return [...this.states.values()].filter(({ waits }) => waits !== undefined).length < WORKERS;
  }

  private async step(state: State, deadline: number): Promise<void> {
    try {
      if (state.waits !== undefined) await this.wait(state, state.waits, deadline);
      else if (state.isDeleted) this.finalize(state);
      else this.reconcile(state);
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof Refused || error instanceof NoMatch))
        throw error;
      this.fail(state, error.message);
    }
  }

  private reconcile(state: State): void {
    const { spec } = state;
    const { elapsed } = this.cluster.clock;
    const { revision, folders } = this.commit;
    if ((state.ready && state.revision === revision) || elapsed < state.next || !this.hasWorker()) return;
    const isReady = (name: string) => {
      const found = this.states.get(name);
      return found?.isDeleted === false && found.ready && found.revision === revision;
    };
    if (!spec.dependsOn.every(isReady)) {
      state.next = elapsed + DEPENDENCY_REQUEUE;
      return;
    }
    state.ready = false;
    const objects = folders.get(spec.path);
    if (objects === undefined) {
      this.fail(state, `kustomization path not found: ${spec.path}`);
      return;
    }
    for (const object of objects) {
      this.cluster.api.apply(object);
      this.owners.set(keyOf(object), spec.name);
    }
    const stale = state.inventory.filter((old) => !objects.some((object) => keyOf(object) === keyOf(old)));
    state.inventory = objects;
    if (spec.prune) this.prune(spec.name, stale);
    if (spec.healthChecks.length === 0) this.succeed(state, revision);
    else state.waits = { until: elapsed + spec.timeout, revision };
  }

  private async wait(state: State, { until, revision }: NonNullable<State['waits']>, deadline: number) {
    const { cluster } = this;
    if (!state.isDeleted) await this.runJobs(state, Math.min(cluster.clock.elapsed + SLICE, deadline));
    const { healthChecks, status } = state.spec;
    const found = healthChecks.map((reference) => statusOf(cluster, reference, status));
    const failed = found.indexOf('Failed');
    if (found.every((one) => one === 'Current')) this.succeed(state, revision);
    else if (failed >= 0) this.fail(state, `health check failed: ${healthChecks[failed]?.name}`);
    else if (cluster.clock.elapsed >= until) this.fail(state, 'timeout waiting for health checks');
  }

  private async runJobs({ inventory }: State, deadline: number): Promise<void> {
    const { cluster, gates: runner } = this;
    for (const job of inventory) {
      const code = job.kind === 'Job' ? gateOf(job) : undefined;
      if (code === undefined || cluster.api.find(job) === undefined || hasCompleted(cluster, job)) continue;
      const run = await runGateJob({ cluster, runner, code, spec: (job as Job).spec, deadline });
      if (run.outcome === 'failed') throw new Error(`Job ${job.metadata.name} has failed, which stays`);
      if (run.outcome === 'succeeded') setComplete(cluster, job);
    }
  }

  private succeed(state: State, revision: string): void {
    for (const code of state.inventory.flatMap((object) =>
      object.kind === 'Job' ? (gateOf(object) ?? []) : [],
    ))
      if (revision === this.commit.revision && !this.holds(code)) this.falsePasses.push(code);
    state.ready = true;
    state.revision = revision;
    state.waits = undefined;
    state.next = this.cluster.clock.elapsed;
  }

  private fail(state: State, message: string): void {
    this.failures.push(`${state.spec.name}: ${message}`);
    state.ready = false;
    state.waits = undefined;
    state.next = this.cluster.clock.elapsed + state.spec.retryInterval;
  }

  private finalize(state: State): void {
    if (state.spec.prune) this.prune(state.spec.name, state.inventory);
    if (this.states.get(state.spec.name) === state) this.states.delete(state.spec.name);
  }

  private prune(owner: string, objects: readonly KubeObject[]): void {
    for (const object of objects)
      if (this.owners.get(keyOf(object)) === owner && this.cluster.api.find(object) !== undefined)
        this.cluster.api.delete(object);
  }
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
