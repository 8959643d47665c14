import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { listAt, set } from '../support/loose.ts';
import { OLM, operatorGroupsPath } from '../support/ready-cluster.ts';
import { awaits, FREE, MANUAL, PINNED } from './operators.ts';

const manual = casesOf('operators-installed', 'manual');
const MANUAL_CSV = `${OLM}/osc/clusterserviceversions/${PINNED}`;

/** A later version is known, and perhaps there. */
const coming = (path: string, csv: unknown) => (state: State) =>
  set(state.get(path), csv, 'status', 'currentCSV');

const replaced: VerdictCase[] = [
  manual.ok('a later version that waits for approval', (state) => {
    coming(MANUAL, 'sandboxed-containers-operator.v1.12.1')(state);
    awaits(MANUAL, 'RequiresApproval')(state);
  }),
  manual.ok('a later version of which nothing more is said', coming(MANUAL, 'operator.v1.12.1')),
  manual.ok('no word on the version that is wanted', coming(MANUAL, undefined)),
  manual.wait(
    'a later version that somebody has approved, and that has begun',
    (state) => {
      coming(MANUAL, 'sandboxed-containers-operator.v1.12.1')(state);
      awaits(MANUAL, 'RequiresApproval')(state);
      state.objects[`${OLM}/osc/clusterserviceversions/sandboxed-containers-operator.v1.12.1`] = {};
    },
    `${PINNED} is being replaced by sandboxed-containers-operator.v1.12.1`,
  ),
  manual.wait(
    'a later version that is being installed',
    (state) => {
      coming(MANUAL, 'sandboxed-containers-operator.v1.12.1')(state);
      awaits(MANUAL, 'Installing')(state);
    },
    'is being replaced by',
  ),
  manual.wait(
    'a later version that comes by itself',
    coming(FREE, 'free.v10.0.0'),
    'replaced by free.v10.0.0',
  ),
  manual.wait(
    'a version that is being deleted',
    (state) => set(state.get(MANUAL_CSV), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    `${PINNED} is being deleted`,
  ),
  manual.wait(
    'a version that is being replaced',
    (state) => set(state.get(MANUAL_CSV), 'Replacing', 'status', 'phase'),
    'Replacing',
  ),
];

const groups = casesOf('one-operator-group', 'manual');
const oneGroup: VerdictCase[] = [
  groups.ok('one in each namespace', () => {}),
  groups.ok('none, of which the manager tells', (state) =>
    set(state.get(operatorGroupsPath('osc')), [], 'items'),
  ),
  groups.wait(
    'two in a namespace',
    (state) => listAt(state.get(operatorGroupsPath('osc')), 'items').push({ metadata: { name: 'by-hand' } }),
    'several OperatorGroups, of which there may be one: 2 in osc (by-hand, global-operators)',
  ),
  groups.wait('no list', (state) => state.remove(operatorGroupsPath('far')), 'not readable in far'),
];

/** Of operators that are on their way out, or kept from coming in. */
export const operatorChangeCases = [...replaced, ...oneGroup];
