import { describe, expect, it } from 'vitest';
import { Pccs, type PccsProps } from '../../../constructs/intel-dcap/pccs.ts';
import { render } from '../support/render.ts';

const IMAGE =
  'registry.redhat.io/openshift-sandboxed-containers/osc-pccs@sha256:edf57087220516115512dc6687b96045cbc69472a3d6d381619f66beae032ad6';
const LABEL_IMAGE =
  'registry.access.redhat.com/ubi9/ubi@sha256:2c9bb68a869abf7d7417f6639509ab5eb8500d8429ea11ab59e677be5545162b';

const LABELS = { app: 'pccs', 'trustedservices.intel.com/cache': 'pccs' };

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'pccs-service', namespace: 'intel-dcap' },
  spec: {
    selector: { 'trustedservices.intel.com/cache': 'pccs' },
    ports: [{ name: 'pccs', protocol: 'TCP', port: 8042, targetPort: 'pccs-port' }],
  },
};

/** The folder of the node, and the container that makes it writable for PCCS. */
const ON_NODE = {
  database: { name: 'database', hostPath: { path: '/var/cache/pccs', type: 'DirectoryOrCreate' } },
  initContainers: {
    initContainers: [
      {
        name: 'init-seclabel',
        image: LABEL_IMAGE,
        command: ['chcon', '-R', '-t', 'container_file_t', '/var/cache/pccs'],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
        securityContext: { privileged: true, runAsUser: 0, runAsGroup: 0 },
        volumeMounts: [{ name: 'database', mountPath: '/var/cache/pccs' }],
      },
    ],
  },
};

/** A volume claim, which needs no container to label it. */
const ON_CLAIM = {
  database: { name: 'database', persistentVolumeClaim: { claimName: 'pccs-database' } },
  initContainers: {},
};

interface Variable {
  readonly nodeSelector: object;
  readonly proxy: string;
  readonly storage: typeof ON_NODE | typeof ON_CLAIM;
  /** @default - the Secret that somebody makes */
  readonly tls?: object;
  readonly further?: readonly object[];
}

function fromSecret(key: string) {
  return { name: key, valueFrom: { secretKeyRef: { name: 'pccs-secrets', key } } };
}

function server(proxy: string) {
  const listening = { tcpSocket: { port: 'pccs-port' } };
  return {
    name: 'pccs',
    image: IMAGE,
    env: [
      { name: 'PCCS_LOG_LEVEL', value: 'info' },
      { name: 'CLUSTER_HTTPS_PROXY', value: proxy },
      { name: 'PCCS_FILL_MODE', value: 'LAZY' },
      // Neither the user token nor anything else of the quote generation service.
      fromSecret('PCCS_API_KEY'),
      fromSecret('PCCS_USER_TOKEN_HASH'),
      fromSecret('PCCS_ADMIN_TOKEN_HASH'),
    ],
    ports: [{ name: 'pccs-port', containerPort: 8042 }],
    startupProbe: { ...listening, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...listening, periodSeconds: 10 },
    livenessProbe: { ...listening, periodSeconds: 30, failureThreshold: 5 },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    securityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE', 'SETGID', 'SETUID'] },
    },
    volumeMounts: [
      { name: 'tls', mountPath: '/opt/intel/pccs/ssl_key', readOnly: true },
      { name: 'database', mountPath: '/var/cache/pccs' },
    ],
  };
}

const TLS = { secretName: 'pccs-tls' };

const ON_NODE_WAIVERS = {
  'policy.coco-gitops/host-path': 'keeps its database on the node (document section 3.2)',
  'policy.coco-gitops/privileged-container':
    'labels that folder for SELinux; the server itself is not privileged (document section 3.2)',
};

function deployment({ nodeSelector, proxy, storage, tls = TLS, further = [] }: Variable) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'pccs',
      namespace: 'intel-dcap',
      labels: LABELS,
      ...(storage === ON_NODE && { annotations: ON_NODE_WAIVERS }),
    },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { app: 'pccs' } },
      template: {
        metadata: { labels: LABELS, annotations: { 'openshift.io/required-scc': 'intel-dcap-pccs' } },
        spec: {
          serviceAccountName: 'pccs-sa',
          automountServiceAccountToken: false,
          nodeSelector,
          tolerations: [
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
          ],
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          ...storage.initContainers,
          containers: [server(proxy)],
          volumes: [{ name: 'tls', secret: tls }, storage.database, ...further],
        },
      },
    },
  };
}

function claim(spec: object) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'pccs-database', namespace: 'intel-dcap' },
    spec: { accessModes: ['ReadWriteOnce'], ...spec },
  };
}

const CERTIFICATE = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'pccs-certificate', namespace: 'intel-dcap' },
  spec: {
    secretName: 'pccs-certificate',
    dnsNames: [
      'pccs-service',
      'pccs-service.intel-dcap',
      'pccs-service.intel-dcap.svc',
      'pccs-service.intel-dcap.svc.cluster.local',
    ],
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'platform-ca' },
    privateKey: { algorithm: 'RSA', size: 2048, rotationPolicy: 'Always' },
    usages: ['digital signature', 'key encipherment', 'server auth'],
  },
};

function pccs(props: PccsProps) {
  return render((chart) => new Pccs(chart, 'pccs', props));
}

const ANY_CONTROL_PLANE = { 'node-role.kubernetes.io/control-plane': '' };

describe('PCCS', () => {
  it('with the least props runs on a control plane node and keeps its database there', () => {
    expect(pccs({ image: IMAGE, labelImage: LABEL_IMAGE })).toEqual([
      SERVICE,
      deployment({ nodeSelector: ANY_CONTROL_PLANE, proxy: '', storage: ON_NODE }),
    ]);
  });

  it('with all props runs on one node, behind a proxy, with its database on a volume claim', () => {
    const props: Required<PccsProps> = {
      image: IMAGE,
      labelImage: LABEL_IMAGE,
      node: 'control-plane-0.example.com',
      proxy: 'http://proxy.example.com:3128',
      storage: { type: 'persistent-volume-claim', size: '5Gi', storageClass: 'lvms-vg1' },
      backup: true,
      tls: { source: 'cert-manager', issuer: { kind: 'Issuer', name: 'platform-ca' } },
    };
    const size = { resources: { requests: { storage: '5Gi' } }, storageClassName: 'lvms-vg1' };
    expect(pccs(props)).toEqual([
      SERVICE,
      claim(size),
      CERTIFICATE,
      deployment({
        nodeSelector: { 'kubernetes.io/hostname': 'control-plane-0.example.com' },
        proxy: 'http://proxy.example.com:3128',
        storage: ON_CLAIM,
        tls: {
          secretName: 'pccs-certificate',
          items: [
            { key: 'tls.key', path: 'private.pem' },
            { key: 'tls.crt', path: 'file.crt' },
          ],
        },
        // Bound early, mounted by nothing.
        further: [{ name: 'backup', persistentVolumeClaim: { claimName: 'pccs-backup' } }],
      }),
    ]);
  });

  it('has a small claim of the default class unless told otherwise', () => {
    const props: PccsProps = {
      image: IMAGE,
      labelImage: LABEL_IMAGE,
      storage: { type: 'persistent-volume-claim' },
    };
    expect(pccs(props)).toEqual([
      SERVICE,
      claim({ resources: { requests: { storage: '1Gi' } } }),
      deployment({ nodeSelector: ANY_CONTROL_PLANE, proxy: '', storage: ON_CLAIM }),
    ]);
  });
});
