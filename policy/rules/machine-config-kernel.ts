import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isMachineConfig } from '../support/machine-config.ts';

/** On x86, where there are TEEs; 64k-pages is for arm64. */
const KERNELS = ['', 'default', 'realtime'];

/** A MachineConfig asks for a kernel that there is, and does not change what only an installation can. */
export const machineConfigKernel: PolicyRule = {
  id: 'policy/machine-config-kernel',
  severity: 'error',
  title: 'A kernel that RHCOS has',
  why: 'The operator cannot render the pool of other MachineConfigs, or the daemon refuses the change on each node: the pool is degraded.',
  fix: 'Remove kernelType, or write default or realtime.',
  docs: 'openshift/machine-config-operator pkg/controller/common/helpers.go ValidateMachineConfig, pkg/controller/common/reconcile.go',
  appliesTo: isMachineConfig,
  check: (object) => {
    const found: PolicyFinding[] = [];
    const kernel = valueAt(object, '/spec/kernelType');
    if (kernel === '64k-pages') {
      const message = 'The kernel with pages of 64k is for arm64 only, which has no TEE here.';
      found.push({ path: '/spec/kernelType', message, severity: 'warning' });
    } else if (typeof kernel === 'string' && !KERNELS.includes(kernel)) {
      const message = `RHCOS has no kernel ${describe(kernel)}.`;
      found.push({ path: '/spec/kernelType', message });
    }
    if (valueAt(object, '/spec/fips') === true) {
      const message = 'FIPS is chosen when a cluster is installed; on one without it, the change is refused.';
      const fix = 'Remove it; a cluster that was installed with FIPS keeps it.';
      found.push({ path: '/spec/fips', message, fix, severity: 'warning' });
    }
    return found;
  },
};
