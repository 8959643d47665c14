import type { Pass } from '../judgement.ts';

/**
 * Custom resources whose status has its own endpoint: a create takes the status off before values are judged, and an
 * update puts the old one in its place (apiextensions-apiserver pkg/registry/customresource/strategy.go, PrepareForCreate,
 * PrepareForUpdate). Its unknown fields have been seen.
 */
export const dropStatus: Pass = ({ schema, object, old }) => {
  if (!schema.info.statusSubresource) return;
  delete object['status'];
  if (old?.['status'] !== undefined) object['status'] = old['status'];
};
