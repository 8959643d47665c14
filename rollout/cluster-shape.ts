/** The three independent axes of a cluster that decide what is rolled out, and in which order. */
export interface ClusterShape {
  /** Trusted execution environment of the CPUs; the operator refuses a cluster with two. */
  readonly tee: 'tdx' | 'snp';
  readonly gpu: 'none' | 'nvidia';
  /** `compact`: three control plane nodes that also work. */
  readonly topology: 'multi-node' | 'compact' | 'single-node';
}

/**
 * Whether control plane nodes are also the workers. The operator finds this out by itself (exactly two
 * MachineConfigPools and none in `worker`) and then uses pool `master` and ignores `kataConfigPoolSelector`
 * (sandboxed-containers-operator, openshift_controller.go).
 */
export function isConverged(shape: Pick<ClusterShape, 'topology'>): boolean {
  return shape.topology !== 'multi-node';
}

/**
 * The MachineConfigPool whose nodes run Kata, which is also the role of our MachineConfigs. The operator makes pool
 * `kata-oc` itself, from KataConfig; until then a MachineConfig of that role is inert. The document (section 2.2) says
 * `kata-oc` for every cluster of several nodes, which on a compact one no pool would select.
 */
export function kataPool(shape: Pick<ClusterShape, 'topology'>): 'kata-oc' | 'master' {
  return isConverged(shape) ? 'master' : 'kata-oc';
}

/** A shape, and the one setting beside it that decides whether there are MachineConfigs. */
export interface MachineConfigShape extends ClusterShape {
  readonly nodes?: { readonly iommuKernelArguments?: boolean };
}

/**
 * Whether nodes get kernel arguments for GPUs (document section 3.10.2). As documented they do, with either TEE; with
 * SEV-SNP the profile can leave them out.
 */
export function hasIommuArguments({ gpu, nodes }: MachineConfigShape): boolean {
  return gpu === 'nvidia' && nodes?.iommuKernelArguments !== false;
}

/** Whether there are MachineConfigs of ours. */
export function hasMachineConfigs(shape: MachineConfigShape): boolean {
  return shape.tee === 'tdx' || hasIommuArguments(shape);
}
