import type { Rule } from '../cel/rule.ts';
import { kindsOfCrd } from '../schema/crd.ts';
import { linkNodes, nodeTable } from '../schema/node-table.ts';
import { apiVersionOf, type KindInfo, type SourceKind } from '../schema/source-kind.ts';
import type { SourceRule } from '../schema/source-schema.ts';
import { valueSchemaOf } from '../schema/value-schema.ts';
import type { Catalog, KindSchema, TypeSchema, ValueCheck } from './catalog.ts';

/** What CustomResourceDefinitions define. */
export interface CrdCatalog extends Catalog {
  readonly kinds: readonly KindInfo[];
}

/**
 * The kinds that CustomResourceDefinitions define, compiled when they are first asked for. Loads Ajv and the parser of CEL.
 *
 * @param documents the definitions as parsed from YAML or JSON; of several for one kind the last counts
 * @param objectMeta of the kinds that ship
 * @throws Error when a document is not a definition with a schema
 */
export async function crdCatalog(documents: readonly unknown[], objectMeta: TypeSchema): Promise<CrdCatalog> {
  const [{ compileCheck }, { readRule }] = await Promise.all([
    import('../compile/compile-check.ts'),
    import('../cel/read-rule.ts'),
  ]);
  const kinds = documents.flatMap(kindsOfCrd);
  const sources = new Map(kinds.map((kind) => [`${apiVersionOf(kind)} ${kind.kind}`, kind]));
  const compiled = new Map<string, KindSchema>();
  const compile = (source: SourceKind): KindSchema => {
    try {
      return kindSchema(source, objectMeta, compileCheck, readRule);
    } catch (cause) {
      throw new Error(`the schema of ${source.kind} of ${apiVersionOf(source)} cannot be compiled`, {
        cause,
      });
    }
  };
  return {
    kinds,
    find(apiVersion, kind) {
      const key = `${apiVersion} ${kind}`;
      const source = sources.get(key);
      if (source === undefined) return undefined;
      const schema = compiled.get(key) ?? compile(source);
      compiled.set(key, schema);
      return schema;
    },
  };
}

/** A kind with its validator compiled in memory. */
export function kindSchema(
  { schema, definitions, ...info }: SourceKind,
  objectMeta: TypeSchema,
  compileCheck: (schema: object) => ValueCheck,
  readRule: (rule: SourceRule) => Rule,
): KindSchema {
  const type = { family: info.family, schema, ...(definitions && { definitions }) };
  return {
    info,
    objectMeta,
    root: linkNodes(nodeTable(schema, definitions, readRule)),
    checkValue: compileCheck(valueSchemaOf(type)),
  };
}
