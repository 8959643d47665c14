import { isConverged } from '../cluster-shape.ts';
import { type GateCluster, usesPool } from './gate-cluster.ts';

/** A right that the gate program needs. Lists are read whole; nothing is watched. */
export interface GateAccess {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly ('get' | 'list' | 'patch')[];
  /** Left out: of the cluster, or of all namespaces. */
  readonly namespace?: string;
  /** Left out: any name. */
  readonly names?: readonly string[];
}

/**
 * All that the gates of a cluster read, and the two things that they change: KataConfig, which they annotate so that
 * the operator looks again, and InstallPlans of pinned versions, which they approve.
 */
export function gateAccess(cluster: GateCluster): readonly GateAccess[] {
  return [
    ...everywhere(cluster),
    ...ofOperators(cluster),
    ...ofAttestation(cluster),
    ...ofVerification(cluster),
  ];
}

function everywhere(cluster: GateCluster): GateAccess[] {
  const { pool, kataConfig, crds, runtimeClasses, clusterPolicy, operatorNamespace, tee } = cluster;
  const machineConfiguration = 'machineconfiguration.openshift.io';
  const early = tee === 'tdx' && !isConverged(cluster);
  return [
    { apiGroup: '', resource: 'nodes', verbs: ['list'] },
    { apiGroup: '', resource: 'pods', verbs: ['list'] },
    { apiGroup: 'config.openshift.io', resource: 'clusterversions', verbs: ['get'], names: ['version'] },
    {
      apiGroup: 'apiextensions.k8s.io',
      resource: 'customresourcedefinitions',
      verbs: ['get'],
      names: [...crds],
    },
    { apiGroup: 'kataconfiguration.openshift.io', resource: 'kataconfigs', verbs: ['list'] },
    {
      apiGroup: 'kataconfiguration.openshift.io',
      resource: 'kataconfigs',
      verbs: ['get', 'patch'],
      names: [kataConfig],
    },
    {
      apiGroup: 'node.k8s.io',
      resource: 'runtimeclasses',
      verbs: ['get'],
      names: runtimeClasses.map(({ name }) => name),
    },
    ...(usesPool(cluster)
      ? ([
          { apiGroup: machineConfiguration, resource: 'machineconfigpools', verbs: ['list'] },
          { apiGroup: machineConfiguration, resource: 'machineconfigpools', verbs: ['get'], names: [pool] },
          // The rendered one, whose name is a digest of its content.
          { apiGroup: machineConfiguration, resource: 'machineconfigs', verbs: ['get'] },
        ] as const)
      : []),
    ...(clusterPolicy === undefined
      ? []
      : ([
          { apiGroup: 'nvidia.com', resource: 'clusterpolicies', verbs: ['get'], names: [clusterPolicy] },
        ] as const)),
    ...(early
      ? ([
          {
            apiGroup: '',
            resource: 'configmaps',
            verbs: ['get'],
            namespace: operatorNamespace,
            names: ['osc-feature-gates'],
          },
        ] as const)
      : []),
  ];
}

function ofOperators({ subscriptions, operatorNamespace }: GateCluster): GateAccess[] {
  const apiGroup = 'operators.coreos.com';
  return [
    ...subscriptions.flatMap(({ name, namespace, approval }): GateAccess[] => [
      { apiGroup, resource: 'subscriptions', verbs: ['get'], namespace, names: [name] },
      { apiGroup, resource: 'clusterserviceversions', verbs: ['get'], namespace },
      ...(approval === 'Manual'
        ? ([{ apiGroup, resource: 'installplans', verbs: ['get', 'patch'], namespace }] as const)
        : []),
    ]),
    {
      apiGroup: 'discovery.k8s.io',
      resource: 'endpointslices',
      verbs: ['list'],
      namespace: operatorNamespace,
    },
  ];
}

function ofAttestation({ attestation }: GateCluster): GateAccess[] {
  if (attestation === undefined) return [];
  const { namespace, deployments, daemonSets, sgxDevicePlugins } = attestation;
  return [
    {
      apiGroup: 'deviceplugin.intel.com',
      resource: 'sgxdeviceplugins',
      verbs: ['get'],
      names: sgxDevicePlugins,
    },
    { apiGroup: 'apps', resource: 'deployments', verbs: ['get'], namespace, names: deployments },
    { apiGroup: 'apps', resource: 'daemonsets', verbs: ['get'], namespace, names: daemonSets },
  ];
}

function ofVerification({ verification }: GateCluster): GateAccess[] {
  if (verification === undefined) return [];
  const { namespace, jobs } = verification;
  const names = jobs.map(({ name }) => name);
  return [{ apiGroup: 'batch', resource: 'jobs', verbs: ['get'], namespace, names }];
}
