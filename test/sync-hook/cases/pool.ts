import { casesOf, type State, statusCondition, type VerdictCase } from '../support/case.ts';
import type { ClusterName } from '../support/gate-data.ts';
import { listAt, objectAt, set } from '../support/loose.ts';
import { POOLS } from '../support/ready-cluster.ts';
import { degraded, updatingCases } from './pools.ts';

export const noPool = (state: State) => state.remove(`${POOLS}/kata-oc`);

/** What no condition about the pool may take for an answer. */
export function withoutPool(id: string, cluster: ClusterName = 'tdx'): VerdictCase[] {
  return [casesOf(id, cluster).wait('no pool', noPool, 'no MachineConfigPool kata-oc')];
}

const exists = casesOf('pool-exists', 'tdx');
const existsCases: VerdictCase[] = [
  exists.ok('a pool', () => {}),
  exists.wait(
    'no pool though KataConfig is there',
    noPool,
    'no MachineConfigPool kata-oc; KataConfig example-kataconfig is there with a status',
  ),
  exists.wait(
    'no pool and a KataConfig that was not taken up',
    (state) => {
      noPool(state);
      set(state.kata, undefined, 'status');
    },
    'example-kataconfig is there without a status',
  ),
  exists.wait(
    'neither pool nor KataConfig',
    (state) => {
      noPool(state);
      state.remove(state.kataPath);
    },
    'neither MachineConfigPool kata-oc nor KataConfig example-kataconfig',
  ),
];

const paused = casesOf('pool-not-paused', 'tdx');
const pause =
  (value: unknown, updated: string) =>
  (state: State): void => {
    set(state.pool(), value, 'spec', 'paused');
    set(statusCondition(state.pool(), 'Updated'), updated, 'status');
    set(
      statusCondition(state.pool(), 'Updating'),
      'Pool is paused; will not update to rendered-new',
      'message',
    );
  };
const pausedCases: VerdictCase[] = [
  ...withoutPool('pool-not-paused'),
  paused.ok('not paused', () => {}),
  paused.ok('not paused and not updated', pause(false, 'False')),
  paused.ok('paused with nothing pending', pause(true, 'True')),
  paused.wait(
    'paused with something pending',
    pause(true, 'False'),
    'paused: Pool is paused; will not update',
  ),
  paused.wait('paused by text', pause('true', 'False'), 'paused'),
  paused.wait(
    'a pool of nothing',
    (state) => {
      set(state.pool(), null, 'spec');
      set(state.pool(), null, 'status');
    },
    'paused: not updated',
  ),
];

const sound = casesOf('pool-not-degraded', 'tdx');
const soundCases: VerdictCase[] = [
  ...withoutPool('pool-not-degraded'),
  sound.ok('not degraded', () => {}),
  sound.ok('another pool that is', degraded('worker')),
  ...['RenderDegraded', 'NodeDegraded'].flatMap((type) =>
    ['True', 'Unknown'].map((value) =>
      sound.wait(
        `${type} ${value}, of which Degraded does not tell yet`,
        (state) => set(statusCondition(state.pool(), type), value, 'status'),
        'kata-oc is degraded',
      ),
    ),
  ),
  sound.ok('neither of the two', (state) =>
    set(state.pool(), [{ type: 'Degraded', status: 'False' }], 'status', 'conditions'),
  ),
  sound.wait('a degraded node', degraded('kata-oc'), 'kata-oc is degraded', 'disk full'),
  sound.wait(
    'a configuration that cannot be rendered',
    (state) => {
      set(statusCondition(state.pool(), 'RenderDegraded'), 'True', 'status');
      set(statusCondition(state.pool(), 'RenderDegraded'), 'could not generate rendered config', 'message');
      set(statusCondition(state.pool(), 'Degraded'), 'True', 'status');
    },
    'kata-oc is degraded: could not generate rendered config',
  ),
  sound.wait(
    'a reason without a message',
    (state) => {
      degraded('kata-oc')(state);
      set(statusCondition(state.pool(), 'NodeDegraded'), undefined, 'message');
      set(
        statusCondition(state.pool(), 'NodeDegraded'),
        '1 nodes are reporting degraded status on sync',
        'reason',
      );
    },
    'kata-oc is degraded: 1 nodes are reporting degraded status on sync',
  ),
  sound.wait(
    'Unknown',
    (state) => set(statusCondition(state.pool(), 'Degraded'), 'Unknown', 'status'),
    'does not tell whether it is degraded',
  ),
  sound.wait(
    'no status',
    (state) => set(state.pool(), undefined, 'status'),
    'does not tell whether it is degraded',
  ),
];

const updated = casesOf('pool-updated', 'tdx');
const status =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.pool(), value, 'status', ...path);
const sources = (side: string) => (state: State) =>
  set(
    objectAt(state.pool(), side, 'configuration'),
    listAt(state.pool(), side, 'configuration', 'source').filter(
      ({ name }) => name !== '99-enable-intel-tdx',
    ),
    'source',
  );
const updatedCases: VerdictCase[] = [
  ...withoutPool('pool-updated'),
  ...updatingCases('pool-updated', 'tdx'),
  casesOf('pool-updated', 'sno').ok('a single machine', () => {}),
  updated.wait(
    'a configuration that the node controller has not looked at',
    (state) => set(state.pool(), 8, 'metadata', 'generation'),
    'not looked at yet; 3 machines, 3 updated, 3 ready',
  ),
  updated.wait(
    'no generation',
    (state) => set(state.pool(), undefined, 'metadata', 'generation'),
    'looked at',
  ),
  updated.wait(
    'neither generation',
    (state) => {
      set(state.pool(), undefined, 'metadata', 'generation');
      status(undefined, 'observedGeneration')(state);
    },
    'looked at',
  ),
  updated.wait(
    'another configuration on the machines',
    status('rendered-old', 'configuration', 'name'),
    'newest',
  ),
  updated.wait(
    'no configuration anywhere',
    (state) => {
      set(state.pool(), '', 'spec', 'configuration', 'name');
      status('', 'configuration', 'name')(state);
    },
    'not all machines have the newest',
  ),
  updated.wait('our MachineConfig not on all machines', sources('status'), 'every MachineConfig'),
  updated.wait(
    'the MachineConfig of the operator not on all machines',
    (state) => listAt(state.pool(), 'status', 'configuration', 'source').pop(),
    'every MachineConfig',
  ),
  updated.wait('no sources', status(null, 'configuration', 'source'), 'every MachineConfig'),
  ...['machineCount', 'updatedMachineCount', 'readyMachineCount'].flatMap((key) => [
    updated.wait(
      `one ${key} too few`,
      status(2, key),
      key === 'machineCount' ? 'too few' : 'not every machine',
    ),
    updated.wait(
      `${key} as text`,
      status('3', key),
      key === 'machineCount' ? 'too few' : 'not every machine',
    ),
    updated.wait(
      `no ${key}`,
      status(undefined, key),
      key === 'machineCount' ? 'too few' : 'not every machine',
    ),
  ]),
  updated.wait(
    'not updated',
    status(2, 'updatedMachineCount'),
    'not every machine is updated; 3 machines, 2 updated',
  ),
  updated.wait(
    'not ready',
    status(2, 'readyMachineCount'),
    'not every machine is ready; 3 machines, 3 updated, 2',
  ),
  updated.wait(
    'no machines at all, which all are updated',
    (state) => {
      for (const key of ['machineCount', 'updatedMachineCount', 'readyMachineCount']) status(0, key)(state);
    },
    'too few machines; 0 machines',
  ),
  ...['degraded', 'unavailable'].flatMap((word) => [
    updated.wait(`a machine that is ${word}`, status(1, `${word}MachineCount`), `machines are ${word}`),
    updated.wait(`no count of the ${word}`, status(undefined, `${word}MachineCount`), `machines are ${word}`),
  ]),
  updated.wait('no status', (state) => set(state.pool(), null, 'status'), '? machines'),
];

export const poolCases = [...existsCases, ...pausedCases, ...soundCases, ...updatedCases];

/** Takes our MachineConfig out of what was rendered. */
export const notRendered = sources('spec');
