import { describe, expect, it } from 'vitest';
import {
  FeatureGates,
  type FeatureGatesProps,
} from '../../../constructs/sandboxed-containers/feature-gates.ts';
import { render } from '../support/render.ts';

function gates(deploymentMode: string) {
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'osc-feature-gates', namespace: 'openshift-sandboxed-containers-operator' },
      data: { confidential: 'true', deploymentMode },
    },
  ];
}

describe('the feature gates', () => {
  it('with the least props turn confidential containers on, and name the mode that the document takes for default', () => {
    expect(render((chart) => new FeatureGates(chart, 'gates', {}))).toEqual(gates('MachineConfig'));
  });

  it.each(['MachineConfig', 'DaemonSet', 'DaemonSetFallback'] as const)(
    'with all props have mode %s',
    (deploymentMode) => {
      const props: Required<FeatureGatesProps> = { deploymentMode };
      expect(render((chart) => new FeatureGates(chart, 'gates', props))).toEqual(gates(deploymentMode));
    },
  );
});
