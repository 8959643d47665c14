import type { ClusterServiceVersion, InstallPlan, Subscription } from '../kinds.ts';
import { withConditions } from '../object.ts';
import {
  CLUSTER_POLICIES,
  CSVS,
  CUSTOM_RESOURCES,
  definitionName,
  ENDPOINT_SLICES,
  FEATURE_DISCOVERIES,
  FEATURE_RULES,
  INSTALL_PLANS,
  KATA_CONFIGS,
  OPERATOR_GROUPS,
  type Resource,
  SGX_DEVICE_PLUGINS,
  SUBSCRIPTIONS,
} from '../resources.ts';
import type { Store } from '../store.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';

export const SANDBOXED_CONTAINERS = 'sandboxed-containers-operator';

/** Kinds that each package brings. */
const BRINGS: Readonly<Record<string, readonly Resource[]>> = {
  nfd: [FEATURE_DISCOVERIES, FEATURE_RULES],
  [SANDBOXED_CONTAINERS]: [KATA_CONFIGS],
  'gpu-operator-certified': [CLUSTER_POLICIES],
  'intel-device-plugins-operator': [SGX_DEVICE_PLUGINS],
};

/** Each phase of a ClusterServiceVersion (operator-lifecycle-manager, pkg/controller/operators/olm). */
const PHASES = ['Pending', 'InstallReady', 'Installing', 'Succeeded'];

const WEBHOOK_SERVICE = 'controller-manager-service';

/** Whether the operator of a package runs. */
export function operatorRuns(store: Store, packageName: string): boolean {
  return store
    .list(CSVS)
    .some(
      ({ metadata, status }) => packageOf(metadata.name) === packageName && status?.phase === 'Succeeded',
    );
}

function packageOf(csv: string): string {
  return csv.split('.v')[0] ?? csv;
}

/**
 * The Operator Lifecycle Manager: Subscription, InstallPlan, ClusterServiceVersion. An InstallPlan installs for all
 * Subscriptions of its namespace, and waits for a person where one of them says Manual. Deleting a Subscription leaves
 * what it has installed.
 */
export class LifecycleManager {
  private readonly world: World;
  private readonly catalog: WorkQueue;
  private readonly plans: WorkQueue;
  private readonly csvs: WorkQueue;
  private readonly webhook: WorkQueue;

  constructor(world: World) {
    this.world = world;
    const { store } = world;
    this.catalog = world.queue('catalog-operator', (namespace) => this.resolve(namespace));
    this.plans = world.queue('catalog-operator', (key) => this.install(key));
    this.csvs = world.queue('olm-operator', (key) => this.step(key));
    this.webhook = world.queue(SANDBOXED_CONTAINERS, (namespace) => this.serve(namespace));
    const look = (namespace = '') => this.catalog.add(namespace, world.pick('resolve'));
    store.watch(SUBSCRIPTIONS, ({ before, after }) => {
      if (before === undefined) look(after?.metadata.namespace);
    });
    store.watch(OPERATOR_GROUPS, ({ after }) => look(after?.metadata.namespace));
    store.watch(INSTALL_PLANS, ({ after }) => {
      if (after?.spec.approved === true && after.status?.phase !== 'Complete')
        this.plans.add(`${after.metadata.namespace}/${after.metadata.name}`, world.pick('install'));
    });
    store.watch(CSVS, ({ before, after }) => {
      if (after !== undefined || before === undefined) return;
      if (packageOf(before.metadata.name) === SANDBOXED_CONTAINERS)
        store.delete(ENDPOINT_SLICES, WEBHOOK_SERVICE, before.metadata.namespace);
    });
  }

  private resolve(namespace: string): void {
    const { store, conduct, clock } = this.world;
    if (store.list(OPERATOR_GROUPS, namespace).length === 0) return;
    const all = store.list(SUBSCRIPTIONS, namespace);
    const unhealthy = {
      type: 'CatalogSourcesUnhealthy',
      status: conduct.catalogDown ? 'True' : 'False',
      reason: conduct.catalogDown ? 'UnhealthyCatalogSourceFound' : 'AllCatalogSourcesHealthy',
      message: conduct.catalogDown
        ? 'targeted catalogsource openshift-marketplace/redhat-operators unhealthy'
        : '',
    } as const;
    for (const found of all)
      this.setStatus(found, {
        conditions: withConditions(found.status?.conditions, [unhealthy], clock.timestamp()),
      });
    if (conduct.catalogDown) {
      this.catalog.add(namespace, 15);
      return;
    }
    const wanted = all.flatMap((subscription) => {
      const csv = this.next(subscription);
      return csv === undefined ? [] : [{ subscription, csv }];
    });
    if (wanted.length === 0) return;
    const manual = all.some(({ spec }) => spec.installPlanApproval === 'Manual');
    const name = `install-${Math.floor(clock.chance() * 36 ** 5)
      .toString(36)
      .padStart(5, '0')}`;
    for (const { subscription, csv } of wanted)
      this.setStatus(subscription, {
        state: 'UpgradePending',
        currentCSV: csv,
        installPlanRef: { name, namespace },
        conditions: this.pending(subscription, 'True', manual ? 'RequiresApproval' : 'Installing'),
      });
    store.create(INSTALL_PLANS, {
      metadata: { name, namespace },
      spec: {
        approval: manual ? 'Manual' : 'Automatic',
        approved: !manual,
        clusterServiceVersionNames: wanted.map(({ csv }) => csv),
      },
      status: { phase: manual ? 'RequiresApproval' : 'Installing' },
    });
  }

  /** First the version that the Subscription begins with, then the newest. */
  private next({ spec, status }: Subscription): string | undefined {
    const newest = this.world.catalog[spec.name]?.at(-1);
    if (status?.currentCSV === undefined) return spec.startingCSV ?? newest;
    const installed = status.installedCSV === status.currentCSV;
    return installed && newest !== undefined && newest !== status.currentCSV ? newest : undefined;
  }

  private pending({ metadata }: Subscription, status: 'True' | 'False', reason: string) {
    const { store, clock } = this.world;
    const there = store.get(SUBSCRIPTIONS, metadata.name, metadata.namespace)?.status?.conditions;
    return withConditions(
      there,
      [{ type: 'InstallPlanPending', status, reason, message: '' }],
      clock.timestamp(),
    );
  }

  private setStatus(subscription: Subscription, changes: Subscription['status']): void {
    const { name, namespace } = subscription.metadata;
    this.world.store.change(SUBSCRIPTIONS, name, namespace, (found) => ({
      ...found,
      status: { ...found.status, ...changes },
    }));
  }

  private install(key: string): void {
    const { store, clock } = this.world;
    const [namespace, name = ''] = key.split('/');
    const plan: InstallPlan | undefined = store.get(INSTALL_PLANS, name, namespace);
    if (plan?.spec.approved !== true || plan.status?.phase === 'Complete') return;
    for (const csv of plan.spec.clusterServiceVersionNames) {
      for (const resource of BRINGS[packageOf(csv)] ?? []) {
        const definition = definitionName(resource);
        store.create(CUSTOM_RESOURCES, { metadata: { name: definition }, spec: {} });
        const established = {
          type: 'Established',
          status: 'True',
          reason: 'InitialNamesAccepted',
          message: '',
        } as const;
        clock.after(clock.pick([1, 3]), () =>
          store.change(CUSTOM_RESOURCES, definition, undefined, (found) => ({
            ...found,
            status: {
              conditions: withConditions(found.status?.conditions, [established], clock.timestamp()),
            },
          })),
        );
      }
      const owned = (BRINGS[packageOf(csv)] ?? []).map((resource) => ({ name: definitionName(resource) }));
      store.create(CSVS, {
        metadata: { name: csv, namespace: namespace ?? '' },
        spec: { version: csv.split('.v')[1], customresourcedefinitions: { owned } },
      });
      this.csvs.add(`${namespace}/${csv}`, this.world.pick('install'));
    }
    store.change(INSTALL_PLANS, name, namespace, (found) => ({ ...found, status: { phase: 'Complete' } }));
    for (const found of store.list(SUBSCRIPTIONS, namespace)) {
      const csv = found.status?.currentCSV;
      if (csv !== undefined && plan.spec.clusterServiceVersionNames.includes(csv))
        this.setStatus(found, {
          installedCSV: csv,
          state: 'AtLatestKnown',
          conditions: this.pending(found, 'False', 'NotPresent'),
        });
    }
  }

  /** Moves a ClusterServiceVersion one phase on. */
  private step(key: string): void {
    const { store, conduct } = this.world;
    const [namespace = '', name = ''] = key.split('/');
    const csv: ClusterServiceVersion | undefined = store.get(CSVS, name, namespace);
    if (csv === undefined || csv.status?.phase === 'Succeeded') return;
    const failure = conduct.csvFailures.get(packageOf(name));
    const fails = failure !== undefined && csv.status?.phase === 'Installing';
    const phase = fails ? 'Failed' : (PHASES[PHASES.indexOf(csv.status?.phase ?? '') + 1] ?? 'Succeeded');
    const status = {
      phase,
      reason: fails ? 'InstallCheckFailed' : `Install${phase}`,
      message: failure ?? phase,
    };
    store.change(CSVS, name, namespace, (found) => ({ ...found, status }));
    if (phase === 'Succeeded') this.succeeded(namespace, name);
    else this.csvs.add(key, fails ? 60 : this.world.pick('install'));
  }

  private succeeded(namespace: string, name: string): void {
    const { store } = this.world;
    for (const { metadata } of store.list(CSVS, namespace)) {
      if (metadata.name !== name && packageOf(metadata.name) === packageOf(name))
        store.delete(CSVS, metadata.name, namespace);
    }
    if (packageOf(name) === SANDBOXED_CONTAINERS) this.webhook.add(namespace, this.world.pick('webhook'));
    this.catalog.add(namespace, this.world.pick('resolve'));
  }

  private serve(namespace: string): void {
    if (this.world.conduct.webhookDown) {
      this.webhook.add(namespace, 15);
      return;
    }
    if (!operatorRuns(this.world.store, SANDBOXED_CONTAINERS)) return;
    this.world.store.create(ENDPOINT_SLICES, {
      metadata: {
        name: WEBHOOK_SERVICE,
        namespace,
        labels: { 'kubernetes.io/service-name': WEBHOOK_SERVICE },
      },
      endpoints: [{ addresses: ['10.128.0.20'], conditions: { ready: true } }],
    });
  }
}

/** Whether the webhook that judges a new KataConfig answers. */
export function webhookAnswers(store: Store): boolean {
  return store.list(ENDPOINT_SLICES).some(({ metadata }) => metadata.name === WEBHOOK_SERVICE);
}
