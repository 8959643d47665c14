import {
  type Container,
  KubeConfigMap,
  KubeCronJob,
  KubePersistentVolumeClaim,
  type PodSpec,
  Quantity,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { waivers } from '../waivers.ts';
import { BACKUP_SCC, BACKUP_SERVICE_ACCOUNT, DCAP_NAMESPACE } from './names.ts';
import { PCCS_LABELS, pccsPlacement } from './pccs-placement.ts';
import {
  BACKUP_CLAIM,
  DATABASE_FILE,
  DATABASE_PATH,
  databaseVolume,
  type PccsStorage,
} from './pccs-storage.ts';

export interface PccsBackupProps {
  /** Image with Python 3, by digest. */
  readonly image: string;
  /** Text of `backup.py`. */
  readonly program: string;
  /** Cron schedule, in UTC. */
  readonly schedule: string;
  /** How many copies are kept. */
  readonly keep: number;
  /** Size of the claim that holds them. */
  readonly size: string;
  /**
   * Storage class of that claim.
   * @default - the default class of the cluster
   */
  readonly storageClass?: string;
  /** Where the database is. */
  readonly storage: PccsStorage;
  /**
   * `kubernetes.io/hostname` of the node that PCCS runs on.
   * @default - any control plane node
   */
  readonly node?: string;
}

const NAME = 'pccs-backup';
const PROGRAM_PATH = '/opt/coco-gitops';
const COPIES_PATH = '/backup';

const READS_NODE = {
  'host-path': 'reads the database of PCCS, which is on the node (document section 3.2, note)',
};

/**
 * Copies the database of PCCS at times, which nothing else does (document section 3.2, note), to a claim of its own.
 *
 * A pod runs where the database is. It has it read-only, and no rights beyond those of any pod but for one: with the
 * database on the node, to mount that folder, and to be the user that owns the file, without any capability.
 */
export class PccsBackup extends Construct {
  constructor(scope: Construct, id: string, props: PccsBackupProps) {
    super(scope, id);
    const metadata = { name: NAME, namespace: DCAP_NAMESPACE };
    new KubePersistentVolumeClaim(this, 'copies', {
      metadata: { ...metadata, name: BACKUP_CLAIM },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: Quantity.fromString(props.size) } },
        storageClassName: props.storageClass,
      },
    });
    new KubeConfigMap(this, 'program', { metadata, data: { 'backup.py': props.program } });
    new KubeCronJob(this, 'cron-job', {
      metadata:
        props.storage.type === 'host-path' ? { ...metadata, annotations: waivers(READS_NODE) } : metadata,
      spec: {
        schedule: props.schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 1800,
            template: {
              metadata: { labels: { app: NAME }, annotations: requiredScc(sccOf(props.storage)) },
              spec: podSpec(props),
            },
          },
        },
      },
    });
  }
}

function sccOf({ type }: PccsStorage): string {
  return type === 'host-path' ? BACKUP_SCC : 'restricted-v2';
}

function podSpec(props: PccsBackupProps): PodSpec {
  const onNode = props.storage.type === 'host-path';
  const { nodeSelector, tolerations } = pccsPlacement(props.node);
  return {
    restartPolicy: 'Never',
    serviceAccountName: BACKUP_SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    nodeSelector,
    tolerations,
    // A claim can be mounted on one node at a time, where PCCS is.
    affinity: onNode
      ? undefined
      : {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                labelSelector: { matchLabels: { app: PCCS_LABELS.app } },
                topologyKey: 'kubernetes.io/hostname',
              },
            ],
          },
        },
    securityContext: {
      // On the node the file is root's alone (mode 0640); on a claim it is of the group that pods of the namespace have.
      ...(onNode ? { runAsUser: 0 } : { runAsNonRoot: true }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(props)],
    volumes: [
      { name: 'program', configMap: { name: NAME } },
      databaseVolume(props.storage),
      { name: 'copies', persistentVolumeClaim: { claimName: BACKUP_CLAIM } },
    ],
  };
}

function container({ image, keep }: PccsBackupProps): Container {
  return {
    name: 'backup',
    image,
    command: [
      'python3',
      '-B',
      `${PROGRAM_PATH}/backup.py`,
      `${DATABASE_PATH}/${DATABASE_FILE}`,
      COPIES_PATH,
      String(keep),
    ],
    resources: {
      requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('64Mi') },
      limits: { cpu: Quantity.fromString('500m'), memory: Quantity.fromString('512Mi') },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'program', mountPath: PROGRAM_PATH, readOnly: true },
      { name: 'database', mountPath: DATABASE_PATH, readOnly: true },
      { name: 'copies', mountPath: COPIES_PATH },
    ],
  };
}
