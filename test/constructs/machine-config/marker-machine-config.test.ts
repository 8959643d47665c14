import { describe, expect, it } from 'vitest';
import {
  MarkerMachineConfig,
  type MarkerMachineConfigProps,
} from '../../../constructs/machine-config/marker-machine-config.ts';
import { render } from '../support/render.ts';

describe('the MachineConfig that marks the content of the others', () => {
  const marker = {
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineConfig',
    metadata: {
      name: '99-zz-coco-0123456789',
      labels: { 'machineconfiguration.openshift.io/role': 'kata-oc' },
    },
    spec: { config: { ignition: { version: '3.2.0' } } },
  };
  const least: MarkerMachineConfigProps = { role: 'kata-oc', name: '99-zz-coco-0123456789' };

  it('is empty, so that it reboots nothing', () => {
    expect(render((chart) => new MarkerMachineConfig(chart, 'marker', least))).toEqual([marker]);
  });

  it('with all props is a hook of Argo CD, which is gone when the operation ends', () => {
    const props: Required<MarkerMachineConfigProps> = { ...least, hookWave: -12 };
    const annotations = {
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded,HookFailed',
      'argocd.argoproj.io/sync-wave': '-12',
    };
    expect(render((chart) => new MarkerMachineConfig(chart, 'marker', props))).toEqual([
      { ...marker, metadata: { ...marker.metadata, annotations } },
    ]);
  });
});
