import { describe, expect, it } from 'vitest';
import { argoCdConfigMapKeys, resourceHealthChecks } from '../../rollout/health/argo-cd.ts';
import { KATA_CONFIG } from '../../rollout/health/kata-config.ts';
import { toLua } from '../../rollout/health/to-lua.ts';

describe('the health checks for Argo CD', () => {
  it('name each kind once, with its group', () => {
    expect(resourceHealthChecks().map(({ group, kind }) => `${group}/${kind}`)).toEqual([
      'deviceplugin.intel.com/SgxDevicePlugin',
      'kataconfiguration.openshift.io/KataConfig',
      'machineconfiguration.openshift.io/MachineConfigPool',
      'nfd.openshift.io/NodeFeatureDiscovery',
      'nvidia.com/ClusterPolicy',
      'operators.coreos.com/ClusterServiceVersion',
      'operators.coreos.com/Subscription',
    ]);
  });

  it('are the same in the ArgoCD resource and in argocd-cm', () => {
    const keys = argoCdConfigMapKeys();
    expect(keys['resource.customizations.health.kataconfiguration.openshift.io_KataConfig']).toBe(
      toLua(KATA_CONFIG.health),
    );
    expect(Object.entries(keys)).toEqual(
      resourceHealthChecks().map(({ group, kind, check }) => [
        `resource.customizations.health.${group}_${kind}`,
        check,
      ]),
    );
  });
});
