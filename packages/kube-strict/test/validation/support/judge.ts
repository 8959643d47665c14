import type { Catalog } from '../../../validation/catalog/catalog.ts';
import { validateObject } from '../../../validation/validate.ts';
import { kubernetesCatalog, widget, widgetCatalog } from './catalogs.ts';

/** Everything that makes an object invalid, as `rule path`, in the order in which it is found. */
export function problemsOf(object: unknown, catalog: Catalog): string[] {
  const { kind, findings } = validateObject(object, catalog);
  if (kind === undefined) throw new Error('no schema is known for the object');
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, path }) => `${rule} ${path}`);
}

/** Problems of an object of one of Kubernetes' own kinds. */
export function kubernetesProblems(object: unknown): string[] {
  return problemsOf(object, kubernetesCatalog);
}

/** Problems of a custom resource whose spec has a field `x`. */
export function fieldProblems(schema: object, value: unknown): string[] {
  const catalog = widgetCatalog({ type: 'object', properties: { x: schema } });
  return problemsOf(widget({ spec: { x: value } }), catalog);
}

/** The least that a Pod has. */
export function pod(container: object = {}, spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: podSpec(container, spec),
  };
}

/** The least that the spec of a pod has. */
export function podSpec(container: object = {}, spec: object = {}): object {
  return { containers: [{ name: 'c', image: 'i', ...container }], ...spec };
}

/** A ConfigMap with some metadata. */
export function configMap(metadata: object, rest: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', ...metadata }, ...rest };
}
