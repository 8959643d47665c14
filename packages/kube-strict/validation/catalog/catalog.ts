import type { Json } from '../../ground/json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { KindInfo } from '../schema/source-kind.ts';

/** What can be validated against: one for the kinds that ship, others for what CustomResourceDefinitions bring. */
export interface Catalog {
  /** The schema of a kind; undefined when it is not known. Loaded when first asked for. */
  find(apiVersion: string, kind: string): KindSchema | undefined;
}

/** A kind, ready to be validated. */
export interface KindSchema extends TypeSchema {
  readonly info: KindInfo;
  /** ObjectMeta, which every object carries. */
  readonly objectMeta: TypeSchema;
}

/** A type of which values can be validated. */
export interface TypeSchema {
  readonly root: SchemaNode;
  readonly checkValue: ValueCheck;
}

/**
 * Judges what a JSON Schema can: types, required fields, enums, bounds, lengths, patterns, formats, combinations. Every
 * object in the value must be without a prototype.
 *
 * @returns everything that is wrong, in the order of the schema
 */
export type ValueCheck = (value: Json) => readonly ValueError[];

/** An error as Ajv reports it. */
export interface ValueError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Asks catalogs in turn: the first that knows a kind counts. */
export function firstOf(...catalogs: readonly Catalog[]): Catalog {
  return {
    find(apiVersion, kind) {
      for (const catalog of catalogs) {
        const schema = catalog.find(apiVersion, kind);
        if (schema !== undefined) return schema;
      }
      return undefined;
    },
  };
}
