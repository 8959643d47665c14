import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, set } from '../support/loose.ts';
import { OLM } from '../support/ready-cluster.ts';

const others = casesOf('operators-of-others', 'theirs');
const [OSC, NFD] = DATA.theirs.cluster.installedOperators.map(
  ({ namespace }) => `${OLM}/${namespace}/clusterserviceversions`,
);

const versions = (state: State, path = OSC ?? '') => listAt(state.get(path), 'items');
const edit =
  (value: unknown, ...path: string[]) =>
  (state: State) => {
    for (const found of versions(state)) if (found['metadata'] !== undefined) set(found, value, ...path);
  };

/** One more version that owns the definition. */
function second(state: State): void {
  const [first] = versions(state);
  versions(state).push({ ...structuredClone(first), metadata: { name: 'another.v1.12.9' } });
}

export const installedCases: readonly VerdictCase[] = [
  others.ok('each operator runs', () => {}),
  others.ok('another one in the same namespace does not', (state) => {
    const owned = [{ name: 'things.example.com' }];
    const spec = { version: '0.1.0', customresourcedefinitions: { owned } };
    versions(state).push({ metadata: { name: 'other.v0.1.0' }, spec, status: { phase: 'Failed' } });
  }),
  others.ok('a copy of another namespace is there too', (state) => {
    const [first] = versions(state);
    const metadata = { name: 'copy', labels: { 'olm.copiedFrom': 'elsewhere' } };
    versions(state).push({ ...structuredClone(first), metadata });
  }),
  others.ok('a later version', edit('1.112.0', 'spec', 'version')),
  others.ok('a later major version', edit('2.0.0', 'spec', 'version')),
  others.ok('a version with a build', edit('1.12.0-202601010101', 'spec', 'version')),
  others.ok('any version of one that has to have none', (state) => {
    for (const found of versions(state, NFD)) set(found, null, 'spec', 'version');
  }),
  others.wait(
    'none is there',
    (state) => set(state.get(OSC ?? ''), [], 'items'),
    'osc is not installed in namespace theirs',
  ),
  others.wait('the cluster serves no such list', (state) => state.remove(OSC ?? ''), 'osc is not installed'),
  others.wait('the list is odd', (state) => set(state.get(OSC ?? ''), 'x', 'items'), 'osc is not installed'),
  others.wait(
    'only a copy is there',
    edit({ 'olm.copiedFrom': 'elsewhere' }, 'metadata', 'labels'),
    'has a copy of the one in namespace elsewhere',
  ),
  others.wait(
    'it owns no definition',
    edit(null, 'spec', 'customresourcedefinitions'),
    'osc is not installed',
  ),
  others.wait(
    'it owns another definition',
    edit([{ name: 'x' }], 'spec', 'customresourcedefinitions', 'owned'),
    'osc is not installed',
  ),
  others.wait('two versions are there', second, 'osc is being replaced: another.v1.12.9, osc.v1.12.0'),
  others.wait(
    'it is being deleted',
    edit('2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    'osc is being replaced',
  ),
  others.wait('an earlier version', edit('1.11.9', 'spec', 'version'), 'osc is at 1.11.9, needed is 1.12.0'),
  others.wait('an earlier major version', edit('0.99.99', 'spec', 'version'), 'osc is at 0.99.99'),
  others.wait('no version', edit(undefined, 'spec', 'version'), 'osc is at no version, needed is 1.12.0'),
  others.wait('a version that is none', edit('latest', 'spec', 'version'), 'osc is at latest'),
  others.wait('it installs', edit('Installing', 'status', 'phase'), 'osc.v1.12.0: Installing'),
  others.wait(
    'it is replaced by one that is not there yet',
    edit('Replacing', 'status', 'phase'),
    'osc.v1.12.0: Replacing',
  ),
  others.wait('it failed', edit('Failed', 'status', 'phase'), 'osc.v1.12.0: Failed'),
  others.wait('it has no status', edit(null, 'status'), 'osc.v1.12.0: No phase yet'),
];
