import { type ClusterName, DATA } from './gate-data.ts';
import type { Patch, RecordedCase, Verdict } from './gate-driver.ts';
import { type Loose, listAt, named } from './loose.ts';
import { KATA_CONFIGS, NODES, POOLS, readyObjects } from './ready-cluster.ts';

/** The objects of a cluster, to be changed. */
export class State {
  readonly objects: Record<string, Loose | null>;
  readonly #name: ClusterName;

  constructor(name: ClusterName) {
    this.#name = name;
    this.objects = readyObjects(DATA[name].cluster);
  }

  get(path: string): Loose {
    const found = this.objects[path];
    if (found === undefined || found === null) throw new Error(`the test has no ${path}`);
    return found;
  }

  /** Takes an object away, so that it is not found. */
  remove(...paths: string[]): void {
    for (const path of paths) {
      this.get(path);
      this.objects[path] = null;
    }
  }

  get nodes(): Loose[] {
    return listAt(this.get(NODES), 'items');
  }

  node(name: string): Loose {
    return named(this.nodes, name);
  }

  get pools(): Loose[] {
    return listAt(this.get(POOLS), 'items');
  }

  /** The pool that runs Kata, or another one. */
  pool(name: string = DATA[this.#name].cluster.pool): Loose {
    return named(this.pools, name);
  }

  get kataPath(): string {
    return `${KATA_CONFIGS}/${DATA[this.#name].cluster.kataConfig}`;
  }

  get kata(): Loose {
    return this.get(this.kataPath);
  }
}

/** The condition of a status. */
export function statusCondition(object: Loose, type: string): Loose {
  const found = listAt(object, 'status', 'conditions').find((entry) => entry['type'] === type);
  if (found === undefined) throw new Error(`the test has no condition ${type}`);
  return found;
}

/** A cluster that is ready but for one change, and what a condition says of it. */
export interface VerdictCase {
  readonly id: string;
  readonly title: string;
  readonly cluster: ClusterName;
  readonly change: (state: State) => void;
  readonly state: Verdict['state'];
  /** Parts of what is seen. */
  readonly seen: readonly string[];
}

/** A cluster that is ready but for one change, and what the gate then does to it. */
export interface ChangeCase extends Pick<VerdictCase, 'id' | 'title' | 'cluster' | 'change'> {
  readonly act: string;
  readonly changes: readonly Patch[];
}

/** Cases of one condition, on a cluster that fits it. */
export function casesOf(id: string, cluster: ClusterName) {
  const make =
    (state: Verdict['state']) =>
    (title: string, change: (state: State) => void, ...seen: string[]): VerdictCase => ({
      id,
      title,
      cluster,
      change,
      state,
      seen,
    });
  return { ok: make('ok'), wait: make('wait'), fatal: make('fatal') };
}

/** The case as the driver takes it. */
export function record(one: VerdictCase | ChangeCase): RecordedCase {
  const state = new State(one.cluster);
  one.change(state);
  const common = { id: one.id, data: DATA[one.cluster], objects: state.objects };
  return 'act' in one
    ? { ...common, act: one.act, now: 0, changes: one.changes }
    : { ...common, expect: { state: one.state, seen: one.seen } };
}
