import type { Loose } from './loose.ts';

export const NODES = '/api/v1/nodes';
export const PODS = '/api/v1/pods';
export const VERSION = '/apis/config.openshift.io/v1/clusterversions/version';
export const KATA_CONFIGS = '/apis/kataconfiguration.openshift.io/v1/kataconfigs';
export const POOLS = '/apis/machineconfiguration.openshift.io/v1/machineconfigpools';
export const MACHINE_CONFIGS = '/apis/machineconfiguration.openshift.io/v1/machineconfigs';
export const RUNTIME_CLASSES = '/apis/node.k8s.io/v1/runtimeclasses';
export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
export const OLM = '/apis/operators.coreos.com/v1alpha1/namespaces';

/** When everything became as it is. */
export const NOW = '2026-01-02T03:04:05Z';

export function list(items: unknown): Loose {
  return { metadata: { resourceVersion: '1' }, items };
}

export function condition(type: string, status: string, more: Loose = {}): Loose {
  return { type, status, lastTransitionTime: NOW, ...more };
}

export function pod(name: string, namespace: string, runtimeClassName?: string): Loose {
  return { metadata: { name, namespace }, spec: { runtimeClassName }, status: { phase: 'Running' } };
}
