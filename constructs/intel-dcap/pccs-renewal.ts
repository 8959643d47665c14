import {
  KubeCronJob,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  Quantity,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { DCAP_NAMESPACE } from './names.ts';
import { PCCS_CERTIFICATE_SECRET } from './pccs-certificate.ts';
import { PCCS_LABELS } from './pccs-placement.ts';

export interface PccsRenewalProps {
  /** Image with `oc`, bash and date, by digest. */
  readonly image: string;
}

/** Its account, its rights and its CronJob. */
const NAME = 'pccs-renewal';
export const RENEWAL_LABELS = { app: NAME } as const;

/**
 * Deletes the pod of PCCS when its certificate was issued after it had started; its Deployment makes another at once.
 * A certificate counts as issued an hour later than it says: some issuers date theirs back, and the kubelet takes its
 * time to bring it. At worst a pod is replaced a second time, a day later.
 */
const SCRIPT = `set -eu
issued=$(oc get certificates.cert-manager.io ${PCCS_CERTIFICATE_SECRET} -n ${DCAP_NAMESPACE} -o 'jsonpath={.status.notBefore}')
started=$(oc get pods -n ${DCAP_NAMESPACE} -l app=${PCCS_LABELS.app} -o 'jsonpath={.items[*].status.startTime}')
echo "certificate: \${issued:-none}, pod: \${started:-none}"
[ -n "$issued" ] && [ -n "$started" ] || exit 0
since=$(date -d "$issued" +%s)
oldest=$(date -d "\${started%% *}" +%s)
[ $((since + 3600)) -gt "$oldest" ] || exit 0
oc delete pods -n ${DCAP_NAMESPACE} -l app=${PCCS_LABELS.app}
`;

/**
 * PCCS reads its certificate when it starts and never again (intel/confidential-computing.tee.dcap.pccs,
 * service/pccs_server.js), and the quote generation service verifies it: one that cert-manager has renewed has to be
 * served before the old one ends, or no platform gets what its quotes need.
 *
 * The account may list and delete pods of this namespace and read one Certificate; RBAC cannot name the pods of a
 * Deployment.
 */
export class PccsRenewal extends Construct {
  constructor(scope: Construct, id: string, props: PccsRenewalProps) {
    super(scope, id);
    const metadata = { name: NAME, namespace: DCAP_NAMESPACE };
    new KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false });
    new KubeRole(this, 'role', {
      metadata,
      rules: [
        { apiGroups: [''], resources: ['pods'], verbs: ['list', 'delete'] },
        {
          apiGroups: ['cert-manager.io'],
          resources: ['certificates'],
          resourceNames: [PCCS_CERTIFICATE_SECRET],
          verbs: ['get'],
        },
      ],
    });
    new KubeRoleBinding(this, 'role-binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: DCAP_NAMESPACE }],
    });
    new KubeCronJob(this, 'cron-job', {
      metadata,
      spec: {
        // After PCCS has refreshed its data, which it does at 01:00, and before a backup.
        schedule: '0 2 * * *',
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 600,
            template: {
              metadata: { labels: RENEWAL_LABELS, annotations: requiredScc('restricted-v2') },
              spec: {
                restartPolicy: 'Never',
                serviceAccountName: NAME,
                automountServiceAccountToken: true,
                securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
                containers: [renewal(props.image)],
                volumes: [{ name: 'home', emptyDir: { sizeLimit: Quantity.fromString('16Mi') } }],
              },
            },
          },
        },
      },
    });
  }
}

function renewal(image: string) {
  return {
    name: 'renewal',
    image,
    command: ['/bin/bash', '-c', SCRIPT],
    env: [{ name: 'HOME', value: '/home/renewal' }],
    resources: {
      requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('64Mi') },
      limits: { cpu: Quantity.fromString('500m'), memory: Quantity.fromString('256Mi') },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: 'home', mountPath: '/home/renewal' }],
  };
}
