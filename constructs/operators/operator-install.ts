import { Construct } from 'constructs';
import { OperatorGroup } from '../../imports/operator-group-operators.coreos.com.ts';
import { Subscription } from '../../imports/subscription-operators.coreos.com.ts';

export interface OperatorInstallProps {
  /** Package in the catalog; also the name of the Subscription. */
  readonly packageName: string;
  readonly namespace: string;
  /**
   * Name of the OperatorGroup, which lets the operator watch its own namespace only.
   * @default - none: the namespace (openshift-operators) has one for all namespaces
   */
  readonly operatorGroup?: string;
  readonly channel: string;
  /** Name of the CatalogSource. */
  readonly source: string;
  /**
   * Namespace of the CatalogSource.
   * @default openshift-marketplace
   */
  readonly sourceNamespace?: string;
  /**
   * @default Automatic
   */
  readonly approval?: 'Automatic' | 'Manual';
  /**
   * First version to install. Under Automatic approval later ones of the channel follow.
   * @default - the newest of the channel
   */
  readonly startingCSV?: string;
}

/** An operator, installed by the Operator Lifecycle Manager (document sections 2.3, 3.1, 3.2, 3.10.5). */
export class OperatorInstall extends Construct {
  constructor(scope: Construct, id: string, props: OperatorInstallProps) {
    super(scope, id);
    if (props.operatorGroup !== undefined) {
      new OperatorGroup(this, 'operator-group', {
        metadata: { name: props.operatorGroup, namespace: props.namespace },
        spec: { targetNamespaces: [props.namespace] },
      });
    }
    new Subscription(this, 'subscription', {
      metadata: { name: props.packageName, namespace: props.namespace },
      spec: {
        name: props.packageName,
        channel: props.channel,
        source: props.source,
        sourceNamespace: props.sourceNamespace ?? 'openshift-marketplace',
        installPlanApproval: props.approval ?? 'Automatic',
        startingCsv: props.startingCSV,
      },
    });
  }
}
