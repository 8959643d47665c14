import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { MachineConfig } from '../../imports/machine-config-machineconfiguration.openshift.io.ts';
import { IGNITION_VERSION, type MachineConfigRole, roleLabel } from './role.ts';

export interface MarkerMachineConfigProps {
  /** Pool whose configuration is to be recognised. */
  readonly role: MachineConfigRole;
  /** The MachineConfigs whose content the name stands for. */
  readonly machineConfigs: readonly object[];
}

/**
 * An empty MachineConfig with a digest of the others in its name.
 *
 * A pool lists the names that it has rendered, not their content, so that an edited MachineConfig cannot be told from
 * the one before by anything that only reads the pool. A new marker can. It changes nothing of the rendered content,
 * whose name stays (machine-config-operator, pkg/controller/render/hash.go), and so reboots nothing.
 */
export class MarkerMachineConfig extends Construct {
  constructor(scope: Construct, id: string, props: MarkerMachineConfigProps) {
    super(scope, id);
    new MachineConfig(this, 'machine-config', {
      metadata: { name: markerName(props.machineConfigs), labels: roleLabel(props.role) },
      spec: { config: { ignition: { version: IGNITION_VERSION } } },
    });
  }
}

/** Name of the marker for some MachineConfigs. */
export function markerName(machineConfigs: readonly object[]): string {
  const digest = createHash('sha256').update(JSON.stringify(machineConfigs)).digest('hex');
  return `99-zz-coco-${digest.slice(0, 10)}`;
}
