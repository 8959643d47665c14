import type { GateCode } from '../../../rollout/gates.ts';
import type { State } from '../support/case.ts';
import type { ClusterName } from '../support/gate-data.ts';

/** A rollout in which something goes wrong. */
export interface RolloutFailure {
  readonly event: string;
  readonly gate: GateCode;
  readonly cluster: ClusterName;
  /** What is wrong. */
  readonly wrong: (state: State) => void;
  /** Minute from which on it no longer is. */
  readonly until?: number;
  readonly exit: 0 | 1 | 42;
  /** Minute at which the gate ends, give or take one. */
  readonly ends: number;
  /** What the log says of it. */
  readonly says: readonly string[];
}
