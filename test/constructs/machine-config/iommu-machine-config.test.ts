import { describe, expect, it } from 'vitest';
import {
  IommuMachineConfig,
  type IommuMachineConfigProps,
} from '../../../constructs/machine-config/iommu-machine-config.ts';
import { render } from '../support/render.ts';

describe('the MachineConfig that turns on the IOMMU', () => {
  it('is that of the document, with all props', () => {
    const props: Required<IommuMachineConfigProps> = { role: 'worker' };
    expect(render((chart) => new IommuMachineConfig(chart, 'iommu', props))).toEqual([
      {
        apiVersion: 'machineconfiguration.openshift.io/v1',
        kind: 'MachineConfig',
        metadata: {
          name: '100-iommu-kernel-args',
          labels: { 'machineconfiguration.openshift.io/role': 'worker' },
        },
        spec: {
          config: { ignition: { version: '3.2.0' } },
          kernelArguments: ['amd_iommu=on', 'intel_iommu=on'],
        },
      },
    ]);
  });
});
