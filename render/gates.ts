import type { KubernetesObject, NamedChart } from '../constructs/kubernetes-object.ts';
import { Namespace } from '../constructs/namespaces/namespace.ts';
import { GateAccess } from '../constructs/sync-hook/gate-access.ts';
import { GateJob } from '../constructs/sync-hook/gate-job.ts';
import { GateProgram } from '../constructs/sync-hook/gate-program.ts';
import { GATES_NAMESPACE } from '../constructs/sync-hook/names.ts';
import type { Profile } from '../profiles/profile.ts';
import { gateAccess } from '../rollout/gates/access.ts';
import { gateCluster } from '../rollout/gates/describe-cluster.ts';

import { type GateProgramData, gateProgramData } from '../rollout/gates.ts';
import { healthRulesByKind } from '../rollout/health/kinds.ts';
import { type Gate, gateJobName } from '../rollout/steps.ts';
import { programFiles } from '../sync-hook/program.ts';

/** The gates of a cluster: what they wait for, and the files of the ConfigMap that their Jobs mount. */
export interface ClusterGates {
  readonly data: GateProgramData;
  readonly files: Readonly<Record<string, string>>;
}

/** Describes the gates of a profile by the very objects that its stages apply. */
export function clusterGates(profile: Profile, objects: readonly KubernetesObject[]): ClusterGates {
  const data = gateProgramData(gateCluster(profile, objects), healthRulesByKind());
  return { data, files: { ...programFiles(), 'gates.json': `${JSON.stringify(data, null, 1)}\n` } };
}

/** What every gate needs to be there: its namespace, its rights and its program. */
export function mountGateProgram(stage: NamedChart, { data, files }: ClusterGates): void {
  new Namespace(stage, 'gates', { name: GATES_NAMESPACE, podSecurity: 'restricted' });
  new GateAccess(stage, 'gate-access', { rights: gateAccess(data.cluster) });
  new GateProgram(stage, 'gate-program', { files });
}

/** The Job of a gate as a hook of Argo CD. */
export function mountGate(chart: NamedChart, gate: Gate, { images }: Profile): void {
  new GateJob(chart, 'gate', {
    name: gateJobName(gate),
    gate: gate.code,
    image: images.openshiftCli,
    hook: gate.code === 'remove' ? 'PreDelete' : 'Sync',
  });
}
