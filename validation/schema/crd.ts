import { isJsonObject } from '../json.ts';
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
