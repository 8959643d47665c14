/** Value of the role label, which a MachineConfigPool selects. */
export type MachineConfigRole = 'kata-oc' | 'master' | 'worker';

/** Ignition specification of our MachineConfigs; the operator on OpenShift 4.19 to 4.21 reads 3.2 to 3.5. */
export const IGNITION_VERSION = '3.2.0';

/** The label by which a pool finds its MachineConfigs. One of a role that no pool selects is inert, without an error. */
export function roleLabel(role: MachineConfigRole): Record<string, string> {
  return { 'machineconfiguration.openshift.io/role': role };
}
