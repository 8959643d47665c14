import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { NodeFeatureDiscovery as NodeFeatureDiscoveryResource } from '../../imports/node-feature-discovery-nfd.openshift.io.ts';

/** Namespace of the operator, of its instance and of its rules (document section 3.1). */
export const NFD_NAMESPACE = 'openshift-nfd';

export interface NodeFeatureDiscoveryProps {
  /**
   * Namespace of the operator, which may look at no other.
   * @default openshift-nfd
   */
  readonly namespace?: string;
  /**
   * Whether PCI devices get a label by vendor, such as `pci-10de.present`, by which the GPU operator finds its nodes.
   * @default false
   */
  readonly labelPciVendors?: boolean;
}

/** PCI classes to label: network controllers, display controllers, processing accelerators. */
const LABEL_PCI_VENDORS = {
  core: { sleepInterval: '60s' },
  sources: { pci: { deviceClassWhitelist: ['0200', '03', '12'], deviceLabelFields: ['vendor'] } },
};

/**
 * Labels nodes by their hardware (document section 3.1).
 *
 * Unlike the document, no operand image: the operator then uses the one of its own version, by digest, and mirrors it
 * like any other; a pinned one raises its condition OperandImagePinned and ages on the next upgrade
 * (cluster-nfd-operator). And no empty `workerConfig`.
 */
export class NodeFeatureDiscovery extends Construct {
  constructor(scope: Construct, id: string, props: NodeFeatureDiscoveryProps = {}) {
    super(scope, id);
    new NodeFeatureDiscoveryResource(this, 'instance', {
      metadata: { name: 'nfd-instance', namespace: props.namespace ?? NFD_NAMESPACE },
      spec: {
        operand: { imagePullPolicy: 'Always', servicePort: 12_000 },
        workerConfig:
          props.labelPciVendors === true ? { configData: stringify(LABEL_PCI_VENDORS) } : undefined,
      },
    });
  }
}
