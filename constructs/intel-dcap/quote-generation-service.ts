import { type Container, KubeDaemonSet, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { waivers } from '../waivers.ts';
import { DCAP_NAMESPACE, PCCS_URL, QGS_SCC, QGS_SERVICE_ACCOUNT, TDX_LABEL } from './names.ts';
import { authorityMounts, authorityOf, authorityVolumes, PccsAuthority } from './pccs-authority.ts';
import { type PccsTls, QGS_SECRET } from './secrets.ts';

export interface QuoteGenerationServiceProps {
  /** Image of the service and of the platform registration, by digest. */
  readonly image: string;
  /**
   * Where the certificate of PCCS comes from, which says whether it can be verified.
   * @default - a Secret that somebody makes, and nothing is verified
   */
  readonly tls?: PccsTls;
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
    const tls = props.tls ?? { source: 'secret' };
    const verified = authorityOf(tls) !== undefined;
    new PccsAuthority(this, 'pccs-authority', tls);
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
                // Without an authority nothing here trusts the certificate of PCCS. What Intel has signed is verified in
                // each case; the user token, and which platforms there are, are not kept from who answers in its place.
                use_secure_cert: verified,
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
            // Also of the service, which listens on a vsock: CRI-O's profile, that of containers/common, lets it.
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            initContainers: [registration(props.image, tls)],
            containers: [service(props.image, tls)],
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
              ...authorityVolumes(tls),
              { name: 'efivars', hostPath: { path: '/sys/firmware/efi/efivars', type: 'Directory' } },
            ],
          },
        },
      },
    });
  }
}

/** Ample for what they do; so that a fault in one of them, or a flood of requests, takes nothing from the node. */
const LIMITS = { cpu: Quantity.fromString('1'), memory: Quantity.fromString('512Mi') };

const WAIVERS = waivers({
  'host-namespaces': 'answers on the vsock of its node, where VMs ask for quotes (document section 3.2)',
  'host-path': 'registers the platform through UEFI variables of the node (document section 3.2)',
  'privileged-container': 'writes UEFI variables of the node (document section 3.2)',
});

/** A sidecar (an init container that keeps running): it registers the platform through UEFI variables of the node. */
function registration(image: string, tls: PccsTls): Container {
  return {
    name: 'platform-registration',
    image,
    restartPolicy: 'Always',
    command: ['/usr/bin/dcap-registration-flow'],
    env: [
      { name: 'PCCS_URL', value: PCCS_URL },
      { name: 'SECURE_CERT', value: String(authorityOf(tls) !== undefined) },
      ...QGS_SECRET.keys.map((key) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: QGS_SECRET.name, key } },
      })),
    ],
    resources: {
      requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('32Mi') },
      limits: LIMITS,
    },
    securityContext: {
      privileged: true,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['LINUX_IMMUTABLE'] },
    },
    volumeMounts: [{ name: 'efivars', mountPath: '/sys/firmware/efi/efivars' }, ...authorityMounts(tls)],
  };
}

function service(image: string, tls: PccsTls): Container {
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
        ...LIMITS,
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
      ...authorityMounts(tls),
    ],
  };
}
