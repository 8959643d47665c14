import type { GateCode, GateProgramData } from '../../../rollout/gates.ts';
import { State } from './case.ts';
import { DATA } from './gate-data.ts';
import type { GateDriver } from './gate-driver.ts';
import { set } from './loose.ts';
import { type Story, VirtualWorld } from './virtual-world.ts';

export const MINUTE = 60;

/** Label by which a node tells that it can run Kata. */
export const KATA_LABEL = 'feature.node.kubernetes.io/runtime.kata';

/** A cluster of which everything is done. */
export const READY = new State('tdx').objects;

/** A cluster in which only some of the three nodes are labelled. */
export function labelled(count: number) {
  const state = new State('tdx');
  for (const index of [0, 1, 2].slice(count)) {
    set(state.node(`worker-${index}`), undefined, 'metadata', 'labels', KATA_LABEL);
  }
  return state.objects;
}

/** Runs G1, which is about nodes alone, or another gate, in a world of its own. */
export function gateRunner(driver: GateDriver | undefined) {
  return async (story: Story, code: GateCode = 'G1', data: GateProgramData = DATA.tdx) => {
    if (driver === undefined) throw new Error('there is no Python');
    const world = new VirtualWorld(story);
    return { ...(await driver.run(code, data, world)), world };
  };
}
