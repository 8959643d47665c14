import { Construct } from 'constructs';
import { DcapAccess } from '../constructs/intel-dcap/access.ts';
import { DcapExternalSecrets } from '../constructs/intel-dcap/external-secrets.ts';
import { DCAP_NAMESPACE } from '../constructs/intel-dcap/names.ts';
import { Pccs } from '../constructs/intel-dcap/pccs.ts';
import { authorityOf } from '../constructs/intel-dcap/pccs-authority.ts';
import { PccsBackup } from '../constructs/intel-dcap/pccs-backup.ts';
import { PccsRenewal } from '../constructs/intel-dcap/pccs-renewal.ts';
import { QuoteGenerationService } from '../constructs/intel-dcap/quote-generation-service.ts';
import { DcapSealedSecrets } from '../constructs/intel-dcap/sealed-secrets.ts';
import { secretsToMake } from '../constructs/intel-dcap/secrets.ts';
import { SgxDevicePlugin } from '../constructs/intel-dcap/sgx-device-plugin.ts';
import { DcapTraffic } from '../constructs/intel-dcap/traffic.ts';
import type { NamedChart } from '../constructs/kubernetes-object.ts';
import { IommuMachineConfig } from '../constructs/machine-config/iommu-machine-config.ts';
import { TdxMachineConfig } from '../constructs/machine-config/tdx-machine-config.ts';
import { Namespace } from '../constructs/namespaces/namespace.ts';
import { Traffic } from '../constructs/network/traffic.ts';
import { NFD_NAMESPACE, NodeFeatureDiscovery } from '../constructs/node-features/node-feature-discovery.ts';
import { NvidiaKernelModuleRule } from '../constructs/node-features/nvidia-kernel-module-rule.ts';
import { TeeFeatureRule } from '../constructs/node-features/tee-feature-rule.ts';
import { ClusterPolicy, GPU_OPERATOR_NAMESPACE } from '../constructs/nvidia-gpu/cluster-policy.ts';
import { OperatorInstall } from '../constructs/operators/operator-install.ts';
import { PACKAGES } from '../constructs/operators/packages.ts';
import { FeatureGates } from '../constructs/sandboxed-containers/feature-gates.ts';
import { KataConfig } from '../constructs/sandboxed-containers/kata-config.ts';
import { SANDBOXED_CONTAINERS_NAMESPACE } from '../constructs/sandboxed-containers/names.ts';
import { AttestationCheck, RefusalCheck } from '../constructs/verification/attestation-check.ts';
import { GpuCheck } from '../constructs/verification/gpu-check.ts';
import { VERIFICATION_NAMESPACE } from '../constructs/verification/names.ts';
import { ConfidentialWorkload } from '../constructs/workload/confidential-workload.ts';
import { EncryptedVolumeAccess } from '../constructs/workload/encrypted-volume-access.ts';
import type { Profile } from '../profiles/profile.ts';
import { hasIommuArguments, kataPool } from '../rollout/cluster-shape.ts';
import type { Subject } from '../rollout/steps.ts';
import { backupProgram } from './backup-program.ts';
import { clusterInitdataAnnotation } from './initdata.ts';
import { operatorNamespace } from './installed-operators.ts';
import { otherInitdataAnnotation } from './other-initdata.ts';

/** Adds the constructs of one subject to its stage. */
type Mount = (stage: NamedChart, profile: Profile) => void;

/** Which constructs make up each subject. */
export const MOUNTS: Readonly<Record<Subject, Mount>> = {
  namespaces: mountNamespaces,
  operators: mountOperators,
  'node-features': (stage, profile) => {
    const withGpus = profile.gpu === 'nvidia';
    const namespace = operatorNamespace(profile, 'nodeFeatureDiscovery');
    new NodeFeatureDiscovery(stage, 'node-feature-discovery', { namespace, labelPciVendors: withGpus });
    new TeeFeatureRule(stage, 'tee-feature-rule', namespace);
    if (withGpus) new NvidiaKernelModuleRule(stage, 'nvidia-kernel-module-rule', namespace);
  },
  'machine-configs': (stage, profile) => {
    const role = kataPool(profile);
    if (profile.tee === 'tdx') new TdxMachineConfig(stage, 'tdx', { role });
    if (hasIommuArguments(profile)) new IommuMachineConfig(stage, 'iommu', { role });
  },
  'kata-config': (stage, { nodes, sandboxedContainers }) => {
    new KataConfig(stage, 'kata-config', {
      ...sandboxedContainers.kataConfig,
      nodeSelector: nodes.selector,
    });
  },
  gpu: (stage, profile) => {
    new ClusterPolicy(stage, 'cluster-policy', operatorNamespace(profile, 'gpu'));
  },
  'feature-gates': (stage, { sandboxedContainers }) => {
    new FeatureGates(stage, 'feature-gates', { deploymentMode: sandboxedContainers.deploymentMode });
  },
  attestation: mountAttestation,
  verification: mountVerification,
  refusal: (stage, profile) => {
    const check = attestationCheck(profile, otherInitdataAnnotation(profile));
    if (check !== undefined) new RefusalCheck(stage, 'refusal', check);
  },
  workloads: mountWorkloads,
};

function mountNamespaces(stage: NamedChart, profile: Profile): void {
  const { tee, gpu, operators, workloads, pccs, verification } = profile;
  // That of an operator which somebody else has installed is theirs.
  if (!operators.nodeFeatureDiscovery.installed)
    new Namespace(stage, 'node-features', { name: NFD_NAMESPACE, clusterMonitoring: true });
  if (!operators.sandboxedContainers.installed) {
    new Namespace(stage, 'sandboxed-containers', {
      name: SANDBOXED_CONTAINERS_NAMESPACE,
      clusterMonitoring: true,
      podSecurity: 'privileged',
    });
  }
  if (gpu === 'nvidia' && !operators.gpu.installed)
    new Namespace(stage, 'gpu', { name: GPU_OPERATOR_NAMESPACE, clusterMonitoring: true });
  if (tee === 'tdx') {
    new Namespace(stage, 'attestation', { name: DCAP_NAMESPACE, podSecurity: 'privileged' });
    new DcapAccess(stage, 'attestation-access', {
      pccsOnHostPath: pccs.storage.type === 'host-path',
      backup: pccs.backup !== undefined,
      authority: authorityOf(pccs.tls),
    });
    new DcapTraffic(stage, 'attestation-traffic', {
      proxy: pccs.proxy,
      renewal: pccs.tls.source === 'cert-manager',
    });
  }
  if (verification !== undefined) {
    const namespace = VERIFICATION_NAMESPACE;
    new Namespace(stage, 'verification', { name: namespace, podSecurity: 'restricted' });
    // A guest pulls its images and asks the KBS itself, at ports that nobody knows here.
    new Traffic(stage, 'verification-traffic', { name: 'default-deny-ingress', namespace, egress: 'any' });
  }
  const encrypted = workloads.filter(({ encryptedVolume }) => encryptedVolume !== undefined);
  for (const name of new Set(workloads.map((workload) => workload.namespace))) {
    const isPrivileged = encrypted.some(({ namespace }) => namespace === name);
    const podSecurity = isPrivileged ? 'privileged' : 'restricted';
    new Namespace(stage, `workloads-${name}`, { name, podSecurity });
  }
  if (encrypted.length > 0) new EncryptedVolumeAccess(stage, 'encrypted-volumes', { workloads: encrypted });
}

function mountOperators(stage: NamedChart, { tee, gpu, operators }: Profile): void {
  const install = (id: string, name: keyof Profile['operators']) => {
    if (!operators[name].installed) new OperatorInstall(stage, id, { ...operators[name], ...PACKAGES[name] });
  };
  install('node-feature-discovery', 'nodeFeatureDiscovery');
  install('sandboxed-containers', 'sandboxedContainers');
  if (gpu === 'nvidia') install('gpu', 'gpu');
  if (tee === 'tdx') install('intel-device-plugins', 'intelDevicePlugins');
}

function mountAttestation(stage: NamedChart, { images, pccs }: Profile): void {
  const { secrets, tls, storage, node, proxy, backup } = pccs;
  new SgxDevicePlugin(stage, 'sgx-device-plugin', { image: images.sgxDevicePlugin });
  if (secrets.source === 'external-secrets')
    new DcapExternalSecrets(stage, 'secrets', { ...secrets, secrets: secretsToMake(tls) });
  if (secrets.source === 'sealed-secrets') new DcapSealedSecrets(stage, 'secrets', secrets);
  new Pccs(stage, 'pccs', {
    image: images.pccs,
    labelImage: images.ubi,
    storage,
    node,
    proxy,
    tls,
    backup: backup !== undefined,
  });
  if (tls.source === 'cert-manager') new PccsRenewal(stage, 'pccs-renewal', { image: images.openshiftCli });
  if (backup !== undefined) {
    new PccsBackup(stage, 'pccs-backup', {
      ...backup,
      image: images.openshiftCli,
      program: backupProgram(),
      storage,
      node,
    });
  }
  new QuoteGenerationService(stage, 'quote-generation-service', {
    image: images.quoteGenerationService,
    tls,
  });
}

function mountVerification(stage: NamedChart, profile: Profile): void {
  const { gpu, images, verification } = profile;
  const initdata = clusterInitdataAnnotation(profile);
  const check = attestationCheck(profile, initdata);
  if (check !== undefined) new AttestationCheck(stage, 'attestation', check);
  if (verification?.gpu ?? gpu === 'nvidia')
    new GpuCheck(stage, 'gpu', { image: images.gpuVerifier, initdata });
}

function attestationCheck({ images, trustee, verification }: Profile, initdata: string) {
  if (verification === undefined) return undefined;
  return { image: images.ubi, initdata, ...verification.attestation, kbsUrl: trustee.url };
}

function mountWorkloads(stage: NamedChart, profile: Profile): void {
  if (profile.workloads.length === 0) return;
  const initdata = clusterInitdataAnnotation(profile);
  for (const workload of profile.workloads) {
    // A path of two: "a" in "b-c" and "b" in "c-a" would be one and the same with a hyphen between. A name that somebody
    // chose is never an id as it is: "constructor" would be there already.
    const id = `namespace-${workload.namespace}`;
    const namespace = stage.node.tryFindChild(id) ?? new Construct(stage, id);
    new ConfidentialWorkload(namespace as Construct, `workload-${workload.name}`, { ...workload, initdata });
  }
}
