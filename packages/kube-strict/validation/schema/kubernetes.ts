import { goDefinitions, goRoot } from './go-types.ts';
import type { KindInfo, SourceKind } from './source-kind.ts';
import { type Definitions, definition, type SourceSchema } from './source-schema.ts';

/** Files of kinds whose servers are written in Go, without a CustomResourceDefinition; OpenShift's refer to Kubernetes'. */
export const KUBERNETES_FILES = ['kubernetes-1.34.json', 'openshift-4.21.json'] as const;

/** Kinds as one of these files has them. */
export interface KubernetesDocument {
  readonly definitions: Definitions;
  readonly kinds: readonly (Omit<KindInfo, 'family'> & { readonly definition: string })[];
}

/** A schema with the definitions that it refers to. */
export interface SourceType {
  readonly schema: SourceSchema;
  readonly definitions: Definitions;
}

/** The kinds of all files together. */
export function joinDocuments(documents: readonly KubernetesDocument[]): KubernetesDocument {
  return {
    definitions: Object.assign({}, ...documents.map(({ definitions }) => definitions)),
    kinds: documents.flatMap(({ kinds }) => kinds),
  };
}

/** The kinds of the document, and ObjectMeta, which custom resources need as well. */
export function kindsOfKubernetes(document: KubernetesDocument): {
  kinds: SourceKind[];
  objectMeta: SourceType;
} {
  const definitions = goDefinitions(document.definitions);
  const kinds = document.kinds.map(({ definition: name, ...info }) => ({
    ...info,
    family: 'kubernetes' as const,
    ...goRoot(name, definitions),
  }));
  const metaName = Object.keys(definitions).find((name) => /(^|\.)ObjectMeta$/.test(name)) ?? 'ObjectMeta';
  return { kinds, objectMeta: { schema: definition(definitions, metaName), definitions } };
}
