/**
 * The runtime class of a confidential pod (document sections 3.9 and 3.10). The one for GPUs boots a VM with a driver, on
 * a node whose GPUs are in confidential mode.
 */
export function runtimeClassFor({ gpu }: { readonly gpu: boolean }): 'kata-cc' | 'kata-cc-nvidia-gpu' {
  return gpu ? 'kata-cc-nvidia-gpu' : 'kata-cc';
}
