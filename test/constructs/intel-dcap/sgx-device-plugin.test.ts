import { describe, expect, it } from 'vitest';
import {
  SgxDevicePlugin,
  type SgxDevicePluginProps,
} from '../../../constructs/intel-dcap/sgx-device-plugin.ts';
import { render } from '../support/render.ts';

const IMAGE =
  'registry.connect.redhat.com/intel/intel-sgx-plugin@sha256:4ac8769c4f0a82b3ea04cf1532f15e9935c71fe390ff5a9dc3ee57f970a65f0b';

function plugin(name: string, spec: object) {
  return [
    {
      apiVersion: 'deviceplugin.intel.com/v1',
      kind: 'SgxDevicePlugin',
      metadata: { name },
      spec: { image: IMAGE, nodeSelector: { 'intel.feature.node.kubernetes.io/sgx': 'true' }, ...spec },
    },
  ];
}

describe('the SGX device plugin', () => {
  it('with the least props offers enough for any node', () => {
    const props: SgxDevicePluginProps = { image: IMAGE };
    expect(render((chart) => new SgxDevicePlugin(chart, 'plugin', props))).toEqual(
      plugin('sgxdeviceplugin-sample', { enclaveLimit: 110, provisionLimit: 110, logLevel: 4 }),
    );
  });

  it('with all props takes them, zero too', () => {
    const props: Required<SgxDevicePluginProps> = {
      image: IMAGE,
      name: 'sgx',
      enclaveLimit: 20,
      provisionLimit: 10,
      logLevel: 0,
    };
    expect(render((chart) => new SgxDevicePlugin(chart, 'plugin', props))).toEqual(
      plugin('sgx', { enclaveLimit: 20, provisionLimit: 10, logLevel: 0 }),
    );
  });
});
