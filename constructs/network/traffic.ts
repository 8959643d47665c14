import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';

export interface TrafficProps {
  readonly name: string;
  readonly namespace: string;
  /**
   * Labels of the pods.
   * @default - every pod of the namespace
   */
  readonly pods?: Readonly<Record<string, string>>;
  /**
   * What may come in.
   * @default - nothing
   */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  /**
   * What may go out; `any` for whatever pods ask for.
   * @default - nothing
   */
  readonly egress?: 'any' | readonly NetworkPolicyEgressRule[];
}

/**
 * What pods may be reached by and what they may reach. Policies add up: one that allows nothing closes a namespace, and
 * others open what single pods need.
 *
 * No policy is for pods on the network of their node, or keeps that node from its pods (Kubernetes, network policies).
 */
export class Traffic extends Construct {
  constructor(scope: Construct, id: string, props: TrafficProps) {
    super(scope, id);
    const { name, namespace, pods, ingress = [], egress = [] } = props;
    new KubeNetworkPolicy(this, 'policy', {
      metadata: { name, namespace },
      spec: {
        podSelector: pods === undefined ? {} : { matchLabels: { ...pods } },
        policyTypes: ['Ingress', ...(egress === 'any' ? [] : ['Egress'])],
        ingress: ingress.length === 0 ? undefined : [...ingress],
        egress: egress === 'any' || egress.length === 0 ? undefined : [...egress],
      },
    });
  }
}

/**
 * The DNS of the cluster. OVN-Kubernetes judges a connection by where it ends, which for Service dns-default is port 5353
 * of its pods; others judge the Service, at port 53.
 */
export const TO_DNS: NetworkPolicyEgressRule = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }],
  ports: [5353, 53].flatMap((port) => [on(port, 'UDP'), on(port)]),
};

/**
 * The API server. It listens on its nodes' own addresses, which no selector can name and nobody knows here: so its port,
 * wherever.
 */
export const TO_API_SERVER: NetworkPolicyEgressRule = { ports: [on(6443)] };

/** A TCP port wherever, for what is outside of the cluster and has a name but no address here. */
export function toPort(port: number): NetworkPolicyEgressRule {
  return { ports: [on(port)] };
}

/**
 * A port for pods on the network of their node: OpenShift takes their connections for those of one namespace, which has
 * this label for that (OpenShift, network security, "allow from host network").
 */
export function fromHostNetwork(port: number): NetworkPolicyIngressRule {
  const matchLabels = { 'policy-group.network.openshift.io/host-network': '' };
  return { from: [{ namespaceSelector: { matchLabels } }], ports: [on(port)] };
}

function on(port: number, protocol: 'TCP' | 'UDP' = 'TCP') {
  return { port: IntOrString.fromNumber(port), protocol };
}
