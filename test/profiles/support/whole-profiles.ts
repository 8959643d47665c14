import { NEEDED_BY_PODS } from '../../support/agent-policy.ts';
import { SEALED_WITH_TLS } from '../../support/sealed.ts';
import { CERTIFICATE } from '../profile-text.ts';

const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
const RESOURCE = 'kbs:///default/app/key';

const OPERATOR = {
  installed: false,
  channel: 'stable',
  source: 'redhat-operators',
  sourceNamespace: 'openshift-marketplace',
  approval: 'Manual',
};

const WORKLOAD = {
  name: 'app',
  namespace: 'apps',
  image: IMAGE,
  command: ['sleep'],
  args: ['1'],
  env: { MODE: 'fast' },
  ports: [8080],
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } },
  gpus: 1,
  memoryMiB: 4096,
};

const COMMON = {
  name: 'cluster-a',
  tee: 'tdx',
  gpu: 'nvidia',
  topology: 'multi-node',
  openshift: '4.21.9',
  nodes: { expected: 3, selector: { pool: 'kata' }, iommuKernelArguments: true },
  operators: {
    nodeFeatureDiscovery: { ...OPERATOR, startingCSV: 'nfd.4.21.0' },
    sandboxedContainers: { ...OPERATOR, startingCSV: 'sandboxed-containers-operator.v1.12.0' },
    intelDevicePlugins: { ...OPERATOR, startingCSV: 'intel-device-plugins-operator.v0.35.0' },
    gpu: { ...OPERATOR, channel: 'v26.3', startingCSV: 'gpu-operator-certified.v26.3.0' },
  },
  sandboxedContainers: {
    deploymentMode: 'MachineConfig',
    kataConfig: { name: 'kata', checkNodeEligibility: true, logLevel: 'info' },
  },
  trustee: { url: 'https://kbs.corp.example', certificate: CERTIFICATE.join('\n') },
  initdata: {
    algorithm: 'sha384',
    agentPolicy: [
      'package agent_policy',
      ...NEEDED_BY_PODS,
      ...['ExecProcessRequest', 'ReadStreamRequest', 'SetPolicyRequest', 'WriteStreamRequest'].map(
        (name) => `default ${name} := false`,
      ),
    ].join('\n'),
    imageSecurityPolicy: RESOURCE,
    registryCredentials: RESOURCE,
    registryCertificates: CERTIFICATE.join('\n'),
  },
  images: Object.fromEntries(
    ['pccs', 'quoteGenerationService', 'sgxDevicePlugin', 'openshiftCli', 'ubi', 'gpuVerifier'].map(
      (name) => [name, IMAGE],
    ),
  ),
  verification: {
    attestation: { resource: 'default/status/status', expect: 'success' },
    refusal: true,
    gpu: true,
  },
  workloads: [
    {
      ...WORKLOAD,
      kind: 'StatefulSet',
      replicas: 2,
      encryptedVolume: {
        size: '10Gi',
        storageClass: 'lvms',
        mountPath: '/data',
        passphrase: RESOURCE,
        image: IMAGE,
      },
    },
    { ...WORKLOAD, name: 'job', kind: 'CronJob', schedule: '0 3 * * *' },
  ],
  gitops: {
    repository: 'https://git.corp.example/a.git',
    revision: 'main',
    path: 'dist/cluster-a',
    engines: ['argocd', 'flux'],
    argocd: {
      version: '3.3',
      namespace: 'openshift-gitops',
      controllerServiceAccount: 'argo',
      signatureKeys: ['4AEE18F83AFDEB23'],
    },
    flux: {
      namespace: 'flux-system',
      secret: 'repository',
      verify: { secret: 'signers', mode: 'HEAD' },
      serviceAccountName: 'applier',
    },
  },
};

const PCCS = {
  node: 'control-plane-0',
  proxy: 'http://proxy.corp.example:3128',
  backup: { schedule: '0 3 * * *', keep: 7, size: '1Gi', storageClass: 'ceph' },
};

/** Right profiles that together have every key that there is. */
export const WHOLE_PROFILES: readonly object[] = [
  {
    ...COMMON,
    pccs: {
      ...PCCS,
      secrets: {
        source: 'external-secrets',
        store: { kind: 'ClusterSecretStore', name: 'vault' },
        path: 'intel',
      },
      tls: {
        source: 'cert-manager',
        issuer: { kind: 'ClusterIssuer', name: 'ca' },
        certificateAuthority: CERTIFICATE.join('\n'),
      },
      storage: { type: 'persistent-volume-claim', size: '1Gi', storageClass: 'lvms' },
    },
  },
  {
    ...COMMON,
    operators: {
      nodeFeatureDiscovery: { installed: true, namespace: 'nfd' },
      sandboxedContainers: { installed: true, namespace: 'openshift-sandboxed-containers-operator' },
      intelDevicePlugins: { installed: true, namespace: 'openshift-operators' },
      gpu: { installed: true, namespace: 'gpu-operator', startingCSV: 'gpu-operator-certified.v26.3.0' },
    },
    pccs: {
      ...PCCS,
      secrets: { source: 'sealed-secrets', scope: 'strict', encrypted: SEALED_WITH_TLS },
      tls: { source: 'secret' },
      storage: { type: 'host-path' },
    },
  },
];
