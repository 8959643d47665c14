import { CLUSTER_POLICY } from '../health/cluster-policy.ts';
import { CLUSTER_SERVICE_VERSION } from '../health/cluster-service-version.ts';
import { type HealthCheckExpr, healthCheckExpr, poolCurrentWith } from '../health/flux.ts';
import { KATA_CONFIG } from '../health/kata-config.ts';
import { SGX_DEVICE_PLUGIN } from '../health/sgx-device-plugin.ts';
import type { Gate } from '../steps.ts';
import { type GateCluster, usesPool } from './gate-cluster.ts';

/** An object that a Flux Kustomization waits for, whether or not it applies it. */
export interface FluxHealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** What Flux looks at itself, beside the Job of the gate. */
export interface FluxHealth {
  readonly checks: readonly FluxHealthCheck[];
  readonly exprs: readonly HealthCheckExpr[];
}

/**
 * The part of a gate that Flux can see on objects of known name. It is level-based: where the Job of a gate has passed
 * once and stays so, these are read at every reconciliation.
 */
export function fluxHealth(code: Gate['code'], cluster: GateCluster): FluxHealth {
  return HEALTH[code]?.(cluster) ?? { checks: [], exprs: [] };
}

type MakeHealth = (cluster: GateCluster) => FluxHealth;

const HEALTH: Partial<Record<Gate['code'], MakeHealth>> = {
  G0: ({ subscriptions }) => {
    const { apiVersion, kind } = CLUSTER_SERVICE_VERSION;
    const checks = subscriptions.flatMap(({ namespace, csv }) =>
      // Only a version that is held has a name that is known beforehand.
      csv === undefined ? [] : [{ apiVersion, kind, name: csv, namespace }],
    );
    return { checks, exprs: checks.length === 0 ? [] : [healthCheckExpr(CLUSTER_SERVICE_VERSION)] };
  },
  G2: (cluster) => {
    const { pool, kataConfig, machineConfigs, operatorMachineConfig, marker } = cluster;
    const { apiVersion, kind } = KATA_CONFIG;
    const kata = { apiVersion, kind, name: kataConfig };
    if (!usesPool(cluster)) return { checks: [kata], exprs: [healthCheckExpr(KATA_CONFIG)] };
    const expr = poolCurrentWith([...machineConfigs, operatorMachineConfig, marker]);
    return {
      checks: [{ apiVersion: expr.apiVersion, kind: expr.kind, name: pool }, kata],
      exprs: [expr, healthCheckExpr(KATA_CONFIG)],
    };
  },
  G4: ({ clusterPolicy }) => {
    if (clusterPolicy === undefined) return { checks: [], exprs: [] };
    const { apiVersion, kind } = CLUSTER_POLICY;
    return { checks: [{ apiVersion, kind, name: clusterPolicy }], exprs: [healthCheckExpr(CLUSTER_POLICY)] };
  },
  G5: ({ runtimeClasses }) => ({
    checks: runtimeClasses.map(({ name }) => ({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', name })),
    exprs: [],
  }),
  G6: ({ attestation }) => {
    if (attestation === undefined) return { checks: [], exprs: [] };
    const { namespace, deployments, daemonSets, sgxDevicePlugins } = attestation;
    const { apiVersion, kind } = SGX_DEVICE_PLUGIN;
    return {
      checks: [
        ...deployments.map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name, namespace })),
        ...daemonSets.map((name) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', name, namespace })),
        ...sgxDevicePlugins.map((name) => ({ apiVersion, kind, name })),
      ],
      exprs: [healthCheckExpr(SGX_DEVICE_PLUGIN)],
    };
  },
  G7: verificationHealth(['attestation', 'gpu']),
  G8: verificationHealth(['refusal']),
};

/** The Job of the gate never fails; these do, and Flux says so. Its own status reader takes a Job for ready when it is complete. */
function verificationHealth(wanted: readonly string[]): MakeHealth {
  return ({ verification }) => ({
    checks: (verification?.jobs ?? [])
      .filter(({ verifies }) => wanted.includes(verifies))
      .map(({ name }) => ({
        apiVersion: 'batch/v1',
        kind: 'Job',
        name,
        namespace: verification?.namespace ?? '',
      })),
    exprs: [],
  });
}
