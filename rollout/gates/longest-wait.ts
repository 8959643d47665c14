import { type GateCondition, minutes, ONE_NODE } from './condition.ts';

/**
 * How often a node may reboot in one rollout, in the worst case of any cluster (rollout/reboots.ts): for our MachineConfigs,
 * for that of the operator when it comes too late, and for another log level.
 */
const REBOOTS = 3;

/** For the image of the gate to be pulled through a slow mirror, and for the API to come back. */
const SPARE = minutes(120);

/**
 * The longest that a gate may rightly wait, in seconds: each of its conditions for all of its patience, one after the
 * other, and each node for its drain and boot as often as it may reboot.
 *
 * @param nodes how many are expected in the pool
 */
export function longestWait(
  conditions: readonly Pick<GateCondition, 'patience' | 'oneByOne'>[],
  nodes: number,
): number {
  const rolls = conditions.some(({ oneByOne }) => oneByOne === true);
  const others = conditions.filter(({ oneByOne }) => oneByOne !== true).map(({ patience }) => patience);
  return others.reduce((sum, patience) => sum + patience, rolls ? nodes * REBOOTS * ONE_NODE : 0);
}

/**
 * Seconds after which the Job of a gate ends as failed under Argo CD, whatever holds it. The program itself gives up much
 * sooner; this is for a pod that never starts, which is Progressing for ever, and keeps out the commit that mends it.
 */
export function gateDeadline(conditions: Parameters<typeof longestWait>[0], nodes: number): number {
  return longestWait(conditions, nodes) + SPARE;
}

/** Minutes after which Flux gives up one attempt of a step, to begin the next one: a gate goes on meanwhile. */
export function fluxTimeoutMinutes(nodes: number): number {
  return Math.max((ONE_NODE / 60) * nodes, LEAST_MINUTES);
}

const LEAST_MINUTES = 180;
