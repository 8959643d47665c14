import { Construct } from 'constructs';
import { MachineConfig } from '../../imports/machine-config-machineconfiguration.openshift.io.ts';
import { IGNITION_VERSION, type MachineConfigRole, roleLabel } from './role.ts';

export interface IommuMachineConfigProps {
  /** Pool whose nodes get the configuration: the one that runs Kata. */
  readonly role: MachineConfigRole;
}

/**
 * Turns on the IOMMU, which GPU pass-through needs (document section 3.10.2). Name, arguments and bytes never change:
 * any change renders a new configuration and reboots the pool.
 *
 * The document gives it role `worker` on multi-node clusters, which reboots every worker. Here it goes to the pool that
 * runs Kata, in the same roll as everything else there.
 */
export class IommuMachineConfig extends Construct {
  constructor(scope: Construct, id: string, props: IommuMachineConfigProps) {
    super(scope, id);
    new MachineConfig(this, 'machine-config', {
      metadata: { name: '100-iommu-kernel-args', labels: roleLabel(props.role) },
      spec: {
        config: { ignition: { version: IGNITION_VERSION } },
        kernelArguments: ['amd_iommu=on', 'intel_iommu=on'],
      },
    });
  }
}
