import type { RunbookAttestation, RunbookCluster } from './runbook-props.ts';

/** Where the database of PCCS is, what its loss costs, and how it is copied and restored. */
export function pccsDatabase(cluster: RunbookCluster, attestation: RunbookAttestation | undefined): string[] {
  if (attestation === undefined) return [];
  const { namespace, database, backup } = attestation;
  const place =
    database.type === 'claim'
      ? 'in volume claim `pccs-database`'
      : `in \`/var/cache/pccs\` of ${database.node === undefined ? 'a control plane node' : `node \`${database.node}\``}, on the disk of that node alone`;
  return [
    '## PCCS database',
    '',
    `PCCS keeps what the platforms have registered in \`pckcache.db\`, ${place}. Only a platform itself can send it again, and only after an SGX factory reset in its BIOS: **without a copy, the loss of this file costs a visit to the firmware of every node with TDX** (document, 3.2). One PCCS at a time may write it: never scale the Deployment to more than one.`,
    '',
    ...(database.type === 'claim'
      ? []
      : [
          `The folder of the node costs a privileged container, which labels it: who may make pods with account \`pccs-sa\` in \`${namespace}\` owns that node. A volume claim needs none (\`pccs.storage: { type: persistent-volume-claim }\`); it begins with an empty database, so take a copy first (\`pccs.backup\`) and restore it there.`,
          '',
        ]),
    ...(backup === undefined
      ? [
          '> **Nothing copies it.** A broken disk or a reinstalled node is enough to lose it. Write `backup: {}` below `pccs:` in the profile (it needs a storage class, best one on another disk), or copy the file yourself.',
          '',
        ]
      : copies(namespace, backup)),
    ...(backup === undefined ? [] : restore(cluster, attestation)),
  ];
}

function copies(namespace: string, { schedule, keep }: NonNullable<RunbookAttestation['backup']>): string[] {
  return [
    `CronJob \`pccs-backup\` copies it to volume claim \`pccs-backup\` at \`${schedule}\` (UTC) and keeps ${keep} copies. A database that was lost and begun anew is copied too: that many runs are the time to notice. A claim on the same disk is lost with it: look where it is, and take copies elsewhere. Nothing tells you by itself when a copy fails: watch the Jobs. To copy now, and to see the copies:`,
    '',
    '```sh',
    `oc create job pccs-backup-now -n ${namespace} --from cronjob/pccs-backup`,
    `oc wait job/pccs-backup-now -n ${namespace} --for condition=complete --timeout 10m`,
    `oc logs job/pccs-backup-now -n ${namespace}`,
    `oc delete job pccs-backup-now -n ${namespace}`,
    '```',
    '',
  ];
}

function restore(cluster: RunbookCluster, { namespace, database, restorePod }: RunbookAttestation): string[] {
  const { hold, release } = engineCommands(cluster);
  const node = database.type === 'node' ? (database.node ?? 'NODE') : undefined;
  return [
    'To restore it (on another node: first change `pccs.node` in the profile, and let PCCS start there). The engine must not start PCCS meanwhile:',
    '',
    '```sh',
    ...hold,
    `oc scale deployment/pccs -n ${namespace} --replicas 0`,
    `oc wait pods -n ${namespace} -l app=pccs --for delete --timeout 5m`,
    ...(node === undefined
      ? []
      : [
          `oc debug node/${node} -- chroot /host sh -c 'mkdir -p /var/cache/pccs && chcon -Rt container_file_t /var/cache/pccs'`,
        ]),
    "oc apply -f - <<'END'",
    ...restorePod.trimEnd().split('\n'),
    'END',
    `oc wait pod/pccs-restore -n ${namespace} --for condition=Ready --timeout 5m`,
    `oc exec -n ${namespace} pccs-restore -- ls -l /backup`,
    '```',
    '',
    'With one of these names in the place of NAME:',
    '',
    '```sh',
    `oc exec -n ${namespace} pccs-restore -- sh -ec 'cd /var/cache/pccs; cp "/backup/$0" restored; chmod 640 restored; rm -f pckcache.db-*; mv restored pckcache.db' NAME`,
    `oc delete pod pccs-restore -n ${namespace}`,
    `oc scale deployment/pccs -n ${namespace} --replicas 1`,
    `oc rollout status deployment/pccs -n ${namespace}`,
    ...release,
    '```',
    '',
  ];
}

/** Both engines would scale the Deployment up again. */
function engineCommands({ name, gitops }: RunbookCluster): { hold: string[]; release: string[] } {
  const { engines, argocd, flux, path } = gitops;
  const kustomization = `coco-${name}-70-attestation -n ${flux.namespace}`;
  return {
    hold: [
      ...(engines.includes('argocd')
        ? [
            `oc patch application coco-${name} -n ${argocd.namespace} --type merge -p '{"spec":{"syncPolicy":{"automated":null}}}'`,
          ]
        : []),
      ...(engines.includes('flux') ? [`flux suspend kustomization ${kustomization}`] : []),
    ],
    release: [
      ...(engines.includes('argocd') ? [`oc apply -k ${path}/argocd`] : []),
      ...(engines.includes('flux') ? [`flux resume kustomization ${kustomization}`] : []),
    ],
  };
}
