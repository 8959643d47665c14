import { describe, expect, it } from 'vitest';
import { syncAnnotations } from '../../rollout/sync-annotations.ts';

const SKIP = 'SkipDryRunOnMissingResource=true';
const CONFIRM = 'Prune=confirm,Delete=confirm';

function options(apiVersion: string, kind: string): string | undefined {
  return syncAnnotations({ apiVersion, kind }, { wave: 0 })['argocd.argoproj.io/sync-options'];
}

describe('the annotations for Argo CD', () => {
  it.each([-50, -18, 0, 30])('have the wave of the step, %i, as text', (wave) => {
    expect(syncAnnotations({ apiVersion: 'v1', kind: 'ConfigMap' }, { wave })).toEqual({
      'argocd.argoproj.io/sync-wave': String(wave),
    });
  });

  it('have options and wave', () => {
    const kataConfig = { apiVersion: 'kataconfiguration.openshift.io/v1', kind: 'KataConfig' };
    expect(syncAnnotations(kataConfig, { wave: -18 })).toEqual({
      'argocd.argoproj.io/sync-options': `${SKIP},${CONFIRM}`,
      'argocd.argoproj.io/sync-wave': '-18',
    });
  });

  it.each([
    ['kataconfiguration.openshift.io/v1', 'KataConfig', `${SKIP},${CONFIRM}`],
    ['nfd.openshift.io/v1', 'NodeFeatureDiscovery', `${SKIP},${CONFIRM}`],
    ['nfd.openshift.io/v1alpha1', 'NodeFeatureRule', `${SKIP},${CONFIRM}`],
    ['nvidia.com/v1', 'ClusterPolicy', SKIP],
    ['deviceplugin.intel.com/v1', 'SgxDevicePlugin', SKIP],
    ['machineconfiguration.openshift.io/v1', 'MachineConfig', CONFIRM],
    ['v1', 'Namespace', CONFIRM],
    ['v1', 'PersistentVolumeClaim', CONFIRM],
  ])('of %s %s say %s', (apiVersion, kind, expected) => {
    expect(options(apiVersion, kind)).toBe(expected);
  });

  it.each([
    ['v1', 'ConfigMap'],
    ['v1', 'Pod'],
    ['apps/v1', 'Deployment'],
    ['operators.coreos.com/v1alpha1', 'Subscription'],
    ['security.openshift.io/v1', 'SecurityContextConstraints'],
    ['example.com/v1', 'KataConfig'],
    ['example.com/v1', 'Namespace'],
  ])('of %s %s have no options', (apiVersion, kind) => {
    expect(options(apiVersion, kind)).toBeUndefined();
  });

  it('never let Argo CD delete and create again, which would reboot nodes', () => {
    const kinds = [
      ['kataconfiguration.openshift.io/v1', 'KataConfig'],
      ['machineconfiguration.openshift.io/v1', 'MachineConfig'],
    ] as const;
    for (const [apiVersion, kind] of kinds) expect(options(apiVersion, kind)).not.toMatch(/Replace|Force/);
  });
});
