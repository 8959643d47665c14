import { describe, expect, it } from 'vitest';
import {
  MarkerMachineConfig,
  type MarkerMachineConfigProps,
  markerName,
} from '../../../constructs/machine-config/marker-machine-config.ts';
import { render } from '../support/render.ts';

const OTHER = { metadata: { name: '99-enable-intel-tdx' }, spec: { kernelArguments: ['kvm_intel.tdx=1'] } };

describe('the MachineConfig that marks the content of the others', () => {
  it('is empty, with all props, so that it reboots nothing', () => {
    const props: Required<MarkerMachineConfigProps> = { role: 'kata-oc', machineConfigs: [OTHER] };
    expect(render((chart) => new MarkerMachineConfig(chart, 'marker', props))).toEqual([
      {
        apiVersion: 'machineconfiguration.openshift.io/v1',
        kind: 'MachineConfig',
        metadata: {
          name: markerName([OTHER]),
          labels: { 'machineconfiguration.openshift.io/role': 'kata-oc' },
        },
        spec: { config: { ignition: { version: '3.2.0' } } },
      },
    ]);
  });

  it('has another name for any other content, and the same for the same', () => {
    const edited = { ...OTHER, spec: { kernelArguments: ['kvm_intel.tdx=0'] } };
    const names = [[OTHER], [edited], [OTHER, edited], [edited, OTHER]].map(markerName);
    expect(new Set(names).size).toBe(4);
    expect(markerName([structuredClone(OTHER)])).toBe(names[0]);
    for (const name of names) expect(name).toMatch(/^99-zz-coco-[0-9a-f]{10}$/);
  });
});
