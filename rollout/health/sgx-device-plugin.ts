import type { KindHealth, Path } from './rules.ts';

const DESIRED: Path = ['status', 'desiredNumberScheduled'];
const READY: Path = ['status', 'numberReady'];

const READY_OF_DESIRED = [
  { path: READY, orElse: '0' },
  ' of ',
  { path: DESIRED, orElse: '0' },
  ' nodes have a ready plugin',
] as const;

/**
 * SgxDevicePlugin (intel-device-plugins-for-kubernetes, pkg/controllers/sgx/controller.go `UpdateStatus`): two counts of
 * its DaemonSet, both 0 until the pods are scheduled. It has neither conditions nor observedGeneration.
 */
export const SGX_DEVICE_PLUGIN: KindHealth = {
  apiVersion: 'deviceplugin.intel.com/v1',
  kind: 'SgxDevicePlugin',
  health: {
    rules: [
      {
        status: 'Healthy',
        when: { all: [{ more: [DESIRED, 0] }, { same: [READY, DESIRED] }] },
        message: [...READY_OF_DESIRED],
      },
      {
        status: 'Progressing',
        when: { more: [DESIRED, 0] },
        message: [...READY_OF_DESIRED],
      },
    ],
    otherwise: {
      status: 'Progressing',
      message: ['No node is to run the plugin yet: see spec.nodeSelector'],
    },
  },
};
