import { Construct } from 'constructs';
import { MachineConfig } from '../../imports/machine-config-machineconfiguration.openshift.io.ts';
import { IGNITION_VERSION, type MachineConfigRole, roleLabel } from './role.ts';

export interface TdxMachineConfigProps {
  /** Pool whose nodes get the configuration: `kata-oc` on a multi-node cluster, `master` on a converged one. */
  readonly role: MachineConfigRole;
}

const VSOCK_MODULES = 'vsock-loopback\n';

/**
 * Turns on Intel TDX in the host's KVM (document section 2.2). Name, arguments and bytes never change: any change
 * renders a new configuration and reboots the pool.
 *
 * The vsock loopback module carries quote requests from QEMU to the quote generation service; without it a TD's quote
 * is empty.
 */
export class TdxMachineConfig extends Construct {
  constructor(scope: Construct, id: string, props: TdxMachineConfigProps) {
    super(scope, id);
    new MachineConfig(this, 'machine-config', {
      metadata: { name: '99-enable-intel-tdx', labels: roleLabel(props.role) },
      spec: {
        kernelArguments: ['kvm_intel.tdx=1', 'nohibernate'],
        config: {
          ignition: { version: IGNITION_VERSION },
          storage: {
            files: [
              {
                path: '/etc/modules-load.d/vsock.conf',
                // The document writes 0644; as JSON, Ignition wants the number, which YAML 1.2 readers take 0644 not for.
                mode: 0o644,
                contents: {
                  source: `data:text/plain;charset=utf-8;base64,${Buffer.from(VSOCK_MODULES).toString('base64')}`,
                },
              },
            ],
          },
        },
      },
    });
  }
}
