import type { GateApplied, GateCluster, GateInstalledOperator } from '../../../rollout/gates/gate-cluster.ts';
import type { Loose } from './loose.ts';
import { condition, list, NOW, OLM } from './ready-parts.ts';

/** The version of an operator that somebody else has installed, in the list of its namespace. */
function theirs({ name, namespace, owns, atLeast = [9, 9, 9] }: GateInstalledOperator): [string, Loose] {
  const version = atLeast.join('.');
  return [
    `${OLM}/${namespace}/clusterserviceversions`,
    list([
      {
        metadata: { name: `${name}.v${version}`, namespace },
        spec: { version, customresourcedefinitions: { owned: [{ name: owns, kind: 'Some' }] } },
        status: { phase: 'Succeeded' },
      },
    ]),
  ];
}

export function operators({
  subscriptions,
  installedOperators,
  operatorNamespace,
  webhookService,
  applied,
}: GateCluster): Record<string, Loose> {
  const installed = subscriptions.flatMap(
    ({ name, namespace, csv = `${name}.v9.9.9` }): [string, Loose][] => {
      const reference = { name: `install-${name}`, namespace };
      const status = {
        installedCSV: csv,
        currentCSV: csv,
        state: 'AtLatestKnown',
        installPlanRef: reference,
      };
      return [
        [`${OLM}/${namespace}/subscriptions/${name}`, { metadata: { name, namespace }, status }],
        [
          `${OLM}/${namespace}/clusterserviceversions/${csv}`,
          { metadata: { name: csv, namespace }, status: { phase: 'Succeeded' } },
        ],
        [
          `${OLM}/${namespace}/installplans/install-${name}`,
          {
            metadata: reference,
            spec: { approval: 'Manual', approved: true, clusterServiceVersionNames: [csv] },
          },
        ],
      ];
    },
  );
  const slice = {
    metadata: { name: 'webhook-abc', labels: { 'kubernetes.io/service-name': webhookService } },
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
  };
  return {
    ...Object.fromEntries(installed),
    ...Object.fromEntries(installedOperators.map(theirs)),
    ...operatorGroups(subscriptions, applied.operators ?? []),
    [`/apis/discovery.k8s.io/v1/namespaces/${operatorNamespace}/endpointslices`]: list([slice]),
  };
}

/** Of ours the one in Git; where the cluster has one of its own, that. */
function operatorGroups(
  subscriptions: GateCluster['subscriptions'],
  applied: readonly GateApplied[],
): Record<string, Loose> {
  const namespaces = [...new Set(subscriptions.map(({ namespace }) => namespace))];
  return Object.fromEntries(
    namespaces.map((namespace) => {
      const ours = applied.find((one) => one.kind === 'OperatorGroup' && one.namespace === namespace);
      const name = ours?.name ?? 'global-operators';
      return [operatorGroupsPath(namespace), list([{ metadata: { name, namespace } }])];
    }),
  );
}

export function operatorGroupsPath(namespace: string): string {
  return `/apis/operators.coreos.com/v1/namespaces/${namespace}/operatorgroups`;
}

export function services({
  attestation,
  clusterPolicy,
  expectedNodes: count,
}: GateCluster): Record<string, Loose> {
  const apps = `/apis/apps/v1/namespaces/${attestation?.namespace}`;
  const deployment = {
    metadata: { generation: 2 },
    spec: { replicas: 1 },
    status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  };
  const daemonSet = {
    metadata: { generation: 3 },
    status: {
      observedGeneration: 3,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
    },
  };
  const plugin = { status: { desiredNumberScheduled: count, numberReady: count } };
  const paths: [string, Loose][] = [
    ...(clusterPolicy === undefined
      ? []
      : [[`/apis/nvidia.com/v1/clusterpolicies/${clusterPolicy}`, { status: { state: 'ready' } }] as const]),
    ...(attestation?.deployments ?? []).map((name) => [`${apps}/deployments/${name}`, deployment] as const),
    ...(attestation?.daemonSets ?? []).map((name) => [`${apps}/daemonsets/${name}`, daemonSet] as const),
    ...(attestation?.sgxDevicePlugins ?? []).map(
      (name) => [`/apis/deviceplugin.intel.com/v1/sgxdeviceplugins/${name}`, plugin] as const,
    ),
  ].map(([path, object]) => [path, structuredClone(object)]);
  return Object.fromEntries(paths);
}

/** The path of a Job that verifies something. */
export function verificationPath({ verification }: GateCluster, verifies: string): string {
  const job = verification?.jobs.find((one) => one.verifies === verifies);
  return `/apis/batch/v1/namespaces/${verification?.namespace}/jobs/${job?.name}`;
}

export function verification(cluster: GateCluster): Record<string, Loose> {
  const jobs = (cluster.verification?.jobs ?? []).map(({ verifies }): [string, Loose] => [
    verificationPath(cluster, verifies),
    {
      metadata: {},
      status: {
        startTime: NOW,
        succeeded: 1,
        conditions: [condition('SuccessCriteriaMet', 'True'), condition('Complete', 'True')],
      },
    },
  ]);
  return Object.fromEntries(jobs);
}
