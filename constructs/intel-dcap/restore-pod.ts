import type { PodSpec } from 'cdk8s-plus-30/lib/imports/k8s.js';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { requiredScc } from '../required-scc.ts';
import { DCAP_NAMESPACE, PCCS_SCC, PCCS_SERVICE_ACCOUNT } from './names.ts';
import { pccsPlacement } from './pccs-placement.ts';
import { BACKUP_CLAIM, DATABASE_PATH, databaseVolume, type PccsStorage } from './pccs-storage.ts';

export interface RestorePodProps {
  /** Image with a shell, by digest. */
  readonly image: string;
  /** Where the database is. */
  readonly storage: PccsStorage;
  /**
   * `kubernetes.io/hostname` of the node that PCCS runs on.
   * @default - any control plane node
   */
  readonly node?: string;
}

/**
 * A pod for a person who restores the database while PCCS is stopped: it has the database and, read-only, the copies, as
 * the account and the user of PCCS. It is in the runbook and never in what is synced.
 */
export function restorePod({ image, storage, node }: RestorePodProps): KubernetesObject {
  const spec: PodSpec = {
    restartPolicy: 'Never',
    serviceAccountName: PCCS_SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    ...pccsPlacement(node),
    containers: [
      {
        name: 'restore',
        image,
        command: ['sleep', '3600'],
        securityContext: {
          runAsUser: 0,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumeMounts: [
          { name: 'database', mountPath: DATABASE_PATH },
          { name: 'copies', mountPath: '/backup', readOnly: true },
        ],
      },
    ],
    volumes: [
      databaseVolume(storage),
      { name: 'copies', persistentVolumeClaim: { claimName: BACKUP_CLAIM } },
    ],
  };
  const metadata = { name: 'pccs-restore', namespace: DCAP_NAMESPACE, annotations: requiredScc(PCCS_SCC) };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}
