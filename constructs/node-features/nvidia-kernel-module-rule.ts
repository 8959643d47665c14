import { Construct } from 'constructs';
import {
  NodeFeatureRule,
  NodeFeatureRuleSpecRulesMatchFeaturesMatchExpressionsOp as Op,
} from '../../imports/node-feature-rule-nfd.openshift.io.ts';
import { each } from './match.ts';
import { NFD_NAMESPACE } from './node-feature-discovery.ts';

/** Label by kernel module of the NVIDIA driver stack. */
const CAPABLE = {
  gdrdrv: 'nvidia.com/gdrcopy.capable',
  nvidia_fs: 'nvidia.com/gds.capable',
  nvidia_peermem: 'nvidia.com/peermem.capable',
};

/**
 * NodeFeatureRule `nvidia-kernel-modules` (document section 3.10.4). The document gives no namespace, so that the rule
 * would land in `default`; the kind is namespaced on OpenShift.
 */
export class NvidiaKernelModuleRule extends Construct {
  /** @param namespace namespace of the operator */
  constructor(scope: Construct, id: string, namespace: string = NFD_NAMESPACE) {
    super(scope, id);
    new NodeFeatureRule(this, 'rule', {
      metadata: { name: 'nvidia-kernel-modules', namespace },
      spec: {
        rules: Object.entries(CAPABLE).map(([module, label]) => ({
          name: `kernel-module-${module}`,
          labels: { [label]: 'true' },
          matchFeatures: [{ feature: 'kernel.loadedmodule', matchExpressions: each(Op.EXISTS, module) }],
        })),
      },
    });
  }
}
