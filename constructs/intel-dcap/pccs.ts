import {
  IntOrString,
  KubeDeployment,
  KubePersistentVolumeClaim,
  KubeService,
  Quantity,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { waivers } from '../waivers.ts';
import { DCAP_NAMESPACE, PCCS_PORT, PCCS_SCC, PCCS_SERVICE, PCCS_SERVICE_ACCOUNT } from './names.ts';
import { PCCS_CERTIFICATE_SECRET, PccsCertificate } from './pccs-certificate.ts';
import { PCCS_LABELS, pccsPlacement } from './pccs-placement.ts';
import {
  BACKUP_CLAIM,
  DATABASE_PATH,
  databaseVolume,
  type PccsStorage,
  selinuxLabeler,
} from './pccs-storage.ts';
import { PCCS_SECRET, PCCS_TLS_SECRET, type PccsTls } from './secrets.ts';

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
   * Where the database is kept; without it every platform needs an SGX factory reset.
   * @default - `host-path`
   */
  readonly storage?: PccsStorage;
  /**
   * Whether {@link PccsBackup} copies the database to a claim.
   * @default false
   */
  readonly backup?: boolean;
  /**
   * Where its key and certificate come from.
   * @default - a Secret that somebody makes
   */
  readonly tls?: PccsTls;
}

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
    const tls = props.tls ?? { source: 'secret' };
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
    if (tls.source === 'cert-manager') new PccsCertificate(this, 'certificate', tls);
    new KubeDeployment(this, 'deployment', {
      metadata: {
        name: 'pccs',
        namespace: DCAP_NAMESPACE,
        labels: PCCS_LABELS,
        annotations: storage.type === 'host-path' ? ON_NODE : undefined,
      },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { app: 'pccs' } },
        template: {
          metadata: { labels: PCCS_LABELS, annotations: requiredScc(PCCS_SCC) },
          spec: {
            serviceAccountName: PCCS_SERVICE_ACCOUNT,
            automountServiceAccountToken: false,
            ...pccsPlacement(props.node),
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            initContainers: storage.type === 'host-path' ? [selinuxLabeler(props.labelImage)] : undefined,
            containers: [server(props)],
            volumes: [
              { name: 'tls', secret: tlsSecret(tls) },
              databaseVolume(storage),
              ...(props.backup === true ? [BOUND_EARLY] : []),
            ],
          },
        },
      },
    });
  }
}

/**
 * No container mounts it, so that the kubelet leaves it alone; but the scheduler binds the claim. Many storage classes
 * bind one only when a pod takes it, and Argo CD takes one that is not bound for not yet healthy (gitops-engine,
 * pkg/health/health_pvc.go): a sync would wait for the first backup, up to a day.
 */
const BOUND_EARLY = { name: 'backup', persistentVolumeClaim: { claimName: BACKUP_CLAIM } };

/** PCCS looks for two names of files (service/pccs_server.js); cert-manager has names of its own. */
function tlsSecret({ source }: PccsTls) {
  if (source === 'secret') return { secretName: PCCS_TLS_SECRET.name };
  const [key = '', certificate = ''] = PCCS_TLS_SECRET.keys;
  return {
    secretName: PCCS_CERTIFICATE_SECRET,
    items: [
      { key: 'tls.key', path: key },
      { key: 'tls.crt', path: certificate },
    ],
  };
}

const ON_NODE = waivers({
  'host-path': 'keeps its database on the node (document section 3.2)',
  'privileged-container':
    'labels that folder for SELinux; the server itself is not privileged (document section 3.2)',
});

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
      limits: { cpu: Quantity.fromString('1'), memory: Quantity.fromString('1Gi') },
    },
    securityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE', 'SETGID', 'SETUID'] },
    },
    volumeMounts: [
      { name: 'tls', mountPath: '/opt/intel/pccs/ssl_key', readOnly: true },
      { name: 'database', mountPath: DATABASE_PATH },
    ],
  };
}
