import { type ChangeCase, casesOf, type State, statusCondition, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { listAt, objectAt, set } from '../support/loose.ts';
import { CRDS, OLM } from '../support/ready-cluster.ts';

const { operatorNamespace, crds } = DATA.tdx.cluster;
const OSC = `${OLM}/${operatorNamespace}/subscriptions/sandboxed-containers-operator`;
const CSV = `${OLM}/${operatorNamespace}/clusterserviceversions/sandboxed-containers-operator.v9.9.9`;
const SLICES = `/apis/discovery.k8s.io/v1/namespaces/${operatorNamespace}/endpointslices`;
const installed = (path: string, csv: unknown) => (state: State) =>
  set(state.get(path), csv, 'status', 'installedCSV');

const operators = casesOf('operators-installed', 'tdx');
const automatic: VerdictCase[] = [
  operators.ok('every operator is installed', () => {}),
  operators.wait(
    'a Subscription that is not there',
    (state) => state.remove(OSC),
    'no Subscription sandboxed',
  ),
  operators.wait('no status', (state) => set(state.get(OSC), null, 'status'), 'operator is not installed'),
  operators.wait(
    'AtLatestKnown without an installed version',
    installed(OSC, undefined),
    'sandboxed-containers-operator is not installed',
  ),
  operators.wait(
    'a Subscription with a problem',
    (state) => {
      installed(OSC, undefined)(state);
      const conditions = [
        { type: 'CatalogSourcesUnhealthy', status: 'False', message: 'all available' },
        { type: 'ResolutionFailed', status: 'True', message: 'no operators found\nin channel stable' },
        { type: 'InstallPlanPending', status: 'True', reason: 'RequiresApproval' },
      ];
      set(state.get(OSC), conditions, 'status', 'conditions');
    },
    'is not installed: no operators found in channel stable: RequiresApproval',
  ),
  operators.wait('a version that is no name', installed(OSC, '../../secrets'), 'operator is not installed'),
  operators.wait(
    'a version that is not there',
    (state) => state.remove(CSV),
    'operator.v9.9.9: No phase yet',
  ),
  operators.wait(
    'a version that installs',
    (state) => set(state.get(CSV), 'Installing', 'status', 'phase'),
    'Installing',
  ),
  operators.wait(
    'a version that failed',
    (state) => set(state.get(CSV), 'Failed', 'status', 'phase'),
    'Failed',
  ),
  operators.wait('a version without a status', (state) => set(state.get(CSV), {}, 'status'), 'No phase yet'),
];

const manual = casesOf('operators-installed', 'manual');
export const PINNED = 'sandboxed-containers-operator.v1.12.0';
export const MANUAL = `${OLM}/osc/subscriptions/osc`;
const PLAN = `${OLM}/osc/installplans/install-osc`;

/** Another version is installed, with a ClusterServiceVersion that is well. */
const at = (csv: string) => (state: State) => {
  installed(MANUAL, csv)(state);
  set(state.get(MANUAL), csv, 'status', 'currentCSV');
  state.objects[`${OLM}/osc/clusterserviceversions/${csv}`] = { status: { phase: 'Succeeded' } };
};

/** Nothing is installed; an InstallPlan waits for somebody. */
function waiting(state: State): void {
  installed(MANUAL, undefined)(state);
  set(state.get(PLAN), false, 'spec', 'approved');
}

export const FREE = `${OLM}/free/subscriptions/free`;

/** What the manager says of an InstallPlan that is not done. */
export const awaits = (path: string, reason: string) => (state: State) =>
  set(state.get(path), [{ type: 'InstallPlanPending', status: 'True', reason }], 'status', 'conditions');

const pinned: VerdictCase[] = [
  manual.ok('the pinned version', () => {}),
  manual.ok('an earlier version with automatic approval', (state) => {
    installed(FREE, 'free.v1.0.0')(state);
    awaits(FREE, 'RequiresApproval')(state);
    state.remove(`${OLM}/free/clusterserviceversions/free.v9.9.9`);
    state.objects[`${OLM}/free/clusterserviceversions/free.v1.0.0`] = { status: { phase: 'Succeeded' } };
  }),
  ...['v1.12.1', 'v1.112.0', 'v2.0.0'].map((later) =>
    manual.fatal(
      `${later}, later than the pinned version, which somebody has approved`,
      at(`sandboxed-containers-operator.${later}`),
      `osc is at sandboxed-containers-operator.${later}, pinned is ${PINNED}, which is older`,
    ),
  ),
  manual.wait(
    'an earlier version',
    at('sandboxed-containers-operator.v1.11.9'),
    'osc is at sandboxed-containers-operator.v1.11.9',
    `pinned is ${PINNED}`,
  ),
  manual.wait('an earlier major release', at('sandboxed-containers-operator.v0.99.99'), 'osc is at'),
  manual.wait('a version of another package', at('other-operator.v2.0.0'), 'osc is at other-operator.v2.0.0'),
  manual.wait(
    'a version that cannot be compared',
    at('sandboxed-containers-operator.v2'),
    'operator.v2, pinned',
  ),
  manual.wait(
    'no version',
    waiting,
    'osc is not installed',
    `InstallPlan install-osc would install ${PINNED}`,
  ),
];

const change = (
  title: string,
  edit: (state: State) => void,
  changes: ChangeCase['changes'] = [],
): ChangeCase => ({
  id: 'operators-installed',
  title,
  cluster: 'manual',
  act: 'approve',
  changes,
  change: (state) => {
    waiting(state);
    edit(state);
  },
});
const APPROVED = [{ path: PLAN, body: { spec: { approved: true } } }];
const plan =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(PLAN), value, ...path);
const versions = (...names: unknown[]) => plan(names, 'spec', 'clusterServiceVersionNames');

export const approvalCases: readonly ChangeCase[] = [
  change('that installs the pinned version is approved', () => {}, APPROVED),
  change('that installs two pinned versions is approved', versions(PINNED, 'nfd.v4.21.0'), APPROVED),
  change(
    'of an update to the pinned version is approved',
    at('sandboxed-containers-operator.v1.11.0'),
    APPROVED,
  ),
  change('that also installs another version is not', versions(PINNED, 'other.v1.0.0')),
  change('that installs a version pinned in another namespace is not', versions(PINNED, 'far.v1.0.0')),
  change(
    'that installs the first version of a Subscription with automatic approval is not',
    versions(PINNED, 'free.v9.9.9'),
  ),
  change('without the pinned version is not', versions('nfd.v4.21.0')),
  change('of a later version is not', versions('sandboxed-containers-operator.v1.13.0')),
  change('of nothing is not', versions()),
  change('without versions is not', plan(null, 'spec', 'clusterServiceVersionNames')),
  change('whose versions are one text is not', plan(PINNED, 'spec', 'clusterServiceVersionNames')),
  change('with something that is no version is not', versions(PINNED, null)),
  change('with automatic approval is not', plan('Automatic', 'spec', 'approval')),
  change('without an approval mode is not', plan(undefined, 'spec', 'approval')),
  change('that is approved already is not', plan(true, 'spec', 'approved')),
  change('that does not tell whether it is approved is not', plan(undefined, 'spec', 'approved')),
  change('whose approval is text is not', plan('false', 'spec', 'approved')),
  change('that is not there is not', (state) => state.remove(PLAN)),
  change('without a spec is not', plan(null, 'spec')),
  change('of another namespace is not', (state) =>
    set(state.get(MANUAL), 'free', 'status', 'installPlanRef', 'namespace'),
  ),
  change('whose name leads elsewhere is not', (state) => {
    set(state.get(MANUAL), '../x', 'status', 'installPlanRef', 'name');
    state.objects[`${OLM}/osc/installplans/../x`] = state.get(PLAN);
  }),
  change('of a Subscription without a status is not', (state) => set(state.get(MANUAL), null, 'status')),
  change('is not when the version is there', installed(MANUAL, PINNED)),
  {
    ...change('of a Subscription with automatic approval is not', () => {}),
    change: (state) => {
      installed(`${OLM}/free/subscriptions/free`, undefined)(state);
      set(state.get(`${OLM}/free/installplans/install-free`), false, 'spec', 'approved');
    },
  },
];

const established = casesOf('crds-established', 'tdx');
const [crd = ''] = crds;
const definitions: VerdictCase[] = [
  established.ok('every definition is established', () => {}),
  established.wait(
    'one that is not there',
    (state) => state.remove(`${CRDS}/${crd}`),
    `not established: ${crd}`,
  ),
  established.wait(
    'one that is not established yet',
    (state) => set(statusCondition(state.get(`${CRDS}/${crd}`), 'Established'), 'False', 'status'),
    crd,
  ),
  established.wait(
    'one whose names another one has',
    (state) => set(statusCondition(state.get(`${CRDS}/${crd}`), 'NamesAccepted'), 'False', 'status'),
    `not established: ${crd}`,
  ),
  established.wait(
    'one that is being deleted',
    (state) => set(state.get(`${CRDS}/${crd}`), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    `being deleted: ${crd}`,
  ),
  established.wait(
    'one that is being deleted, by its own word',
    (state) =>
      listAt(state.get(`${CRDS}/${crd}`), 'status', 'conditions').push({
        type: 'Terminating',
        status: 'True',
      }),
    `being deleted: ${crd}`,
  ),
  established.wait('one without conditions', (state) => set(state.get(`${CRDS}/${crd}`), {}, 'status'), crd),
];

const webhook = casesOf('webhook-answers', 'tdx');
const slice = (state: State) => objectAt(listAt(state.get(SLICES), 'items'), 0);
const endpoint = (value: unknown) => (state: State) =>
  set(slice(state), [{ addresses: ['10.0.0.1'], conditions: value }], 'endpoints');
const webhooks: VerdictCase[] = [
  webhook.ok('a ready endpoint', () => {}),
  ...[{ ready: false }, { ready: 'true' }, {}, null].map((value) =>
    webhook.wait(`an endpoint with ${JSON.stringify(value)}`, endpoint(value), 'no ready endpoint'),
  ),
  webhook.wait('no endpoints', (state) => set(slice(state), null, 'endpoints'), 'no ready endpoint'),
  webhook.wait(
    'a ready endpoint of another Service',
    (state) => set(slice(state), 'metrics', 'metadata', 'labels', 'kubernetes.io/service-name'),
    'controller-manager-service has no ready endpoint',
  ),
  webhook.wait(
    'a ready endpoint in a slice that is being deleted',
    (state) => set(slice(state), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    'no ready endpoint',
  ),
  webhook.wait('no EndpointSlices', (state) => set(state.get(SLICES), null, 'items'), 'no ready endpoint'),
  webhook.wait('no list', (state) => state.remove(SLICES), 'no ready endpoint'),
];

export const operatorCases = [...automatic, ...pinned, ...definitions, ...webhooks];
