import type { KindInfo } from '../../../validation/schema/source-kind.ts';
import { type Definitions, reachable, type SourceSchema } from '../../../validation/schema/source-schema.ts';
import { GoDecoder } from './go.ts';
import { judgeMetadata, type MetaSchemas } from './metadata.ts';
import { isMembers, Place, type Problem, type Value } from './problem.ts';

/** Judges an object of one of Kubernetes' own kinds from the published definitions, as Go decodes it. */
export function judgeKubernetes(
  object: Value,
  info: KindInfo,
  definition: string,
  schemas: MetaSchemas,
): Set<Problem> {
  const problems = new Set<Problem>();
  const root = new Place(problems);
  if (!isMembers(object)) return problems;
  const { metadata, ...rest } = object;
  judgeMetadata(metadata, info, schemas, root.at('metadata'));
  const own = new Set<Problem>();
  const decoder = new GoDecoder(schemas.definitions, onlyInStatus(definition, schemas.definitions));
  decoder.named({ ...rest, ...(metadata !== undefined && { metadata: {} }) }, definition, new Place(own));
  for (const problem of own) problems.add(problem);
  return problems;
}

/** Definitions that only the status uses: a create does not set it, so nothing in it is required. */
function onlyInStatus(definition: string, definitions: Definitions): Set<string> {
  const { properties: { status, metadata: _, ...others } = {} } = definitions[definition] ?? {};
  const used = reachable({ properties: others } as SourceSchema, definitions);
  return new Set([...reachable(status ?? {}, definitions)].filter((name) => !used.has(name)));
}
