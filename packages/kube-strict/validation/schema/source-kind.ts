import type { Definitions, SourceSchema } from './source-schema.ts';

/** Whose rules an object obeys: those for custom resources, or those of Go's decoder and Kubernetes' own types. */
export type Family = 'custom' | 'kubernetes';

/** What identifies a kind, and how the server serves it. */
export interface KindInfo {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly family: Family;
  /** Custom resources: the status has its own endpoint, and creating an object does not set it. */
  readonly statusSubresource?: true;
  /** Custom resources: where the scale subresource reads, as `.spec.replicas`. */
  readonly scale?: ScalePaths;
}

export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/** A kind with the schema that it is made from. */
export interface SourceKind extends KindInfo {
  readonly schema: SourceSchema;
  readonly definitions?: Definitions;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: Pick<KindInfo, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}
