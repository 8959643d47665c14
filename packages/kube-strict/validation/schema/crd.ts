import { isJsonObject } from '../../ground/json.ts';
import type { ScalePaths, SourceKind } from './source-kind.ts';
import type { SourceSchema } from './source-schema.ts';

/**
 * The kinds that a CustomResourceDefinition defines: one for each version that is served.
 *
 * @param document the definition as parsed from YAML or JSON
 * @throws Error when it is not an apiextensions.k8s.io/v1 CustomResourceDefinition with a schema
 */
export function kindsOfCrd(document: unknown): SourceKind[] {
  if (!isCrd(document)) throw new Error('not a CustomResourceDefinition of apiextensions.k8s.io/v1');
  const { group, names, scope, versions } = document.spec;
  return versions
    .filter((version) => version.served)
    .map((version) => {
      const schema = version.schema?.openAPIV3Schema;
      if (schema === undefined)
        throw new Error(`version ${version.name} of ${names.plural}.${group} has no schema`);
      if (workOf(schema) > MOST_WORK) {
        throw new Error(
          `the schema of version ${version.name} of ${names.plural}.${group} has too many parts, or patterns`,
        );
      }
      const scale = version.subresources?.scale;
      return {
        group,
        version: version.name,
        kind: names.kind,
        plural: names.plural,
        namespaced: scope === 'Namespaced',
        family: 'custom',
        ...(version.subresources?.status && { statusSubresource: true }),
        ...(scale && { scale }),
        schema: withoutNulls(schema),
      };
    });
}

/**
 * How much work a schema makes: by its parts, of which a pattern or a rule counts as many. The largest that are published
 * come to 12,000 (ApplicationSet of Argo CD: 9,800 parts; SecretStore of External Secrets: 731 patterns).
 */
const MOST_WORK = 20_000;
const PATTERN = 10;

function workOf(schema: unknown): number {
  let work = 0;
  const open: unknown[] = [schema];
  while (open.length > 0 && work <= MOST_WORK) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null) continue;
    work += 1;
    const { pattern, rule, enum: values } = part as Record<string, unknown>;
    if (typeof pattern === 'string' || typeof rule === 'string') work += PATTERN;
    if (Array.isArray(values)) work += values.length / PATTERN;
    for (const member of Object.values(part)) if (typeof member === 'object') open.push(member);
  }
  return work;
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly CrdVersion[];
  };
}

interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema?: { readonly openAPIV3Schema?: SourceSchema };
  readonly subresources?: { readonly status?: object; readonly scale?: ScalePaths };
}

function isCrd(document: unknown): document is Crd {
  if (!isJsonObject(document) || document['kind'] !== 'CustomResourceDefinition') return false;
  const spec = document['spec'];
  return (
    document['apiVersion'] === 'apiextensions.k8s.io/v1' &&
    isJsonObject(spec) &&
    typeof spec['group'] === 'string' &&
    isJsonObject(spec['names']) &&
    Array.isArray(spec['versions'])
  );
}

/** Go reads a null keyword as an absent one, and published CRDs have some (`anyOf: null` in that of Route). */
function withoutNulls(schema: SourceSchema): SourceSchema {
  const kept = Object.entries(schema).filter(([, value]) => value !== null);
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === 'properties') return [key, Object.fromEntries(Object.entries(value).map(cleanMember))];
      if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') return [key, value.map(withoutNulls)];
      const isSchema = key === 'items' || key === 'not' || key === 'additionalProperties';
      return [key, isSchema && typeof value === 'object' ? withoutNulls(value) : value];
    }),
  );
}

function cleanMember([name, schema]: [string, unknown]): [string, SourceSchema] {
  return [name, withoutNulls(schema as SourceSchema)];
}
