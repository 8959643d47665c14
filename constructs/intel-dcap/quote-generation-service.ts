import { type Container, KubeDaemonSet, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { waivers } from '../waivers.ts';
import { DCAP_NAMESPACE, PCCS_URL, QGS_SCC, QGS_SERVICE_ACCOUNT, TDX_LABEL } from './names.ts';
import { QGS_SECRET } from './secrets.ts';

export interface QuoteGenerationServiceProps {
  /** Image of the service and of the platform registration, by digest. */
  readonly image: string;
}

const NAME = 'tdx-qgs';
const LABELS = { app: NAME };
/** Port on the vsock of the host, where QEMU asks for quotes. */
const VSOCK_PORT = 4050;

/**
 * The TDX Quote Generation Service, one per TDX node (document section 3.2; sandboxed-containers-operator,
 * scripts/install-helpers/baremetal-coco/intel-dcap/qgs.yaml).
 *
 * The node's limits `sgx.intel.com/epc` come from the NodeFeatureRule, `enclave` and `provision` from the SGX device
 * plugin: without either the pods stay Pending. Beyond the document: only the registration gets a secret, and of it
 * the user token alone.
 */
export class QuoteGenerationService extends Construct {
  constructor(scope: Construct, id: string, props: QuoteGenerationServiceProps) {
    super(scope, id);
    new KubeDaemonSet(this, 'daemon-set', {
      metadata: { name: NAME, namespace: DCAP_NAMESPACE, labels: LABELS, annotations: WAIVERS },
      spec: {
        selector: { matchLabels: LABELS },
        template: {
          metadata: {
            labels: LABELS,
            annotations: {
              ...requiredScc(QGS_SCC),
              'sgx.intel.com/quote-provider': NAME,
              'qcnl-conf': JSON.stringify({
                pccs_url: `${PCCS_URL}/sgx/certification/v4/`,
                // PCCS serves a certificate that nothing on the node trusts; the collateral is signed by Intel.
                use_secure_cert: false,
                pck_cache_expire_hours: 168,
              }),
            },
          },
          spec: {
            serviceAccountName: QGS_SERVICE_ACCOUNT,
            automountServiceAccountToken: false,
            nodeSelector: { [TDX_LABEL]: 'true' },
            hostNetwork: true,
            dnsPolicy: 'ClusterFirstWithHostNet',
            initContainers: [registration(props.image)],
            containers: [service(props.image)],
            volumes: [
              { name: 'cache', emptyDir: { sizeLimit: Quantity.fromString('50Mi') } },
              {
                name: 'qcnl-conf',
                downwardApi: {
                  items: [
                    { path: 'qcnl_conf', fieldRef: { fieldPath: "metadata.annotations['qcnl-conf']" } },
                  ],
                },
              },
              { name: 'efivars', hostPath: { path: '/sys/firmware/efi/efivars', type: 'Directory' } },
            ],
          },
        },
      },
    });
  }
}

const WAIVERS = waivers({
  'host-namespaces': 'answers on the vsock of its node, where VMs ask for quotes (document section 3.2)',
  'host-path': 'registers the platform through UEFI variables of the node (document section 3.2)',
  'privileged-container': 'writes UEFI variables of the node (document section 3.2)',
});

/** A sidecar (an init container that keeps running): it registers the platform through UEFI variables of the node. */
function registration(image: string): Container {
  return {
    name: 'platform-registration',
    image,
    restartPolicy: 'Always',
    command: ['/usr/bin/dcap-registration-flow'],
    env: [
      { name: 'PCCS_URL', value: PCCS_URL },
      { name: 'SECURE_CERT', value: 'false' },
      ...QGS_SECRET.keys.map((key) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: QGS_SECRET.name, key } },
      })),
    ],
    resources: { requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('32Mi') } },
    securityContext: {
      privileged: true,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['LINUX_IMMUTABLE'] },
    },
    volumeMounts: [{ name: 'efivars', mountPath: '/sys/firmware/efi/efivars' }],
  };
}

function service(image: string): Container {
  const one = Quantity.fromNumber(1);
  return {
    name: NAME,
    image,
    args: [`-p=${VSOCK_PORT}`, '-n=4'],
    env: [
      { name: 'QCNL_CONF_PATH', value: '/run/dcap/qcnl_conf' },
      { name: 'XDG_CACHE_HOME', value: '/run/dcap/cache' },
    ],
    resources: {
      requests: { cpu: Quantity.fromString('50m'), memory: Quantity.fromString('64Mi') },
      limits: {
        'sgx.intel.com/enclave': one,
        'sgx.intel.com/epc': Quantity.fromString('512Ki'),
        'sgx.intel.com/provision': one,
      },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'qcnl-conf', mountPath: '/run/dcap', readOnly: true },
      { name: 'cache', mountPath: '/run/dcap/cache' },
    ],
  };
}
