import type { KindInfo } from '../../../validation/schema/source-kind.ts';
import type { Definitions } from '../../../validation/schema/source-schema.ts';
import { GoDecoder } from './go.ts';
import { isMembers, type Members, Place, type Problem, type Value } from './problem.ts';

/** Published definitions, and the name of ObjectMeta among them. */
export interface MetaSchemas {
  readonly definitions: Definitions;
  readonly objectMeta: string;
}

/**
 * Judges metadata: that it decodes, and the rules that generated objects can break. The rules themselves have tests of
 * their own.
 *
 * @returns the metadata without nulls and unknown fields
 */
export function judgeMetadata(metadata: Value, kind: KindInfo, schemas: MetaSchemas, place: Place): Members {
  const found = new Set<Problem>();
  new GoDecoder(schemas.definitions).named(metadata ?? {}, schemas.objectMeta, new Place(found, place.path));
  for (const problem of found) place.problems.add(problem);
  const known = schemas.definitions[schemas.objectMeta]?.properties ?? {};
  const entries = Object.entries(isMembers(metadata) ? metadata : {});
  const kept = Object.fromEntries(entries.filter(([key, value]) => value !== null && key in known));
  const decodes = [...found].every((problem) => problem.startsWith('api/unknown-field '));
  if (decodes) judgeRules(kept, kind, place);
  return kept;
}

function judgeRules(metadata: Members, { family, kind }: KindInfo, place: Place): void {
  const name = String(metadata['name'] ?? '');
  const anyCase =
    family === 'kubernetes' &&
    /^(Cluster)?Role(Binding)?$|^Event$|^APIService$|^CertificateSigningRequest$|^PodDisruptionBudget$/.test(
      kind,
    );
  const label = family === 'kubernetes' && /^(Namespace|Service|StatefulSet)$/.test(kind);
  const pattern = anyCase
    ? /^[^/%]+$/
    : label
      ? /^[a-z]([-a-z0-9]*[a-z0-9])?$/
      : /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;
  if (!pattern.test(name)) place.at('name').report('metadata-name');
  for (const [key, value] of Object.entries(isMembers(metadata['labels']) ? metadata['labels'] : {})) {
    if (!/^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/.test(String(value ?? '')))
      place.at('labels').at(key).report('metadata-labels');
  }
}
