/** Memory of a VM of the confidential configurations, in MiB (kata-containers 3.25.0 src/runtime/Makefile, DEFMEMSZ). */
export const DEFAULT_MEMORY_MIB = 2048;

/** What the processes of the VM need on the node beside it, in MiB: seen on SEV-SNP, not read anywhere. */
const BESIDE_MIB = 256;

/**
 * The least memory limit of a pod on SEV-SNP, in MiB, unless it has none. The VM is in the cgroup of its pod, and
 * SEV-SNP has all of its memory as it starts: the node kills it within half a minute when the limit is smaller.
 *
 * @param memory of the VM, in MiB
 */
export function leastMemoryLimit(memory: number = DEFAULT_MEMORY_MIB): number {
  return memory + BESIDE_MIB;
}
