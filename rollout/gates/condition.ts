import type { GateCluster } from './gate-cluster.ts';

/**
 * What has to hold before a gate opens, in words. What decides is the clauses of the same id in sync-hook/, where each
 * cites the controller that it reckons with.
 */
export interface GateCondition {
  readonly id: string;
  /** One sentence: what must hold. */
  readonly demand: string;
  /** Seconds that may pass without any progress. */
  readonly patience: number;
  /** Whether the nodes come one after the other, so that the patience is with each of them. */
  readonly oneByOne?: true;
  /** A step that helps when it does not come to hold by itself. */
  readonly remedy: string;
  /** Command by which a person sees it. */
  readonly check: string;
}

/** The condition for a cluster; undefined for one that it does not concern. */
export type MakeCondition = (cluster: GateCluster) => GateCondition | undefined;

/** Seconds of a number of minutes. */
export function minutes(count: number): number {
  return count * 60;
}

/** The patience of a condition that each node of the pool comes to in its turn. */
export function eachNode(): Pick<GateCondition, 'patience' | 'oneByOne'> {
  return { patience: ONE_NODE, oneByOne: true };
}

/**
 * For one node to drain and to boot: the Machine Config Operator drains for up to an hour
 * (pkg/controller/drain), a large bare-metal server takes up to half an hour to come back.
 */
export const ONE_NODE = minutes(90);
