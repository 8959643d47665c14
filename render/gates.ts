import type { KubernetesObject, NamedChart } from '../constructs/kubernetes-object.ts';
import { MarkerMachineConfig } from '../constructs/machine-config/marker-machine-config.ts';
import { Namespace } from '../constructs/namespaces/namespace.ts';
import { TO_API_SERVER, TO_DNS, Traffic } from '../constructs/network/traffic.ts';
import { GateAccess } from '../constructs/sync-hook/gate-access.ts';
import { GateJob } from '../constructs/sync-hook/gate-job.ts';
import { GateProgram } from '../constructs/sync-hook/gate-program.ts';
import { GATES_NAMESPACE } from '../constructs/sync-hook/names.ts';
import { PatchPolicy } from '../constructs/sync-hook/patch-policy.ts';
import type { Profile } from '../profiles/profile.ts';
import { accountOf, gateAccounts } from '../rollout/gates/accounts.ts';
import { gateCluster } from '../rollout/gates/describe-cluster.ts';
import { usesPool } from '../rollout/gates/gate-cluster.ts';
import { gateDeadline } from '../rollout/gates/longest-wait.ts';
import { patchLimits } from '../rollout/gates/patch-limits.ts';
import { type GateProgramData, gateProgramData } from '../rollout/gates.ts';
import { healthRulesByKind } from '../rollout/health/kinds.ts';
import { type Gate, gateJobName, MARKER_WAVE } from '../rollout/steps.ts';
import { programFiles } from '../sync-hook/program.ts';
import { installedOperators } from './installed-operators.ts';

/** The gates of a cluster: what they wait for, and the files of the ConfigMap that their Jobs mount. */
export interface ClusterGates {
  readonly data: GateProgramData;
  readonly files: Readonly<Record<string, string>>;
}

/** Describes the gates of a profile by the very objects that its stages apply. */
export function clusterGates(profile: Profile, objects: readonly KubernetesObject[]): ClusterGates {
  const props = { ...profile, installedOperators: installedOperators(profile) };
  const data = gateProgramData(gateCluster(props, objects), healthRulesByKind());
  return { data, files: { ...programFiles(), 'gates.json': gatesJson(data) } };
}

/**
 * What every gate needs to be there: its namespace, its account and its program.
 *
 * @param codes gates that have a Job
 */
export function mountGateProgram(
  stage: NamedChart,
  { data, files }: ClusterGates,
  codes: readonly Gate['code'][],
): void {
  const namespace = GATES_NAMESPACE;
  new Namespace(stage, 'gates', { name: namespace, podSecurity: 'restricted' });
  new Traffic(stage, 'gate-traffic', { name: 'gates', namespace, egress: [TO_DNS, TO_API_SERVER] });
  for (const account of gateAccounts(codes, data.cluster)) new GateAccess(stage, account.name, account);
  for (const limit of patchLimits(data.cluster)) new PatchPolicy(stage, `limit-${limit.name}`, limit);
  new GateProgram(stage, 'gate-program', { files });
}

/** The Job of a gate as a hook of Argo CD, and with that of the pool the marker that it looks for. */
export function mountGate(chart: NamedChart, gate: Gate, { images }: Profile, { data }: ClusterGates): void {
  // Before the gate, which waits until the pool has it.
  if (gate.code === 'G2' && usesPool(data.cluster)) {
    const { marker: name, pool: role } = data.cluster;
    new MarkerMachineConfig(chart, 'marker', { name, role, hookWave: MARKER_WAVE });
  }
  const { conditions } = data.gates.find(({ code }) => code === gate.code) ?? { conditions: [] };
  new GateJob(chart, 'gate', {
    name: gateJobName(gate),
    gate: gate.code,
    account: accountOf(gate.code),
    image: images.openshiftCli,
    deadlineSeconds: gateDeadline(conditions, data.cluster.expectedNodes),
    hook: gate.code === 'remove' ? 'PreDelete' : 'Sync',
  });
}

/** A line for each other value. The ConfigMap has to fit into an annotation, as `kubectl apply` makes it. */
function gatesJson(data: GateProgramData): string {
  const contents: string[] = [];
  // No text of a profile has such a character.
  const placeholder = (value: unknown) => `\u0001${contents.push(JSON.stringify(value)) - 1}`;
  const text = JSON.stringify(data, (_key, value) => (takesOneLine(value) ? placeholder(value) : value), 1);
  return `${text.replace(/"\\u0001([0-9]+)"/g, (_all, place) => contents[Number(place)] ?? '')}\n`;
}

/** An object of Git, which is in a diff where its stage is, or a rule of health. */
function takesOneLine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('content' in value || 'when' in value);
}
