import { Construct } from 'constructs';
import { MachineConfig } from '../../imports/machine-config-machineconfiguration.openshift.io.ts';
import { IGNITION_VERSION, type MachineConfigRole, roleLabel } from './role.ts';

export interface MarkerMachineConfigProps {
  readonly name: string;
  /** Pool whose configuration is to be recognised. */
  readonly role: MachineConfigRole;
  /**
   * Sync wave in which Argo CD applies it as a hook: it is there from then on to the end of the operation.
   * @default - it is no hook
   */
  readonly hookWave?: number;
}

/**
 * An empty MachineConfig, by whose name a pool shows that it has seen those that were applied before.
 *
 * It changes nothing of the rendered content, whose name stays (machine-config-operator, pkg/controller/render/hash.go),
 * and so reboots nothing, neither when it comes nor when it goes.
 */
export class MarkerMachineConfig extends Construct {
  constructor(scope: Construct, id: string, props: MarkerMachineConfigProps) {
    super(scope, id);
    const { name, role, hookWave } = props;
    new MachineConfig(this, 'machine-config', {
      metadata: {
        name,
        labels: roleLabel(role),
        annotations: hookWave === undefined ? undefined : hookAnnotations(hookWave),
      },
      spec: { config: { ignition: { version: IGNITION_VERSION } } },
    });
  }
}

/**
 * A hook is not compared with Git, so that what is deleted at the end of an operation is not out of sync. An operation
 * that is terminated, or lost in an outage, leaves its hook (argo-cd, gitops-engine/pkg/sync/sync_context.go
 * `Terminate`): gate G1 takes it away.
 */
function hookAnnotations(wave: number): Record<string, string> {
  return {
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded,HookFailed',
    'argocd.argoproj.io/sync-wave': String(wave),
  };
}
