import { asInGit } from './gates/as-in-git.ts';
import { attestationConditions } from './gates/attestation.ts';
import { type GateCondition, type MakeCondition, minutes } from './gates/condition.ts';
import type { GateCluster } from './gates/gate-cluster.ts';
import { gpuConditions } from './gates/gpu.ts';
import { eligibilityConditions, teeConditions } from './gates/nodes.ts';
import { operatorConditions } from './gates/operators.ts';
import { poolConditions } from './gates/pool.ts';
import { preflightConditions } from './gates/preflight.ts';
import { removalConditions } from './gates/removal.ts';
import { runtimeClassConditions } from './gates/runtime-classes.ts';
import {
  attestationNotFailed,
  attestationVerified,
  refusalNotFailed,
  refusalVerified,
} from './gates/verification.ts';
import { type Gate, REMOVAL_GATE, rolloutSteps } from './steps.ts';

/** A gate of the rollout, or the one before everything is taken away. */
export type GateCode = Gate['code'];

/** A gate with what it waits for. */
export interface GateProgramGate {
  readonly code: GateCode;
  readonly title: string;
  readonly conditions: readonly GateCondition[];
}

/** What the gate program in sync-hook/ reads from gates.json. Plain JSON. */
export interface GateProgramData {
  /** Seconds between two readings. */
  readonly poll: number;
  /** Readings in a row in which all conditions have to hold: what is half written looks right for a moment. */
  readonly hold: number;
  readonly cluster: GateCluster;
  /** Rules of health, by `<group>/<kind>`. */
  readonly health: Readonly<Record<string, unknown>>;
  /** What is said when the API does not let the gate read. */
  readonly access: GateCondition;
  readonly gates: readonly GateProgramGate[];
}

const CONDITIONS: Readonly<Record<GateCode, readonly MakeCondition[]>> = {
  G0: [...preflightConditions, ...operatorConditions],
  G1: eligibilityConditions,
  G2: poolConditions,
  G3: teeConditions,
  // Something that turns the TEE off again, as a kernel argument of somebody else does, shows on the nodes.
  G4: [...teeConditions, ...gpuConditions],
  // Whichever is the last one before verification.
  G5: [...runtimeClassConditions, ...teeConditions, ...attestationNotFailed.map(withoutTdx)],
  G6: [...attestationConditions, ...attestationNotFailed],
  G7: [asInGit('verification'), ...attestationVerified, ...refusalNotFailed],
  G8: [asInGit('refusal'), ...refusalVerified],
  remove: removalConditions,
};

/** The gates of a cluster in the order of its rollout, and last the one before a removal. */
export function gatesOf(cluster: GateCluster): readonly GateProgramGate[] {
  const gates = rolloutSteps(cluster).filter((step) => step.kind === 'gate');
  return [
    ...gates.map(({ code, title }) => withConditions(code, title, cluster)),
    withConditions(REMOVAL_GATE.code, REMOVAL_GATE.title, cluster),
  ];
}

/**
 * What the gate program is told about a cluster.
 *
 * @param health rules of health by `<group>/<kind>`: KataConfig, ClusterServiceVersion, ClusterPolicy, SgxDevicePlugin
 */
export function gateProgramData(
  cluster: GateCluster,
  health: Readonly<Record<string, unknown>>,
): GateProgramData {
  return { poll: 10, hold: 3, cluster, health, access: ACCESS, gates: gatesOf(cluster) };
}

const ACCESS: GateCondition = {
  id: 'access',
  demand: 'The gate may read what it waits for, by the roles of its service account and their bindings',
  patience: minutes(15),
  remedy:
    'are the roles and bindings with label app=coco-gitops-gates as they are in Git, and bound to the service account of the gate (oc get jobs -n coco-gitops -o custom-columns=NAME:.metadata.name,ACCOUNT:.spec.template.spec.serviceAccountName)?',
  check: 'oc get clusterroles,clusterrolebindings,roles,rolebindings -A -l app=coco-gitops-gates',
};

function withConditions(code: GateCode, title: string, cluster: GateCluster): GateProgramGate {
  const conditions = CONDITIONS[code].flatMap((make) => make(cluster) ?? []);
  return { code, title, conditions };
}

function withoutTdx(make: MakeCondition): MakeCondition {
  return (cluster) => (cluster.attestation === undefined ? make(cluster) : undefined);
}
