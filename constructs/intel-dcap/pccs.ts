import {
  IntOrString,
  KubeDeployment,
  KubePersistentVolumeClaim,
  KubeService,
  Quantity,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { DCAP_NAMESPACE, PCCS_PORT, PCCS_SCC, PCCS_SERVICE, PCCS_SERVICE_ACCOUNT } from './names.ts';
import { DATABASE_PATH, databaseVolume, type PccsStorage, selinuxLabeler } from './pccs-storage.ts';
import { PCCS_SECRET, PCCS_TLS_SECRET } from './secrets.ts';

export interface PccsProps {
  /** Image of PCCS, by digest. */
  readonly image: string;
  /** Image with `chcon`, by digest; used with storage `host-path` only. */
  readonly labelImage: string;
  /**
   * `kubernetes.io/hostname` of the node to run on.
   * @default - any control plane node
   */
  readonly node?: string;
  /**
   * Proxy to reach the Intel Provisioning Certification Service.
   * @default - none
   */
  readonly proxy?: string;
  /**
   * Where the database is kept. Nobody backs it up; without it every platform needs an SGX factory reset.
   * @default - `host-path`
   */
  readonly storage?: PccsStorage;
}

const LABELS = { app: 'pccs', 'trustedservices.intel.com/cache': 'pccs' };
const PORT_NAME = 'pccs-port';

/**
 * The Provisioning Certificate Caching Service (document section 3.2; sandboxed-containers-operator,
 * scripts/install-helpers/baremetal-coco/intel-dcap/pccs.yaml.in).
 *
 * Beyond the document: strategy Recreate, since two pods on one SQLite file corrupt it; probes; resources; the control
 * plane toleration under its current name too; only the secret keys that PCCS needs.
 */
export class Pccs extends Construct {
  constructor(scope: Construct, id: string, props: PccsProps) {
    super(scope, id);
    const storage = props.storage ?? { type: 'host-path' };
    new KubeService(this, 'service', {
      metadata: { name: PCCS_SERVICE, namespace: DCAP_NAMESPACE },
      spec: {
        selector: { 'trustedservices.intel.com/cache': 'pccs' },
        ports: [
          { name: 'pccs', protocol: 'TCP', port: PCCS_PORT, targetPort: IntOrString.fromString(PORT_NAME) },
        ],
      },
    });
    if (storage.type === 'persistent-volume-claim') {
      new KubePersistentVolumeClaim(this, 'database', {
        metadata: { name: 'pccs-database', namespace: DCAP_NAMESPACE },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: Quantity.fromString(storage.size ?? '1Gi') } },
          storageClassName: storage.storageClass,
        },
      });
    }
    new KubeDeployment(this, 'deployment', {
      metadata: { name: 'pccs', namespace: DCAP_NAMESPACE, labels: LABELS },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { app: 'pccs' } },
        template: {
          metadata: { labels: LABELS, annotations: requiredScc(PCCS_SCC) },
          spec: {
            serviceAccountName: PCCS_SERVICE_ACCOUNT,
            automountServiceAccountToken: false,
            nodeSelector:
              props.node === undefined
                ? { 'node-role.kubernetes.io/control-plane': '' }
                : { 'kubernetes.io/hostname': props.node },
            tolerations: ['control-plane', 'master'].map((role) => ({
              key: `node-role.kubernetes.io/${role}`,
              operator: 'Exists',
              effect: 'NoSchedule',
            })),
            initContainers: storage.type === 'host-path' ? [selinuxLabeler(props.labelImage)] : undefined,
            containers: [server(props)],
            volumes: [{ name: 'tls', secret: { secretName: PCCS_TLS_SECRET.name } }, databaseVolume(storage)],
          },
        },
      },
    });
  }
}

function server(props: PccsProps) {
  const listening = { tcpSocket: { port: IntOrString.fromString(PORT_NAME) } };
  return {
    name: 'pccs',
    image: props.image,
    env: [
      { name: 'PCCS_LOG_LEVEL', value: 'info' },
      { name: 'CLUSTER_HTTPS_PROXY', value: props.proxy ?? '' },
      { name: 'PCCS_FILL_MODE', value: 'LAZY' },
      ...PCCS_SECRET.keys.map((key) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: PCCS_SECRET.name, key } },
      })),
    ],
    ports: [{ name: PORT_NAME, containerPort: PCCS_PORT }],
    // It listens with TLS and answers only known paths, some of which call Intel: a probe of the port disturbs nothing.
    startupProbe: { ...listening, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...listening, periodSeconds: 10 },
    livenessProbe: { ...listening, periodSeconds: 30, failureThreshold: 5 },
    resources: {
      requests: { cpu: Quantity.fromString('100m'), memory: Quantity.fromString('256Mi') },
      limits: { memory: Quantity.fromString('1Gi') },
    },
    securityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE', 'SETGID', 'SETUID'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [
      { name: 'tls', mountPath: '/opt/intel/pccs/ssl_key', readOnly: true },
      { name: 'database', mountPath: DATABASE_PATH },
    ],
  };
}
