import { readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { kindsOfCrd } from '../../../validation/schema/crd.ts';
import { type KubernetesDocument, kindsOfKubernetes } from '../../../validation/schema/kubernetes.ts';
import type { SourceKind } from '../../../validation/schema/source-kind.ts';
import { readReference, referencePath } from '../../support/reference.ts';

/** Folders of published CustomResourceDefinitions: the newest, and those of OpenShift 4.21 that differ. */
export const CRD_FOLDERS = ['crds', 'crds-ocp-4.21'] as const;

/** Every version of every CustomResourceDefinition in a folder of the reference data. */
export function referenceCustomKinds(folder: (typeof CRD_FOLDERS)[number]): SourceKind[] {
  return readdirSync(referencePath(folder))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => kindsOfCrd(load(readReference(`${folder}/${file}`))));
}

interface OpenApi {
  readonly definitions: KubernetesDocument['definitions'];
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>;
}

interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
  readonly parameters?: readonly { readonly in: string; readonly schema?: { readonly $ref?: string } }[];
}

/** Kubernetes' own kinds that can be created, of the versions that are stable, in the form that this repository keeps. */
export function referenceKubernetes(): KubernetesDocument {
  const { definitions, paths } = JSON.parse(readReference('kubernetes/openapi-1.34.json')) as OpenApi;
  const kinds = Object.entries(paths).flatMap(([path, { post }]) => {
    const gvk = post?.['x-kubernetes-group-version-kind'];
    const body = post?.parameters?.find((parameter) => parameter.in === 'body')?.schema?.$ref;
    // Paths with a name are subresources, such as bindings and evictions.
    if (gvk === undefined || body === undefined || path.includes('{name}') || !/^v\d+$/.test(gvk.version))
      return [];
    const definition = body.slice(body.lastIndexOf('/') + 1);
    return [
      {
        ...gvk,
        plural: path.slice(path.lastIndexOf('/') + 1),
        namespaced: path.includes('{namespace}'),
        definition,
      },
    ];
  });
  return { definitions, kinds };
}

/** Kubernetes' own kinds of the reference data, ready to be compiled. */
export function referenceKubernetesKinds(): ReturnType<typeof kindsOfKubernetes> {
  return kindsOfKubernetes(referenceKubernetes());
}
