import { type Container, Quantity, type Volume } from 'cdk8s-plus-30/lib/imports/k8s.js';

/** Where the PCCS database is kept. */
export type PccsStorage =
  /** `/var/cache/pccs` of the node, as in the document. */
  | { readonly type: 'host-path' }
  | {
      readonly type: 'persistent-volume-claim';
      /**
       * Size of the claim.
       * @default 1Gi
       */
      readonly size?: string;
      /**
       * @default - the default class of the cluster
       */
      readonly storageClass?: string;
    };

/** Where PCCS looks for its database, and where the document keeps it on the node. */
export const DATABASE_PATH = '/var/cache/pccs';

/** Its file there (intel/confidential-computing.tee.dcap.pccs, service/config/default.json). */
export const DATABASE_FILE = 'pckcache.db';

/** Claim that holds copies of the database. */
export const BACKUP_CLAIM = 'pccs-backup';

/** The volume that holds the database. */
export function databaseVolume(storage: PccsStorage): Volume {
  return storage.type === 'host-path'
    ? { name: 'database', hostPath: { path: DATABASE_PATH, type: 'DirectoryOrCreate' } }
    : { name: 'database', persistentVolumeClaim: { claimName: 'pccs-database' } };
}

/**
 * Gives the node's folder the SELinux type that containers may write. To relabel files of the host it has to be
 * privileged; a volume claim is labelled by the kubelet and needs none of this.
 */
export function selinuxLabeler(image: string): Container {
  return {
    name: 'init-seclabel',
    image,
    command: ['chcon', '-R', '-t', 'container_file_t', DATABASE_PATH],
    resources: {
      requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('16Mi') },
      limits: { cpu: Quantity.fromString('500m'), memory: Quantity.fromString('128Mi') },
    },
    securityContext: { privileged: true, runAsUser: 0, runAsGroup: 0 },
    volumeMounts: [{ name: 'database', mountPath: DATABASE_PATH }],
  };
}
