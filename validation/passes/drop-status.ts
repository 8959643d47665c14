import type { Pass } from '../judgement.ts';

/**
 * Custom resources whose status has its own endpoint: a create takes the status off before values are judged
 * (apiextensions-apiserver pkg/registry/customresource/strategy.go, PrepareForCreate). Its unknown fields have been seen.
 */
export const dropStatus: Pass = ({ schema, object }) => {
  if (schema.info.statusSubresource) delete object['status'];
};
