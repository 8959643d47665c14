import { isConverged } from '../cluster-shape.ts';
import type { Gate } from '../steps.ts';
import { type GateAppliedSubject, type GateCluster, isPinned, usesPool } from './gate-cluster.ts';

/** A right that the gate program needs. Lists are read whole; nothing is watched. */
export interface GateAccess {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly GateVerb[];
  /** Left out: of the cluster, or of all namespaces. */
  readonly namespace?: string;
  /** Left out: any name. */
  readonly names?: readonly string[];
}

export type GateVerb = 'get' | 'list' | 'patch' | 'delete';

type Rights = (cluster: GateCluster) => readonly GateAccess[];

/**
 * All that a gate reads, and what it changes: G0 approves InstallPlans of pinned versions, G1 takes away the marker of
 * our MachineConfigs, G5 annotates KataConfig so that the operator looks again. Each is listed for the gate alone that
 * needs it, and none reads a MachineConfig: rendered ones hold the pull secret of the cluster.
 */
export function gateAccess(code: Gate['code'], cluster: GateCluster): readonly GateAccess[] {
  return merged(RIGHTS[code].flatMap((rights) => rights(cluster)));
}

/** The same rights with no more rules than it takes: a rule for the verbs that go for the same names. */
export function merged(rights: readonly GateAccess[]): readonly GateAccess[] {
  const rules = new Map<string, GateAccess>();
  for (const { apiGroup, resource, namespace, verbs } of rights) {
    const same = rights.filter(
      (right) => right.apiGroup === apiGroup && right.resource === resource && right.namespace === namespace,
    );
    for (const verb of verbs) {
      const names = namesFor(verb, same);
      const key = JSON.stringify([apiGroup, resource, namespace, names]);
      const there = rules.get(key)?.verbs ?? [];
      rules.set(key, {
        apiGroup,
        resource,
        verbs: [...new Set([...there, verb])],
        ...(namespace !== undefined && { namespace }),
        ...(names !== undefined && { names }),
      });
    }
  }
  return [...rules.values()];
}

/** What a verb goes for; undefined for any name. */
function namesFor(verb: GateVerb, rights: readonly GateAccess[]): readonly string[] | undefined {
  const found = rights.filter(({ verbs }) => verbs.includes(verb));
  return found.some(({ names }) => names === undefined)
    ? undefined
    : [...new Set(found.flatMap(({ names = [] }) => names))];
}

const MACHINE_CONFIGURATION = 'machineconfiguration.openshift.io';
const KATA_CONFIGURATION = 'kataconfiguration.openshift.io';

const nodes: Rights = () => [{ apiGroup: '', resource: 'nodes', verbs: ['list'] }];
const pods: Rights = () => [{ apiGroup: '', resource: 'pods', verbs: ['list'] }];

const clusterVersion: Rights = () => [
  { apiGroup: 'config.openshift.io', resource: 'clusterversions', verbs: ['get'], names: ['version'] },
];

const definitions: Rights = ({ crds }) => [
  {
    apiGroup: 'apiextensions.k8s.io',
    resource: 'customresourcedefinitions',
    verbs: ['get'],
    names: [...crds],
  },
];

const kataConfigs: Rights = () => [
  { apiGroup: KATA_CONFIGURATION, resource: 'kataconfigs', verbs: ['list'] },
];
const kataConfig: Rights = (cluster) => [ofKataConfig(cluster, 'get')];
const reconcileKataConfig: Rights = (cluster) => [ofKataConfig(cluster, 'patch')];

function ofKataConfig({ kataConfig: name }: GateCluster, verb: GateVerb): GateAccess {
  return { apiGroup: KATA_CONFIGURATION, resource: 'kataconfigs', verbs: [verb], names: [name] };
}

const pools: Rights = withPool(() => [
  { apiGroup: MACHINE_CONFIGURATION, resource: 'machineconfigpools', verbs: ['list'] },
]);
const pool: Rights = withPool(({ pool: name }) => [
  { apiGroup: MACHINE_CONFIGURATION, resource: 'machineconfigpools', verbs: ['get'], names: [name] },
]);
const takeMarker: Rights = withPool(({ marker }) => [
  { apiGroup: MACHINE_CONFIGURATION, resource: 'machineconfigs', verbs: ['delete'], names: [marker] },
]);

const runtimeClasses: Rights = ({ runtimeClasses: classes }) => [
  {
    apiGroup: 'node.k8s.io',
    resource: 'runtimeclasses',
    verbs: ['get'],
    names: classes.map(({ name }) => name),
  },
];

/** What Git has of the objects that a gate rests on: each by its name, and in its namespace. */
function applied(...subjects: readonly GateAppliedSubject[]): Rights {
  return (cluster) =>
    subjects
      .flatMap((subject) => cluster.applied[subject] ?? [])
      .map(({ apiVersion, resource, namespace, name }) => ({
        apiGroup: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
        resource,
        verbs: ['get'] as const,
        ...(namespace === undefined ? {} : { namespace }),
        names: [name],
      }));
}

/** The definitions of their kinds, where these may give defaults that we do not know. */
function definitionsOf(subject: GateAppliedSubject): Rights {
  return (cluster) => {
    const closed = (cluster.applied[subject] ?? []).filter((one) => one.closed);
    const names = closed.map(({ apiVersion, resource }) => `${resource}.${apiVersion.split('/')[0]}`);
    const read = names.filter((name) => cluster.crds.includes(name));
    return read.length === 0 ? [] : definitions({ ...cluster, crds: read });
  };
}

/** A pod runs on Kata by the handler of its class, whatever that is called. */
const allRuntimeClasses: Rights = () => [
  { apiGroup: 'node.k8s.io', resource: 'runtimeclasses', verbs: ['list'] },
];

const earlyFeatureGate: Rights = (cluster) =>
  cluster.tee === 'tdx' && !isConverged(cluster) ? applied('feature-gates')(cluster) : [];

const operators: Rights = ({ subscriptions, installedOperators, operatorNamespace }) => {
  const apiGroup = 'operators.coreos.com';
  return [
    // Which version is there is not known by its name.
    ...installedOperators.map(
      ({ namespace }): GateAccess => ({
        apiGroup,
        resource: 'clusterserviceversions',
        verbs: ['list'],
        namespace,
      }),
    ),
    ...subscriptions.flatMap((subscription): GateAccess[] => {
      const { namespace } = subscription;
      return [
        // The one in Git, and whether there is another.
        { apiGroup, resource: 'operatorgroups', verbs: ['list'], namespace },
        { apiGroup, resource: 'clusterserviceversions', verbs: ['get'], namespace },
        ...(isPinned(subscription)
          ? ([{ apiGroup, resource: 'installplans', verbs: ['get', 'patch'], namespace }] as const)
          : []),
      ];
    }),
    {
      apiGroup: 'discovery.k8s.io',
      resource: 'endpointslices',
      verbs: ['list'],
      namespace: operatorNamespace,
    },
  ];
};

function verificationJobs(...wanted: readonly string[]): Rights {
  return ({ verification }) => {
    const names = (verification?.jobs ?? []).filter(({ verifies }) => wanted.includes(verifies));
    if (verification === undefined || names.length === 0) return [];
    return [
      {
        apiGroup: 'batch',
        resource: 'jobs',
        verbs: ['get'],
        namespace: verification.namespace,
        names: names.map(({ name }) => name),
      },
    ];
  };
}

/** Looked at in the last gate before the Jobs, which is G6 where there is one. */
const firstJobs: Rights = verificationJobs('attestation', 'gpu');
const firstJobsWithoutTdx: Rights = (cluster) =>
  cluster.attestation === undefined ? firstJobs(cluster) : [];

const RIGHTS: Readonly<Record<Gate['code'], readonly Rights[]>> = {
  G0: [
    withPool((cluster) => (isConverged(cluster) ? [] : nodes(cluster))),
    withPool(kataConfig),
    clusterVersion,
    definitions,
    kataConfigs,
    pools,
    earlyFeatureGate,
    operators,
    applied('operators'),
  ],
  G1: [nodes, pool, takeMarker, applied('node-features'), definitionsOf('node-features')],
  G2: [nodes, pools, pool, kataConfig, definitionsOf('kata-config')],
  G3: [nodes],
  G4: [nodes, applied('gpu')],
  G5: [
    nodes,
    pools,
    pool,
    kataConfig,
    definitionsOf('kata-config'),
    reconcileKataConfig,
    runtimeClasses,
    applied('feature-gates'),
    firstJobsWithoutTdx,
  ],
  G6: [nodes, applied('attestation'), firstJobs],
  G7: [verificationJobs('attestation', 'gpu', 'refusal')],
  G8: [verificationJobs('refusal')],
  remove: [pods, allRuntimeClasses, pools, pool, kataConfig],
};

function withPool(rights: Rights): Rights {
  return (cluster) => (usesPool(cluster) ? rights(cluster) : []);
}
