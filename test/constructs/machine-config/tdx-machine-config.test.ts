import { describe, expect, it } from 'vitest';
import {
  TdxMachineConfig,
  type TdxMachineConfigProps,
} from '../../../constructs/machine-config/tdx-machine-config.ts';
import { render } from '../support/render.ts';

describe('the MachineConfig that turns on TDX', () => {
  it('is that of the document, with all props', () => {
    const props: Required<TdxMachineConfigProps> = { role: 'kata-oc' };
    expect(render((chart) => new TdxMachineConfig(chart, 'tdx', props))).toEqual([
      {
        apiVersion: 'machineconfiguration.openshift.io/v1',
        kind: 'MachineConfig',
        metadata: {
          name: '99-enable-intel-tdx',
          labels: { 'machineconfiguration.openshift.io/role': 'kata-oc' },
        },
        spec: {
          kernelArguments: ['kvm_intel.tdx=1', 'nohibernate'],
          config: {
            ignition: { version: '3.2.0' },
            storage: {
              files: [
                {
                  path: '/etc/modules-load.d/vsock.conf',
                  // The document's octal 0644.
                  mode: 420,
                  contents: { source: 'data:text/plain;charset=utf-8;base64,dnNvY2stbG9vcGJhY2sK' },
                },
              ],
            },
          },
        },
      },
    ]);
  });

  it('loads the module that carries quote requests, in a file that ends its line', () => {
    const [object] = render((chart) => new TdxMachineConfig(chart, 'tdx', { role: 'master' }));
    const base64 = /;base64,([A-Za-z0-9+/=]+)"/.exec(JSON.stringify(object))?.[1] ?? '';
    expect(Buffer.from(base64, 'base64').toString('utf8')).toBe('vsock-loopback\n');
  });
});
