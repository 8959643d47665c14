import type { PodSpec } from 'cdk8s-plus-30/lib/imports/k8s.js';

/** Labels of the pod of PCCS; its Service selects it by the second. */
export const PCCS_LABELS = { app: 'pccs', 'trustedservices.intel.com/cache': 'pccs' } as const;

/**
 * Where PCCS runs.
 *
 * @param node `kubernetes.io/hostname` of a node; any control plane node when left out
 */
export function pccsPlacement(node?: string): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  return {
    nodeSelector:
      node === undefined
        ? { 'node-role.kubernetes.io/control-plane': '' }
        : { 'kubernetes.io/hostname': node },
    tolerations: ['control-plane', 'master'].map((role) => ({
      key: `node-role.kubernetes.io/${role}`,
      operator: 'Exists',
      effect: 'NoSchedule',
    })),
  };
}
