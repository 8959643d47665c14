import { describe, expect, it } from 'vitest';
import {
  QuoteGenerationService,
  type QuoteGenerationServiceProps,
} from '../../../constructs/intel-dcap/quote-generation-service.ts';
import { render } from '../support/render.ts';

const IMAGE =
  'registry.redhat.io/openshift-sandboxed-containers/osc-tdx-qgs@sha256:308d66da94d3116cc16530a4a2cd60a995458f331e1cb3487c6ea3fdae60545b';

const REGISTRATION = {
  name: 'platform-registration',
  image: IMAGE,
  restartPolicy: 'Always',
  command: ['/usr/bin/dcap-registration-flow'],
  env: [
    { name: 'PCCS_URL', value: 'https://pccs-service:8042' },
    { name: 'SECURE_CERT', value: 'false' },
    // Of all secrets, the user token alone.
    { name: 'USER_TOKEN', valueFrom: { secretKeyRef: { name: 'qgs-secrets', key: 'USER_TOKEN' } } },
  ],
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  securityContext: {
    privileged: true,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'], add: ['LINUX_IMMUTABLE'] },
  },
  volumeMounts: [{ name: 'efivars', mountPath: '/sys/firmware/efi/efivars' }],
};

const SERVICE = {
  name: 'tdx-qgs',
  image: IMAGE,
  args: ['-p=4050', '-n=4'],
  env: [
    { name: 'QCNL_CONF_PATH', value: '/run/dcap/qcnl_conf' },
    { name: 'XDG_CACHE_HOME', value: '/run/dcap/cache' },
  ],
  resources: {
    requests: { cpu: '50m', memory: '64Mi' },
    limits: {
      cpu: '1',
      memory: '512Mi',
      'sgx.intel.com/enclave': 1,
      'sgx.intel.com/epc': '512Ki',
      'sgx.intel.com/provision': 1,
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

const DAEMON_SET = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {
    name: 'tdx-qgs',
    namespace: 'intel-dcap',
    labels: { app: 'tdx-qgs' },
    annotations: {
      'policy.coco-gitops/host-namespaces':
        'answers on the vsock of its node, where VMs ask for quotes (document section 3.2)',
      'policy.coco-gitops/host-path':
        'registers the platform through UEFI variables of the node (document section 3.2)',
      'policy.coco-gitops/privileged-container': 'writes UEFI variables of the node (document section 3.2)',
    },
  },
  spec: {
    selector: { matchLabels: { app: 'tdx-qgs' } },
    template: {
      metadata: {
        labels: { app: 'tdx-qgs' },
        annotations: {
          'openshift.io/required-scc': 'intel-dcap-qgs',
          'sgx.intel.com/quote-provider': 'tdx-qgs',
          'qcnl-conf':
            '{"pccs_url":"https://pccs-service:8042/sgx/certification/v4/","use_secure_cert":false,"pck_cache_expire_hours":168}',
        },
      },
      spec: {
        serviceAccountName: 'qgs-sa',
        automountServiceAccountToken: false,
        nodeSelector: { 'intel.feature.node.kubernetes.io/tdx': 'true' },
        hostNetwork: true,
        dnsPolicy: 'ClusterFirstWithHostNet',
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        initContainers: [REGISTRATION],
        containers: [SERVICE],
        volumes: [
          { name: 'cache', emptyDir: { sizeLimit: '50Mi' } },
          {
            name: 'qcnl-conf',
            downwardAPI: {
              items: [{ path: 'qcnl_conf', fieldRef: { fieldPath: "metadata.annotations['qcnl-conf']" } }],
            },
          },
          { name: 'efivars', hostPath: { path: '/sys/firmware/efi/efivars', type: 'Directory' } },
        ],
      },
    },
  },
};

const CA = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const ISSUER = { source: 'cert-manager', issuer: { kind: 'Issuer', name: 'own' } } as const;

/** What is rendered with some way to the certificate of PCCS. */
function rendered(tls: QuoteGenerationServiceProps['tls']) {
  const props = { image: IMAGE, ...(tls !== undefined && { tls }) };
  const objects = render((chart) => new QuoteGenerationService(chart, 'qgs', props));
  const daemonSet = objects.find(({ kind }) => kind === 'DaemonSet') as unknown as typeof DAEMON_SET;
  return { objects, template: daemonSet.spec.template };
}

/** How each of the two that ask PCCS is told to look at its certificate, and what it trusts. */
function verification({ metadata, spec }: typeof DAEMON_SET.spec.template) {
  const asked = [...spec.initContainers, ...spec.containers];
  const trusted = spec.volumes.filter(({ name }) => name === 'authority');
  return {
    library: JSON.parse(metadata.annotations['qcnl-conf']).use_secure_cert,
    registration: spec.initContainers[0]?.env.find(({ name }) => name === 'SECURE_CERT')?.value,
    mounts: asked.map(({ volumeMounts }) => volumeMounts.find(({ name }) => name === 'authority')),
    trusted,
  };
}

describe('the quote generation service', () => {
  it('with the least props runs on every TDX node, with the registration beside it, and verifies nothing', () => {
    expect(rendered(undefined).objects).toEqual([DAEMON_SET]);
    expect(rendered({ source: 'secret' }).objects).toEqual([DAEMON_SET]);
  });

  const mount = { name: 'authority', mountPath: '/etc/pki/ca-trust/extracted/pem', readOnly: true };

  it.each([
    ['a Secret that somebody makes', { source: 'secret', certificateAuthority: CA }],
    ['cert-manager', { ...ISSUER, certificateAuthority: CA }],
  ] as const)('verifies the certificate of PCCS by what the profile gives, with %s', (_, tls) => {
    const { objects, template } = rendered(tls);
    expect(verification(template)).toEqual({
      library: true,
      registration: 'true',
      mounts: [mount, mount],
      trusted: [{ name: 'authority', configMap: { name: 'pccs-authority' } }],
    });
    expect(objects).toContainEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'pccs-authority', namespace: 'intel-dcap' },
      data: { 'tls-ca-bundle.pem': CA },
    });
  });

  it('with all props verifies it by what cert-manager gives, and does not get the key', () => {
    const props: Required<QuoteGenerationServiceProps> = { image: IMAGE, tls: ISSUER };
    const { objects, template } = rendered(props.tls);
    const items = [{ key: 'ca.crt', path: 'tls-ca-bundle.pem' }];
    expect(verification(template)).toEqual({
      library: true,
      registration: 'true',
      mounts: [mount, mount],
      trusted: [{ name: 'authority', secret: { secretName: 'pccs-certificate', items } }],
    });
    expect(objects).toHaveLength(1);
  });
});
