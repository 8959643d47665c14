import type { ParsedProfile } from '../schema/profile.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses namespaces of the platform, of operators and of the GitOps engine (document section 3.9). A profile makes
 * the namespaces of its workloads and puts its own labels on them.
 */
export const workloadNamespaces: Rule = ({ workloads, gitops, operators }) =>
  workloads.flatMap(({ namespace }, index) => {
    const isOfOperator = Object.values(operators).some((operator) => operator.namespace === namespace);
    const owner = ownerOf(namespace, gitops) ?? (isOfOperator ? 'an operator' : undefined);
    if (owner === undefined) return [];
    return [
      {
        path: ['workloads', index, 'namespace'],
        message: `${namespace} belongs to ${owner}; expected a namespace of its own for the workload`,
        fix: 'leave it out (confidential-workloads), or write another name',
      },
    ];
  });

/** Namespaces that a rollout makes for itself, or an operator has, and what for. */
const OWNERS: Readonly<Record<string, string>> = {
  default: 'Kubernetes',
  'nvidia-gpu-operator': 'the GPU operator',
  'coco-gitops': 'the gates of the rollout',
  'intel-dcap': 'the attestation services of Intel TDX',
  'coco-verification': 'the verification of attestation',
};

function ownerOf(namespace: string, { argocd, flux }: ParsedProfile['gitops']): string | undefined {
  if (namespace === argocd.namespace) return 'Argo CD';
  if (namespace === flux.namespace) return 'Flux';
  if (namespace.startsWith('openshift')) return 'OpenShift';
  if (namespace.startsWith('kube-')) return 'Kubernetes';
  return Object.hasOwn(OWNERS, namespace) ? OWNERS[namespace] : undefined;
}
