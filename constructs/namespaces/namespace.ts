import { KubeNamespace } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';

/** What pods of a namespace may ask for (Kubernetes pod security standards). */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface NamespaceProps {
  readonly name: string;
  /**
   * Whether the platform's Prometheus scrapes the namespace.
   * @default false
   */
  readonly clusterMonitoring?: boolean;
  /**
   * Level that is enforced, audited and warned about. When given, OpenShift's own label synchronisation is switched
   * off where it would apply, so that the labels are those in Git and nothing else.
   * @default - no label; OpenShift derives the level from the SecurityContextConstraints in use
   */
  readonly podSecurity?: PodSecurityLevel;
}

/**
 * A Namespace with every label that an operator or the platform would otherwise add by itself; a label that is not in
 * Git would be fought over by Argo CD and the operator (sandboxed-containers-operator, cmd/manager/main.go).
 */
export class Namespace extends Construct {
  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    new KubeNamespace(this, 'namespace', {
      metadata: {
        name: props.name,
        labels: {
          ...(props.clusterMonitoring === true ? { 'openshift.io/cluster-monitoring': 'true' } : {}),
          ...(props.podSecurity === undefined ? {} : podSecurityLabels(props.name, props.podSecurity)),
        },
      },
    });
  }
}

function podSecurityLabels(namespace: string, level: PodSecurityLevel): Record<string, string> {
  return {
    'pod-security.kubernetes.io/audit': level,
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': level,
    // Namespaces named openshift-* are not synchronised unless they ask for it (OpenShift, pod security admission).
    ...(namespace.startsWith('openshift-')
      ? {}
      : { 'security.openshift.io/scc.podSecurityLabelSync': 'false' }),
  };
}
