import { casesOf, type State, statusCondition, type VerdictCase } from '../support/case.ts';
import type { ClusterName } from '../support/gate-data.ts';
import { type Loose, nameOf, set } from '../support/loose.ts';
import { condition, NODES, node, POOLS, pool } from '../support/ready-cluster.ts';

const infra = (nodeSelector: unknown) => (state: State) => {
  const made = pool('infra', 0, [], 'rendered-infra');
  set(made, nodeSelector, 'spec', 'nodeSelector');
  state.pools.push(made);
};
const without = (name: string) => (state: State) =>
  set(
    state.get(POOLS),
    state.pools.filter((found) => nameOf(found) !== name),
    'items',
  );
const machines = (count: unknown) => (state: State) =>
  set(state.pool('worker'), count, 'status', 'machineCount');
const notServed = (state: State) => state.remove(POOLS);

const api = casesOf('machine-config-api', 'tdx');
const served: VerdictCase[] = [
  api.ok('MachineConfigPools', () => {}),
  api.wait('a cluster without the API', notServed, 'serves no MachineConfigPools'),
  api.wait('a pool without a name', (state) => state.pools.push({ spec: { a: 1 } }), 'without name or spec'),
  api.wait('a pool without a spec', (state) => set(state.pool(), null, 'spec'), 'without name or spec'),
  api.wait(
    'a list of nothing',
    (state) => set(state.get(POOLS), null, 'items'),
    'serves no MachineConfigPools',
  ),
];

const fitMulti = casesOf('pools-fit-topology', 'tdx');
const fitSno = casesOf('pools-fit-topology', 'sno');
const topology: VerdictCase[] = [
  fitMulti.ok('workers and pool kata-oc', () => {}),
  fitMulti.ok('workers before there is a pool kata-oc', without('kata-oc')),
  fitMulti.ok('pool kata-oc that has taken all workers', machines(0)),
  fitMulti.ok('a further pool', infra({ matchLabels: { a: 'b' } })),
  fitMulti.fatal(
    'no workers',
    (state) => {
      without('kata-oc')(state);
      machines(0)(state);
    },
    'worker has no machines',
  ),
  fitMulti.wait('no count of workers', machines(undefined), 'tells no machineCount'),
  fitMulti.wait('no pool worker', without('worker'), 'no MachineConfigPool worker'),
  fitMulti.wait('no API', notServed, 'no MachineConfigPool master, worker'),
  fitSno.ok('exactly the two pools', () => {}),
  fitSno.fatal('a third pool', infra({}), 'further MachineConfigPools: infra'),
  fitSno.fatal('workers of their own', machines(2), 'worker has 2 machines'),
  fitSno.wait('a worker count that is text', machines('0'), 'tells no machineCount'),
  fitSno.wait('no pool master', without('master'), 'no MachineConfigPool master'),
];

const paused =
  (name: string, value: unknown = true) =>
  (state: State) =>
    set(state.pool(name), value, 'spec', 'paused');
const pending = (name: string) => (state: State) =>
  set(statusCondition(state.pool(name), 'Updated'), 'False', 'status');
const noKata = (state: State) => state.remove(state.kataPath);

function pausedCases(): VerdictCase[] {
  const free = casesOf('pools-not-paused', 'tdx');
  const unpaused = casesOf('pools-unpaused', 'tdx');
  return [
    free.ok('no pool is paused', () => {}),
    free.ok('paused pools with nothing pending, once KataConfig is there', (state) => {
      paused('kata-oc')(state);
      paused('worker')(state);
    }),
    free.ok('a paused pool of others', (state) => {
      noKata(state);
      paused('master')(state);
    }),
    ...['kata-oc', 'worker'].flatMap((name) => [
      free.wait(
        `${name} paused before KataConfig is there`,
        (state) => {
          noKata(state);
          paused(name)(state);
        },
        `paused: ${name}`,
      ),
      free.wait(
        `${name} paused with something pending`,
        (state) => {
          paused(name)(state);
          pending(name)(state);
        },
        `paused: ${name}`,
      ),
      unpaused.wait(`${name} paused`, paused(name), `paused: ${name}`),
    ]),
    unpaused.ok('no pool is paused', () => {}),
    unpaused.ok('a paused pool of others', paused('master')),
    unpaused.ok('no pool kata-oc', without('kata-oc')),
    unpaused.wait('a pool without a spec', (state) => set(state.pool(), null, 'spec'), 'paused: kata-oc'),
    ...[free, unpaused].map((make) => make.wait('no API', notServed, 'no MachineConfigPool master, worker')),
  ];
}

export const degraded = (name: string) => (state: State) => {
  set(statusCondition(state.pool(name), 'NodeDegraded'), 'True', 'status');
  set(
    statusCondition(state.pool(name), 'NodeDegraded'),
    'Node worker-1 is reporting: "disk full"',
    'message',
  );
  set(statusCondition(state.pool(name), 'Degraded'), 'True', 'status');
};

const sound = casesOf('pools-not-degraded', 'tdx');
const degradedCases: VerdictCase[] = [
  sound.ok('no pool is degraded', () => {}),
  sound.ok('a degraded pool of others', degraded('master')),
  sound.wait('kata-oc is degraded', degraded('kata-oc'), 'kata-oc is degraded', 'worker-1', 'disk full'),
  sound.wait('worker is degraded', degraded('worker'), 'worker is degraded', 'disk full'),
  sound.wait(
    'a pool without a status',
    (state) => set(state.pool(), undefined, 'status'),
    'kata-oc does not tell',
  ),
  sound.wait('no API', notServed, 'no MachineConfigPool master, worker'),
];

const soundAtFirst = casesOf('pools-not-degraded-at-first', 'tdx');
const degradedAtFirst = (name: string) => (state: State) => {
  noKata(state);
  degraded(name)(state);
};
const degradedAtFirstCases: VerdictCase[] = [
  soundAtFirst.ok('no pool is degraded before KataConfig is there', noKata),
  soundAtFirst.ok('kata-oc is degraded, once KataConfig is there', degraded('kata-oc')),
  soundAtFirst.wait('kata-oc is degraded at first', degradedAtFirst('kata-oc'), 'kata-oc is degraded'),
  soundAtFirst.wait(
    'worker is degraded at first',
    degradedAtFirst('worker'),
    'worker is degraded',
    'disk full',
  ),
  soundAtFirst.wait('no API', notServed, 'no MachineConfigPool master, worker'),
];

const onePool = casesOf('nodes-in-one-pool', 'tdx');
const onePoolSelected = casesOf('nodes-in-one-pool', 'selector');
const isInfra = { 'node-role.kubernetes.io/infra': '' };
const label = (name: string, labels: Loose) => (state: State) => {
  for (const [key, value] of Object.entries(labels)) set(state.node(name), value, 'metadata', 'labels', key);
};
const withInfra = (
  make: typeof onePool,
  name: string,
  nodeSelector: unknown,
  taken: boolean,
): VerdictCase => {
  const change = (state: State) => {
    infra(nodeSelector)(state);
    label('worker-0', isInfra)(state);
    set(state.get(NODES), [state.node('worker-0')], 'items');
  };
  return taken ? make.fatal(name, change, 'worker-0 in infra') : make.ok(name, change);
};
const expression = (key: string, operator: string, values?: unknown) => ({
  matchExpressions: [{ key, operator, values }],
});
const INFRA = 'node-role.kubernetes.io/infra';

const secondPool: VerdictCase[] = [
  onePool.ok('no custom pool but kata-oc', () => {}),
  withInfra(onePool, 'a selected node with the label of another pool', { matchLabels: isInfra }, true),
  withInfra(onePool, 'In with its value', expression(INFRA, 'In', ['', 'x']), true),
  withInfra(onePool, 'In without its value', expression(INFRA, 'In', ['x']), false),
  withInfra(onePool, 'In of a label that it does not have', expression('other', 'In', [null, 'x']), false),
  withInfra(onePool, 'Exists', expression(INFRA, 'Exists'), true),
  withInfra(onePool, 'Exists of a label that it does not have', expression('other', 'Exists'), false),
  withInfra(onePool, 'DoesNotExist of a label that it has', expression(INFRA, 'DoesNotExist'), false),
  withInfra(onePool, 'NotIn without its value', expression(INFRA, 'NotIn', ['x']), true),
  withInfra(onePool, 'NotIn with its value', expression(INFRA, 'NotIn', ['']), false),
  withInfra(onePool, 'an operator that does not exist', expression(INFRA, 'Like', ['']), false),
  withInfra(
    onePool,
    'labels and an expression, of which one does not fit',
    { matchLabels: isInfra, ...expression('other', 'Exists') },
    false,
  ),
  withInfra(onePool, 'an empty selector, which selects nothing', {}, false),
  withInfra(onePool, 'no selector', undefined, false),
  onePool.ok('a node of another pool that is no worker', (state) => {
    infra({ matchLabels: isInfra })(state);
    state.nodes.push(node('infra-0', ['infra'], 'rendered-infra'));
  }),
  onePoolSelected.ok('a worker of another pool that the selector leaves out', (state) => {
    infra({ matchLabels: isInfra })(state);
    label('plain-0', isInfra)(state);
  }),
  onePool.ok(
    'a pool that takes control plane nodes',
    infra({ matchLabels: { 'node-role.kubernetes.io/master': '' } }),
  ),
  onePool.wait('no nodes', (state) => set(state.get(NODES), [], 'items'), 'no nodes'),
  onePool.wait('no API', notServed, 'serves no MachineConfigPools'),
];

/** Every way for a pool not to be up to date, by what is seen; shared with the removal. */
export function updatingCases(id: string, cluster: ClusterName): VerdictCase[] {
  const make = casesOf(id, cluster);
  const status = (type: string, value: unknown) => (state: State) =>
    set(statusCondition(state.pool(), type), value, 'status');
  return [
    make.ok('up to date', () => {}),
    make.wait('Updated False', status('Updated', 'False'), 'Updated is not True'),
    make.wait('Updated true, which is no text', status('Updated', true), 'Updated is not True'),
    make.wait('Updating True', status('Updating', 'True'), 'Updating is not False'),
    make.wait('Updating Unknown', status('Updating', 'Unknown'), 'Updating is not False'),
    make.wait(
      'no conditions',
      (state) => set(state.pool(), null, 'status', 'conditions'),
      'Updated is not True',
    ),
    make.wait(
      'no condition Updating',
      (state) => set(state.pool(), [condition('Updated', 'True')], 'status', 'conditions'),
      'Updating is not False',
    ),
  ];
}

export const poolsCases = [
  ...served,
  ...topology,
  ...pausedCases(),
  ...degradedCases,
  ...degradedAtFirstCases,
  ...secondPool,
];
