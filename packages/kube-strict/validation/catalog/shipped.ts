import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { apiVersionOf, type KindInfo } from '../schema/source-kind.ts';
import type { Catalog, KindSchema, TypeSchema } from './catalog.ts';
import { type ErrorTable, loadType, type TypeData } from './compiled-type.ts';

/** A kind in the index of a folder of compiled schemas. */
export type IndexEntry = KindInfo & { readonly name: string };

export const INDEX_FILE = 'index.json';
export const OBJECT_META = 'objectmeta';

/** The kinds that ship. */
export interface ShippedCatalog extends Catalog {
  readonly objectMeta: TypeSchema;
  /** What is known of every kind, without loading any. */
  readonly kinds: readonly KindInfo[];
}

/**
 * Opens a folder that `compileSchemas` wrote. A kind is loaded when it is first asked for.
 *
 * @throws Error when the folder is missing or is not whole
 */
export function shippedCatalog(folder: string): ShippedCatalog {
  const entries = JSON.parse(readFileSync(`${folder}/${INDEX_FILE}`, 'utf8')) as IndexEntry[];
  const byKind = new Map(entries.map((entry) => [`${apiVersionOf(entry)} ${entry.kind}`, entry]));
  const loaded = new Map<string, KindSchema>();
  let objectMeta: TypeSchema | undefined;
  const catalog: ShippedCatalog = {
    kinds: entries,
    get objectMeta() {
      objectMeta ??= readType(folder, OBJECT_META);
      return objectMeta;
    },
    find(apiVersion, kind) {
      const key = `${apiVersion} ${kind}`;
      const entry = byKind.get(key);
      if (entry === undefined) return undefined;
      const schema = loaded.get(key) ?? load(folder, entry, catalog.objectMeta);
      loaded.set(key, schema);
      return schema;
    },
  };
  return catalog;
}

function load(folder: string, { name, ...info }: IndexEntry, objectMeta: TypeSchema): KindSchema {
  return { ...readType(folder, name), info, objectMeta };
}

function readType(folder: string, name: string): TypeSchema {
  const files = fileNames(folder, name);
  // The code is ASCII, which is read fastest as what it is.
  const code = readFileSync(files.code, 'latin1');
  const cachedData = existsSync(files.cache) ? readFileSync(files.cache) : undefined;
  const script = new Script(code, { filename: files.code, cachedData });
  const data = JSON.parse(readFileSync(files.data, 'utf8')) as TypeData;
  return loadType(script, data, () => JSON.parse(readFileSync(files.errors, 'utf8')) as ErrorTable);
}

/** The files of a compiled type. */
export function fileNames(
  folder: string,
  name: string,
): Record<'code' | 'cache' | 'data' | 'errors', string> {
  return {
    code: `${folder}/${name}.js`,
    /** V8's own form of the code. One of another Node.js with the same V8 would be taken, and crash: 20.19.6 does by 20.20.2. */
    cache: `${folder}/${name}.${process.version}-${process.arch}.cache`,
    data: `${folder}/${name}.json`,
    errors: `${folder}/${name}.errors.json`,
  };
}
