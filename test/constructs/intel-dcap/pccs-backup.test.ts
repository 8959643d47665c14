import { describe, expect, it } from 'vitest';
import { PccsBackup, type PccsBackupProps } from '../../../constructs/intel-dcap/pccs-backup.ts';
import { render } from '../support/render.ts';

const IMAGE = `registry.example.com/cli@sha256:${'a'.repeat(64)}`;

const LEAST: PccsBackupProps = {
  image: IMAGE,
  program: 'print()\n',
  schedule: '0 3 * * *',
  keep: 14,
  size: '1Gi',
  storage: { type: 'host-path' },
};

const METADATA = { name: 'pccs-backup', namespace: 'intel-dcap' };

function claim(spec: object) {
  const metadata = METADATA;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { accessModes: ['ReadWriteOnce'], ...spec },
  };
}

const PROGRAM = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: METADATA,
  data: { 'backup.py': 'print()\n' },
};

interface Variable {
  readonly schedule: string;
  readonly keep: string;
  readonly scc: string;
  readonly placement: object;
  readonly user: object;
  readonly database: object;
}

const READS_NODE = {
  'policy.coco-gitops/host-path':
    'reads the database of PCCS, which is on the node (document section 3.2, note)',
};

function cronJob({ schedule, keep, scc, placement, user, database }: Variable) {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: scc === 'restricted-v2' ? METADATA : { ...METADATA, annotations: READS_NODE },
    spec: {
      schedule,
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
            metadata: { labels: { app: 'pccs-backup' }, annotations: { 'openshift.io/required-scc': scc } },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: 'pccs-backup',
              automountServiceAccountToken: false,
              ...placement,
              tolerations: [
                { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
                { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
              ],
              securityContext: { ...user, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'backup',
                  image: IMAGE,
                  command: [
                    'python3',
                    '-B',
                    '/opt/coco-gitops/backup.py',
                    '/var/cache/pccs/pckcache.db',
                    '/backup',
                    keep,
                  ],
                  resources: {
                    requests: { cpu: '10m', memory: '64Mi' },
                    limits: { cpu: '500m', memory: '512Mi' },
                  },
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ['ALL'] },
                    readOnlyRootFilesystem: true,
                  },
                  terminationMessagePolicy: 'FallbackToLogsOnError',
                  volumeMounts: [
                    { name: 'program', mountPath: '/opt/coco-gitops', readOnly: true },
                    { name: 'database', mountPath: '/var/cache/pccs', readOnly: true },
                    { name: 'copies', mountPath: '/backup' },
                  ],
                },
              ],
              volumes: [
                { name: 'program', configMap: { name: 'pccs-backup' } },
                { name: 'database', ...database },
                { name: 'copies', persistentVolumeClaim: { claimName: 'pccs-backup' } },
              ],
            },
          },
        },
      },
    },
  };
}

describe('copies of the PCCS database', () => {
  it('with the least props are made on the node of the database, by its owner without capabilities', () => {
    expect(render((chart) => new PccsBackup(chart, 'backup', LEAST))).toEqual([
      claim({ resources: { requests: { storage: '1Gi' } } }),
      PROGRAM,
      cronJob({
        schedule: '0 3 * * *',
        keep: '14',
        scc: 'intel-dcap-pccs-backup',
        placement: { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } },
        user: { runAsUser: 0 },
        database: { hostPath: { path: '/var/cache/pccs', type: 'DirectoryOrCreate' } },
      }),
    ]);
  });

  it('with all props are made beside the pod that has the claim, by a user without any right', () => {
    const props: Required<PccsBackupProps> = {
      ...LEAST,
      schedule: '30 1 * * 0',
      keep: 3,
      size: '5Gi',
      storageClass: 'lvms-vg1',
      storage: { type: 'persistent-volume-claim' },
      node: 'cp-1',
    };
    const beside = { labelSelector: { matchLabels: { app: 'pccs' } }, topologyKey: 'kubernetes.io/hostname' };
    expect(render((chart) => new PccsBackup(chart, 'backup', props))).toEqual([
      claim({ resources: { requests: { storage: '5Gi' } }, storageClassName: 'lvms-vg1' }),
      PROGRAM,
      cronJob({
        schedule: '30 1 * * 0',
        keep: '3',
        scc: 'restricted-v2',
        placement: {
          nodeSelector: { 'kubernetes.io/hostname': 'cp-1' },
          affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [beside] } },
        },
        user: { runAsNonRoot: true },
        database: { persistentVolumeClaim: { claimName: 'pccs-database' } },
      }),
    ]);
  });
});
