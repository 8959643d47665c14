import { encodeInitdata } from '../../../constructs/initdata/initdata.ts';
import { fixtures, initdataToml } from './fixtures.ts';

/** Values by pointer that a remedy writes; undefined for what it removes. */
export type Remedy = Readonly<Record<string, unknown>>;

/** A remedy that is applied elsewhere than in the object, and where. */
export interface Elsewhere {
  readonly elsewhere: string;
}

const NONE = undefined;
const INITDATA = '/metadata/annotations/io.katacontainers.config.hypervisor.cc_init_data';
const initdata = (name: string): Remedy => ({ [INITDATA]: encodeInitdata(initdataToml(name)) });
const KATA = '/metadata/annotations/io.katacontainers.';
const POD_SECURITY = '/metadata/labels/pod-security.kubernetes.io~1';
const DIGEST = `@sha256:${'0'.repeat(64)}`;

/** A value that a guest can open. */
const SEALED = String(
  fixtures()
    .filter(({ rule, name }) => rule === 'sealed-secret' && name === 'good.yaml')
    .flatMap(({ objects }) => objects as readonly { readonly stringData?: Record<string, string> }[])
    .flatMap(({ stringData = {} }) => Object.values(stringData))
    .find((value) => value.startsWith('sealed.')),
);

/**
 * What each rule's remedy says, done to the first object of its `bad.yaml`; to another one where the key says so
 * (`RULE 1`).
 */
export const REMEDIES: Readonly<Record<string, Remedy | Elsewhere>> = {
  'agent-policy-faults': initdata('closed'),
  'agent-policy-open': initdata('closed'),
  'argocd-retry': { '/spec/syncPolicy/retry/limit': -1, '/spec/syncPolicy/retry/refresh': true },
  'argocd-sync-options': { '/spec/syncPolicy/syncOptions': [] },
  'attestation-check': {
    '/spec/containers/0/command': [
      'curl',
      '--fail',
      'http://127.0.0.1:8006/cdh/resource/default/attestation-status/status',
    ],
  },
  'cc-manager-namespace': {
    '/spec/ccManager/env': [{ name: 'OPERATOR_NAMESPACE', value: 'nvidia-gpu-operator' }],
  },
  'cluster-policy-mode': { '/spec/sandboxWorkloads': { enabled: true, mode: 'kata' } },
  'confidential-env': { '/spec/containers/0/env/0/value': SEALED, '/spec/containers/0/env/1/value': SEALED },
  'confidential-exec': {
    '/spec/containers/0/livenessProbe': { httpGet: { port: 80 } },
    '/spec/containers/0/readinessProbe': { tcpSocket: { port: 80 } },
    '/spec/containers/0/lifecycle': NONE,
  },
  'confidential-stdin': { '/spec/containers/0/stdin': NONE, '/spec/containers/0/tty': NONE },
  'confidential-subpath': { '/spec/containers/0/volumeMounts': [{ name: 'scratch', mountPath: '/whole' }] },
  'confidential-token': { '/spec/automountServiceAccountToken': false },
  'confidential-volume': {
    '/spec/containers/0/volumeMounts': NONE,
    '/spec/containers/0/volumeDevices': [{ name: 'data', devicePath: '/dev/data' }],
  },
  'credential-in-clear': { '/data': {} },
  'feature-gate-order 2': { '/metadata/annotations': { 'argocd.argoproj.io/sync-wave': '60' } },
  'feature-gates': { '/data': { deploymentMode: 'MachineConfig', confidential: 'true' } },
  'gpu-operator-channel': { '/spec/channel': 'v26.3' },
  'gpu-runtime-class': { '/spec/runtimeClassName': 'kata-cc-nvidia-gpu' },
  'guest-pull-secret': { '/spec/imagePullSecrets': NONE, ...initdata('pull-credentials') },
  'hook-ttl': {
    '/spec/ttlSecondsAfterFinished': NONE,
    '/metadata/annotations/argocd.argoproj.io~1hook-delete-policy': 'BeforeHookCreation',
  },
  'host-namespaces': { '/spec/hostNetwork': NONE, '/spec/hostPID': NONE, '/spec/hostIPC': NONE },
  'host-path': {
    '/spec/volumes/0/hostPath': NONE,
    '/spec/volumes/0/persistentVolumeClaim': { claimName: 'data' },
  },
  'host-visible-secret': { '/spec/containers/0/env/0': { name: 'PASS', value: SEALED } },
  'ignition-files': { '/spec/config/storage/files': [{ path: '/etc/a', contents: { source: 'data:,a' } }] },
  'ignition-mode': { '/spec/config/storage/files': [{ path: '/etc/a', mode: 420 }] },
  'ignition-sections': {
    '/spec/config/storage': NONE,
    '/spec/config/passwd': NONE,
    '/spec/config/kernelArguments': NONE,
  },
  'ignition-units': {
    '/spec/config/systemd/units': [
      { name: 'setup.service', dropins: [{ name: '10-order.conf', contents: '[Unit]' }] },
    ],
  },
  'ignition-version': { '/spec/config/ignition/version': '3.2.0' },
  'image-digest': {
    '/spec/initContainers/0/image': `registry.corp.internal:5000/app${DIGEST}`,
    '/spec/containers': [{ name: 'app', image: `registry.corp.internal/app${DIGEST}` }],
  },
  'initdata-format': initdata('closed'),
  'initdata-missing': initdata('closed'),
  'initdata-settings': initdata('closed'),
  'initdata-size': { ...initdata('closed') },
  'kata-annotations': {
    [`${KATA}config.hypervisor.machine_type`]: NONE,
    [`${KATA}config.hypervisor.default_vcpu`]: NONE,
    [`${KATA}config.hypervisor.default_vcpus`]: '2',
    [`${KATA}config.runtime.create_container_timout`]: NONE,
    [`${KATA}config.runtime.create_container_timeout`]: '600',
    [`${KATA}hypervisor.default_memory`]: NONE,
    [`${KATA}config.hypervisor.default_memory`]: '4096',
  },
  'kata-config-log-level': { '/spec/logLevel': 'info' },
  'kbs-certificate': initdata('certified'),
  'kbs-url': initdata('closed'),
  'kernel-arguments': { '/spec/kernelArguments': ['amd_iommu=on', 'intel_iommu=on', 'iommu=pt'] },
  'machine-config-extensions': { '/spec/extensions': ['sandboxed-containers', 'usbguard'] },
  'machine-config-kernel': { '/spec/kernelType': NONE },
  'machine-config-role': { '/metadata/labels': { 'machineconfiguration.openshift.io/role': 'kata-oc' } },
  'namespace-labels': {
    [`${POD_SECURITY}audit`]: 'privileged',
    [`${POD_SECURITY}enforce`]: 'privileged',
    [`${POD_SECURITY}warn`]: 'privileged',
  },
  'nfd-operand-image': { '/spec/operand/image': NONE },
  'nfd-prune': { '/spec/prunerOnDelete': NONE },
  'node-feature-rule-match': {
    '/spec/rules': [
      { name: 'tdx', labels: { a: 'b' }, matchFeatures: [{ feature: 'cpu.security', matchExpressions: {} }] },
    ],
  },
  'one-kata-config': { elsewhere: 'one of the two objects goes' },
  'one-operator-group': { elsewhere: 'one of the two objects goes' },
  'operator-owned': { elsewhere: 'the object goes' },
  'pccs-default-token': { '/data': {} },
  'pccs-single-writer': { '/spec/strategy/type': 'Recreate', '/spec/replicas': 1 },
  'placeholder-value': initdata('closed'),
  'privileged-container': { '/spec/containers/0/securityContext/privileged': false },
  'qgs-secrets': {
    '/spec/template/spec/initContainers/0/envFrom': NONE,
    '/spec/template/spec/initContainers/0/env': [
      { name: 'USER_TOKEN', valueFrom: { secretKeyRef: { name: 'qgs-secrets', key: 'USER_TOKEN' } } },
    ],
  },
  'rbac-cluster-admin': { '/roleRef/name': 'reader' },
  'rbac-escalation': { elsewhere: 'an administrator makes the bindings' },
  'rbac-everyone': { '/subjects': [{ kind: 'ServiceAccount', name: 'app', namespace: 'payments' }] },
  'rbac-exec': { '/rules': [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  'rbac-secrets': {
    '/rules': [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['get'] }],
  },
  'rbac-wildcard': { '/rules': [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  'scc-privileged': { '/roleRef/name': 'system:openshift:scc:pccs' },
  'sealed-secret': { '/stringData': { db: SEALED }, '/data': NONE },
  'secret-argument': {
    '/spec/containers/0/command': ['app'],
    '/spec/containers/0/args': ['--password-file=/run/secrets/p'],
  },
  'secret-value': { '/stringData': { user: SEALED }, '/data': NONE },
  'subscription-starting-csv': { '/spec/installPlanApproval': 'Manual' },
  'vm-memory': { '/spec/containers/0/resources/limits/memory': '2304Mi' },
  'workload-namespace': { '/metadata/namespace': 'payments' },
};
