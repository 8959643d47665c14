import { asInGit } from './as-in-git.ts';
import { type MakeCondition, minutes } from './condition.ts';

/** For the images of the GPU operator to be pulled, and for GPUs to be reset into confidential mode. */
const GPU_SETUP = minutes(30);

/**
 * G4: before the feature gate, since the operator makes kata-cc-nvidia-gpu only when one node has all labels at that
 * moment, and does not look again when labels change (openshift_controller.go `createRuntimeClass`,
 * node_event_handler.go).
 */
export const gpuConditions: readonly MakeCondition[] = [
  asInGit('gpu'),
  ({ clusterPolicy }) => ({
    id: 'gpu-policy-ready',
    demand: `ClusterPolicy ${clusterPolicy} is ready`,
    patience: GPU_SETUP,
    remedy: 'see which pod does not get on: oc get pods -n nvidia-gpu-operator',
    check: `oc get clusterpolicy ${clusterPolicy} -o yaml`,
  }),
  ({ pool }) => ({
    id: 'gpus-confidential',
    demand: `Every node with a GPU of pool ${pool}, of which there is at least one, has its GPUs in confidential mode and handed to Kata`,
    patience: GPU_SETUP,
    remedy:
      'are the GPUs able to (Hopper or later), the IOMMU on, and the confidential computing manager well (oc logs -n nvidia-gpu-operator -l app=nvidia-cc-manager)?',
    check:
      'oc get nodes -L nvidia.com/gpu.present,nvidia.com/cc.mode.state,nvidia.com/cc.ready.state,nvidia.com/gpu.deploy.vfio-manager,nvidia.com/gpu.deploy.kata-sandbox-device-plugin,nvidia.com/gpu.deploy.cc-manager',
  }),
  ({ pool }) => ({
    id: 'gpus-allocatable',
    demand: `Every node with a GPU of pool ${pool} has some of nvidia.com/pgpu to give`,
    patience: GPU_SETUP,
    remedy: 'oc logs -n nvidia-gpu-operator -l app=nvidia-kata-sandbox-device-plugin-daemonset',
    check: 'oc get nodes -o custom-columns=NAME:.metadata.name,GPUS:.status.allocatable.nvidia\\.com/pgpu',
  }),
];
