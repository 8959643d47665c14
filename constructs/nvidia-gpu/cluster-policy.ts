import { Construct } from 'constructs';
import {
  ClusterPolicySpecCcManagerDefaultMode as CcMode,
  ClusterPolicy as ClusterPolicyResource,
  type ClusterPolicySpec,
  ClusterPolicySpecDriverKernelModuleType as KernelModuleType,
  ClusterPolicySpecDriverUpgradePolicyMaxUnavailable as MaxUnavailable,
  ClusterPolicySpecMigStrategy as MigStrategy,
  ClusterPolicySpecSandboxWorkloadsMode as SandboxMode,
  ClusterPolicySpecDaemonsetsUpdateStrategy as UpdateStrategy,
  ClusterPolicySpecSandboxWorkloadsDefaultWorkload as Workload,
} from '../../imports/cluster-policy-nvidia.com.ts';

/** Namespace of the NVIDIA GPU operator (document section 3.10.5). */
export const GPU_OPERATOR_NAMESPACE = 'nvidia-gpu-operator';

const OFF = { enabled: false };

/**
 * Configures the GPU operator to hand whole GPUs in confidential mode to Kata (document section 3.10.6). Every field of
 * the document's example is here; `sandboxWorkloads.mode` and `kataSandboxDevicePlugin` exist from v26.3 on.
 */
export class ClusterPolicy extends Construct {
  /** @param namespace namespace of the operator */
  constructor(scope: Construct, id: string, namespace: string = GPU_OPERATOR_NAMESPACE) {
    super(scope, id);
    new ClusterPolicyResource(this, 'cluster-policy', {
      metadata: { name: 'gpu-cluster-policy' },
      spec: { ...passThrough(namespace), ...hostSide(), ...containerSide() },
    });
  }
}

/** What passes GPUs into confidential VMs. */
function passThrough(namespace: string): Partial<ClusterPolicySpec> {
  return {
    ccManager: {
      enabled: true,
      defaultMode: CcMode.ON,
      // The operator does not tell it, up to 26.7.0 (gpu-operator, assets/state-cc-manager/0500_daemonset.yaml), and it
      // then looks for pods in `gpu-operator` and loops on 403 (k8s-cc-manager v0.4.3, main.py; seen with 26.3.0).
      env: [{ name: 'OPERATOR_NAMESPACE', value: namespace }],
    },
    kataManager: OFF,
    kataSandboxDevicePlugin: {
      enabled: true,
      env: [
        { name: 'P_GPU_ALIAS', value: 'pgpu' },
        { name: 'NVSWITCH_ALIAS', value: 'nvswitch' },
      ],
    },
    sandboxWorkloads: {
      enabled: true,
      defaultWorkload: Workload.VM_HYPHEN_PASSTHROUGH,
      mode: SandboxMode.KATA,
    },
    vfioManager: { enabled: true, env: [{ name: 'BIND_NVSWITCHES', value: 'true' }] },
    vgpuDeviceManager: OFF,
    vgpuManager: OFF,
  };
}

/** The operator itself, and the driver, which is in the guest and so off on the host. */
function hostSide(): Pick<ClusterPolicySpec, 'operator' | 'daemonsets' | 'driver'> {
  return {
    operator: {
      defaultRuntime: 'crio',
      initContainer: {},
      runtimeClass: 'nvidia',
      useOcpDriverToolkit: true,
    },
    daemonsets: { updateStrategy: UpdateStrategy.ROLLING_UPDATE, rollingUpdate: { maxUnavailable: '1' } },
    driver: {
      enabled: false,
      certConfig: { name: '' },
      kernelModuleConfig: { name: '' },
      kernelModuleType: KernelModuleType.AUTO,
      licensingConfig: { configMapName: '', nlsEnabled: true },
      repoConfig: { configMapName: '' },
      upgradePolicy: {
        autoUpgrade: true,
        drain: { deleteEmptyDir: false, enable: false, force: false, timeoutSeconds: 300 },
        maxParallelUpgrades: 1,
        maxUnavailable: MaxUnavailable.fromString('25%'),
        podDeletion: { deleteEmptyDir: false, force: false, timeoutSeconds: 300 },
        waitForCompletion: { timeoutSeconds: 0 },
      },
      useNvidiaDriverCrd: false,
      useOpenKernelModules: false,
      virtualTopology: { config: '' },
    },
  };
}

/** What serves GPUs to ordinary containers; off but for discovery. */
function containerSide(): Omit<ClusterPolicySpec, 'operator' | 'daemonsets' | 'driver'> {
  return {
    cdi: { enabled: true, default: false, nriPluginEnabled: false },
    dcgm: OFF,
    dcgmExporter: { enabled: false, config: { name: '' }, serviceMonitor: { enabled: true } },
    devicePlugin: { enabled: false, config: { default: '', name: '' }, mps: { root: '/run/nvidia/mps' } },
    gdrcopy: OFF,
    gds: OFF,
    gfd: { enabled: true },
    mig: { strategy: MigStrategy.SINGLE },
    migManager: OFF,
    nodeStatusExporter: { enabled: true },
    toolkit: { enabled: false, installDir: '/usr/local/nvidia' },
    validator: { plugin: { env: [{ name: 'WITH_WORKLOAD', value: 'false' }] } },
  };
}
