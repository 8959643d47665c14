import { KubeConfigMap } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { SANDBOXED_CONTAINERS_NAMESPACE } from './names.ts';

export interface FeatureGatesProps {
  /**
   * How the operator installs Kata. Always written: what a missing key means has changed between versions of the
   * operator (MachineConfig in the document, DaemonSetFallback in fg_handler.go), and an unknown value is replaced by
   * the default without an error.
   * @default MachineConfig
   */
  readonly deploymentMode?: 'MachineConfig' | 'DaemonSet' | 'DaemonSetFallback';
}

/** Enables confidential containers (document section 3.3). */
export class FeatureGates extends Construct {
  constructor(scope: Construct, id: string, props: FeatureGatesProps) {
    super(scope, id);
    new KubeConfigMap(this, 'config-map', {
      metadata: { name: 'osc-feature-gates', namespace: SANDBOXED_CONTAINERS_NAMESPACE },
      data: { confidential: 'true', deploymentMode: props.deploymentMode ?? 'MachineConfig' },
    });
  }
}
