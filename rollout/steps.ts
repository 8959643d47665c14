import { hasMachineConfigs, isConverged, type MachineConfigShape } from './cluster-shape.ts';

/** What the constructs of one stage are about. Each subject is in exactly one stage. */
export type Subject =
  | 'namespaces'
  | 'operators'
  | 'node-features'
  | 'machine-configs'
  | 'kata-config'
  | 'gpu'
  | 'feature-gates'
  | 'attestation'
  | 'verification'
  | 'refusal'
  | 'workloads';

/** A set of objects that are applied together: one folder, one Argo CD sync wave. */
export interface Stage {
  readonly kind: 'stage';
  readonly folder: string;
  readonly wave: number;
  readonly title: string;
  readonly subjects: readonly Subject[];
}

/** A condition of the cluster that must hold before the next stage: one folder and a sync wave of its own. */
export interface Gate {
  readonly kind: 'gate';
  /** Short name in messages and in the runbook. */
  readonly code: 'G0' | 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8' | 'remove';
  readonly folder: string;
  readonly wave: number;
  readonly title: string;
}

export type Step = Stage | Gate;

/** What decides the steps of a rollout. */
export interface RolloutShape extends MachineConfigShape {
  /** Only where attestation is verified: whether it also has to be refused. */
  readonly verification?: { readonly refusal: boolean } | undefined;
}

/**
 * The order of a rollout, first to last.
 *
 * It departs from the document in one place that matters: the feature gates (3.3) come after KataConfig (3.5). In the
 * documented order a multi-node TDX cluster never proceeds: with `confidential: "true"` the operator ends each
 * reconcile with "no TEE platform labels found" before it makes pool `kata-oc`; without that pool no node gets the
 * TDX MachineConfig; and without its kernel argument no node gets the label (sandboxed-containers-operator,
 * openshift_controller.go `Reconcile`, confidential_handler.go `computeTEE`).
 *
 * On converged clusters the MachineConfigs share the stage of KataConfig, so that the Machine Config Operator renders
 * them together with the operator's own MachineConfig and a node reboots once.
 *
 * The refusal is verified after attestation and not beside it: where nobody gets anything, a refusal shows nothing.
 */
export function rolloutSteps(shape: RolloutShape): readonly Step[] {
  const tdx = shape.tee === 'tdx';
  const gpu = shape.gpu === 'nvidia';
  const { verification } = shape;
  return [
    stage('00-namespaces', -50, 'Namespaces and access rights', ['namespaces']),
    stage('10-operators', -40, 'Operators', ['operators']),
    gate('G0', '15-gate-operators-ready', -35, 'The operators run and the cluster is fit'),
    stage('20-node-features', -30, 'Node features', ['node-features']),
    gate('G1', '25-gate-nodes-eligible', -25, 'The expected nodes are labelled as able to run Kata'),
    ...installSteps(isConverged(shape), hasMachineConfigs(shape)),
    gate('G2', '45-gate-pool-updated', -10, 'Every node of the pool runs the rendered configuration'),
    gate('G3', '46-gate-tee-ready', -5, 'Every node of the pool offers the TEE'),
    ...when(gpu, [
      stage('50-gpu', 0, 'GPU operator configuration', ['gpu']),
      gate('G4', '55-gate-gpu-ready', 5, 'Every GPU is in confidential mode and allocatable'),
    ]),
    stage('60-feature-gates', 10, 'Confidential containers feature gate', ['feature-gates']),
    gate('G5', '65-gate-runtime-classes', 15, 'The confidential runtime classes are usable'),
    ...when(tdx, [
      stage('70-attestation', 20, 'Intel remote attestation (DCAP)', ['attestation']),
      gate('G6', '75-gate-attestation-ready', 25, 'PCCS and the quote generation service are available'),
    ]),
    ...when(verification !== undefined, [
      stage('76-verification', 26, 'Verification of attestation', ['verification']),
      gate('G7', '77-gate-attestation-verified', 27, 'A confidential pod says that it has attested'),
    ]),
    ...when(verification?.refusal === true, [
      stage('78-refusal', 28, 'Verification of refusal', ['refusal']),
      gate(
        'G8',
        '79-gate-refusal-verified',
        29,
        'A pod with other initdata says that the key broker service has refused it',
      ),
    ]),
    stage('80-workloads', 30, 'Confidential workloads', ['workloads']),
  ];
}

/** Holds a cascading deletion by Argo CD until nothing is left that it would break. It is in no sync, so in no wave. */
export const REMOVAL_GATE: Gate = {
  kind: 'gate',
  code: 'remove',
  folder: '90-gate-removal',
  wave: 90,
  title: 'Nothing runs on Kata any more, and the nodes are at rest',
};

/** Sync wave of the marker of our MachineConfigs: after them, before the gate of the pool, and in none with a gate. */
export const MARKER_WAVE = -12;

/** Name of the Job that holds a gate: its folder without the number. */
export function gateJobName({ folder }: Pick<Gate, 'folder'>): string {
  return folder.replace(/^\d+-/, '');
}

function installSteps(converged: boolean, machineConfigs: boolean): readonly Step[] {
  if (converged) {
    const subjects: Subject[] = machineConfigs ? ['machine-configs', 'kata-config'] : ['kata-config'];
    const title = machineConfigs ? 'Machine configurations and KataConfig' : 'KataConfig';
    return [stage('40-kata-config', -20, title, subjects)];
  }
  return [
    ...when(machineConfigs, [
      stage('30-machine-configs', -20, 'Machine configurations (inert until the pool exists)', [
        'machine-configs',
      ]),
    ]),
    stage('40-kata-config', -18, 'KataConfig', ['kata-config']),
  ];
}

function when(wanted: boolean, steps: readonly Step[]): readonly Step[] {
  return wanted ? steps : [];
}

function stage(folder: string, wave: number, title: string, subjects: readonly Subject[]): Stage {
  return { kind: 'stage', folder, wave, title, subjects };
}

function gate(code: Gate['code'], folder: string, wave: number, title: string): Gate {
  return { kind: 'gate', code, folder, wave, title };
}
