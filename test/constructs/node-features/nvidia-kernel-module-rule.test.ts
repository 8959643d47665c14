import { describe, expect, it } from 'vitest';
import { NvidiaKernelModuleRule } from '../../../constructs/node-features/nvidia-kernel-module-rule.ts';
import { render } from '../support/render.ts';

function moduleRule(module: string, label: string) {
  return {
    name: `kernel-module-${module}`,
    labels: { [label]: 'true' },
    matchFeatures: [{ feature: 'kernel.loadedmodule', matchExpressions: { [module]: { op: 'Exists' } } }],
  };
}

describe('the rule for modules of the NVIDIA driver', () => {
  it('is that of the document, in the namespace that the document leaves out', () => {
    expect(render((chart) => new NvidiaKernelModuleRule(chart, 'rule'))).toEqual([
      {
        apiVersion: 'nfd.openshift.io/v1alpha1',
        kind: 'NodeFeatureRule',
        metadata: { name: 'nvidia-kernel-modules', namespace: 'openshift-nfd' },
        spec: {
          rules: [
            moduleRule('gdrdrv', 'nvidia.com/gdrcopy.capable'),
            moduleRule('nvidia_fs', 'nvidia.com/gds.capable'),
            moduleRule('nvidia_peermem', 'nvidia.com/peermem.capable'),
          ],
        },
      },
    ]);
  });
});
