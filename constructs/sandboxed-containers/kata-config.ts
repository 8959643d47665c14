import { Construct } from 'constructs';
import { KataConfig as KataConfigResource } from '../../imports/kata-config-kataconfiguration.openshift.io.ts';

export interface KataConfigProps {
  /**
   * A cluster has one KataConfig; the operator's webhook refuses a second.
   * @default example-kataconfig
   */
  readonly name?: string;
  /**
   * Use only nodes labelled `feature.node.kubernetes.io/runtime.kata` (document section 3.5.1).
   * @default true
   */
  readonly checkNodeEligibility?: boolean;
  /**
   * Log level of CRI-O. Anything but `info` makes the operator add a ContainerRuntimeConfig, which may cost the first
   * node a second reboot.
   * @default info
   */
  readonly logLevel?: string;
  /**
   * Labels of the nodes to use. The operator ignores it on converged clusters.
   * @default - every worker that can run Kata
   */
  readonly nodeSelector?: Record<string, string>;
}

/**
 * Installs Kata on the nodes (document section 3.5): the operator makes pool `kata-oc` or uses `master`, adds its own
 * MachineConfig, and the nodes reboot, one at a time.
 */
export class KataConfig extends Construct {
  constructor(scope: Construct, id: string, props: KataConfigProps) {
    super(scope, id);
    const selector = props.nodeSelector ?? {};
    new KataConfigResource(this, 'kata-config', {
      metadata: { name: props.name ?? 'example-kataconfig' },
      spec: {
        enablePeerPods: false,
        checkNodeEligibility: props.checkNodeEligibility ?? true,
        logLevel: props.logLevel ?? 'info',
        kataConfigPoolSelector: Object.keys(selector).length > 0 ? { matchLabels: selector } : undefined,
      },
    });
  }
}
