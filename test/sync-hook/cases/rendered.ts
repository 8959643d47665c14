import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { noPool, notRendered, withoutPool } from './pool.ts';

const MARKER = DATA.tdx.cluster.marker;
const sources = (state: State) => listAt(state.pool(), 'spec', 'configuration', 'source');
const without = (name: string) => (state: State) =>
  set(
    state.pool(),
    sources(state).filter((source) => source['name'] !== name),
    'spec',
    'configuration',
    'source',
  );

const rendered = casesOf('pool-rendered', 'tdx');
const gone = casesOf('marker-gone', 'tdx');

export const renderedCases: readonly VerdictCase[] = [
  ...withoutPool('pool-rendered'),
  rendered.ok('everything that we ask for', () => {}),
  casesOf('pool-rendered', 'gpu').ok('kernel arguments alone', () => {}),
  casesOf('pool-rendered', 'snp').ok('no MachineConfig of ours but the marker', () => {}),
  rendered.wait(
    'our MachineConfig is missing',
    notRendered,
    'rendered-new does not hold 99-enable-intel-tdx',
  ),
  rendered.wait(
    'that of the operator is missing',
    without('50-enable-sandboxed-containers-extension'),
    'does not hold 50-enable-sandboxed-containers-extension',
  ),
  rendered.wait('the marker is missing', without(MARKER), `rendered-new does not hold ${MARKER}`),
  casesOf('pool-rendered', 'snp').wait(
    'the marker is missing where we have no MachineConfig',
    without(DATA.snp.cluster.marker),
    `does not hold ${DATA.snp.cluster.marker}`,
  ),
  rendered.wait(
    'the marker of another content',
    (state) => {
      without(MARKER)(state);
      sources(state).push({ name: '99-zz-coco-0000000000' });
    },
    `does not hold ${MARKER}`,
  ),
  rendered.wait(
    'no sources',
    (state) => set(state.pool(), null, 'spec', 'configuration', 'source'),
    'does not hold',
  ),
  rendered.wait(
    'no configuration',
    (state) => set(state.pool(), null, 'spec', 'configuration'),
    'no configuration',
  ),
  gone.wait('the marker of an earlier sync', () => {}, `MachineConfigPool kata-oc still lists ${MARKER}`),
  gone.ok('a pool that lists it no more', without(MARKER)),
  gone.ok('no pool yet', noPool),
  gone.ok('a pool that has rendered nothing', (state) => set(state.pool(), null, 'spec', 'configuration')),
];
