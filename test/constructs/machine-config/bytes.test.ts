import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../constructs/kubernetes-object.ts';
import { IommuMachineConfig } from '../../../constructs/machine-config/iommu-machine-config.ts';
import type { MachineConfigRole } from '../../../constructs/machine-config/role.ts';
import { TdxMachineConfig } from '../../../constructs/machine-config/tdx-machine-config.ts';
import { canonicalJson } from '../support/canonical-json.ts';
import { render } from '../support/render.ts';

const ROLES: readonly MachineConfigRole[] = ['kata-oc', 'master', 'worker'];

/**
 * The Machine Config Operator names a rendered configuration by a digest of its content
 * (machine-config-operator, pkg/controller/render/hash.go). Another byte in a file, another kernel argument, or another
 * order of them is another configuration: every node of the pool drains and reboots. The name counts too, because
 * kernel arguments are joined in the order of the names.
 *
 * So these texts are released with the fleet: to change one is to reboot every cluster that syncs us. Whoever does it on
 * purpose adds a MachineConfig with a name of its own, or says in the release notes what will reboot.
 */
const TDX =
  '{"apiVersion":"machineconfiguration.openshift.io/v1","kind":"MachineConfig",' +
  '"metadata":{"labels":{"machineconfiguration.openshift.io/role":"<role>"},"name":"99-enable-intel-tdx"},' +
  '"spec":{"config":{"ignition":{"version":"3.2.0"},"storage":{"files":[{"contents":{"source":' +
  '"data:text/plain;charset=utf-8;base64,dnNvY2stbG9vcGJhY2sK"},"mode":420,"path":"/etc/modules-load.d/vsock.conf"}]}},' +
  '"kernelArguments":["kvm_intel.tdx=1","nohibernate"]}}';

const IOMMU =
  '{"apiVersion":"machineconfiguration.openshift.io/v1","kind":"MachineConfig",' +
  '"metadata":{"labels":{"machineconfiguration.openshift.io/role":"<role>"},"name":"100-iommu-kernel-args"},' +
  '"spec":{"config":{"ignition":{"version":"3.2.0"}},"kernelArguments":["amd_iommu=on","intel_iommu=on"]}}';

function textOf(objects: readonly KubernetesObject[]): string {
  return objects.map(canonicalJson).join('\n');
}

describe.each(ROLES)('the bytes of MachineConfigs of role %s never change', (role) => {
  it('99-enable-intel-tdx', () => {
    const objects = render((chart) => new TdxMachineConfig(chart, 'tdx', { role }));
    expect(textOf(objects)).toBe(TDX.replace('<role>', role));
  });

  it('100-iommu-kernel-args', () => {
    const objects = render((chart) => new IommuMachineConfig(chart, 'iommu', { role }));
    expect(textOf(objects)).toBe(IOMMU.replace('<role>', role));
  });
});
