import type { PolicyRule } from '../policy-rule.ts';
import { isMachineConfig, machineConfigRole } from '../support/machine-config.ts';

/** A MachineConfig is for a pool. */
export const machineConfigRoleLabel: PolicyRule = {
  id: 'policy/machine-config-role',
  severity: 'error',
  title: 'A MachineConfig names the role of its pool',
  why: 'Without the label no pool selects it: no node changes, and nothing says so.',
  fix: 'Add the label machineconfiguration.openshift.io/role: kata-oc, or master on single-node and compact clusters.',
  docs: 'Document section 2.2; openshift/machine-config-operator docs/MachineConfiguration.md',
  appliesTo: isMachineConfig,
  check: (object) =>
    machineConfigRole(object) === ''
      ? [{ path: '/metadata/labels', message: 'There is no label machineconfiguration.openshift.io/role.' }]
      : [],
};
