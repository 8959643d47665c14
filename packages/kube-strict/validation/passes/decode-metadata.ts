import { emptyObject } from '../../ground/json.ts';
import { checkType } from '../check-type.ts';
import type { Pass } from '../judgement.ts';
import type { ObjectMeta } from '../metadata/object-meta.ts';

/**
 * Decodes metadata as ObjectMeta, strictly and with the case of field names (apiextensions-apiserver
 * pkg/apiserver/schema/objectmeta/coerce.go; for Kubernetes' own kinds the decoder does it). Metadata that does not
 * decode ends the judging of metadata.
 */
export const decodeMetadata: Pass = (judgement) => {
  const { schema, object, findings } = judgement;
  // The server fills in metadata, so that there always is some when values are judged.
  const metadata = object['metadata'] ?? emptyObject();
  object['metadata'] = metadata;
  if (checkType(metadata, schema.objectMeta, '/metadata', findings))
    judgement.metadata = metadata as ObjectMeta;
};
