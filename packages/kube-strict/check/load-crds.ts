import { isJsonObject } from '../ground/json.ts';
import { type Problem, UserError } from '../ground/user-error.ts';
import { findFiles } from '../manifests/find-files.ts';
import { readDocuments, type SourceDocument } from '../manifests/read-documents.ts';
import { readChunks } from '../manifests/read-file.ts';
import { findNode } from '../manifests/tree/find-node.ts';
import { unpackList } from '../manifests/unpack-list.ts';
import type { KindSchema, TypeSchema } from '../validation/catalog/catalog.ts';
import { type CrdCatalog, crdCatalog } from '../validation/catalog/crds.ts';
import { kindsOfCrd } from '../validation/schema/crd.ts';

/** All definitions of a cluster in one list are some ten megabytes. */
const MOST = 256 * 1024 * 1024;

/**
 * The kinds that CustomResourceDefinitions define, as `oc get crd -o yaml` gives them, or a file for each. Other objects
 * beside them are passed over.
 *
 * @throws UserError when there are none, or one cannot be used
 */
export async function loadCrds(path: string, objectMeta: TypeSchema): Promise<CrdCatalog> {
  const definitions: unknown[] = [];
  const problems: Problem[] = [];
  for (const file of findFiles([path])) {
    const options = { json: file.endsWith('.json'), most: MOST };
    for await (const documents of readDocuments(readChunks(file), options)) {
      for (const document of documents)
        for (const definition of definitionsIn(file, document, problems)) definitions.push(definition);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  if (definitions.length === 0) {
    throw new UserError([{ file: path, message: 'there is no CustomResourceDefinition here', fix: FIX }]);
  }
  return compiling(await crdCatalog(definitions, objectMeta));
}

function definitionsIn(file: string, document: SourceDocument, problems: Problem[]): unknown[] {
  const { root, value, lines } = document;
  if (root === undefined) {
    const texts = document.problems.map(({ message, fix, start }) => {
      return { file, message, ...lines.position(start), ...(fix !== undefined && { fix }) };
    });
    problems.push(...texts);
    return [];
  }
  return [...unpackList(value, () => false)].flatMap(({ value: object, pointer }) => {
    if (!isJsonObject(object) || object['kind'] !== 'CustomResourceDefinition') return [];
    const fault = faultOf(object);
    if (fault === undefined) return [object];
    const place = lines.position(findNode(root, pointer).node.start);
    problems.push({ file, ...place, message: fault, fix: FIX });
    return [];
  });
}

const FIX = 'write them with "oc get crd -o yaml"';

function faultOf(definition: unknown): string | undefined {
  try {
    kindsOfCrd(definition);
    return undefined;
  } catch (error) {
    // One that is wrong in a way that nobody thought of ends in an error of the language.
    const message = error instanceof Error && error.constructor === Error ? error.message : 'not well formed';
    return `a CustomResourceDefinition cannot be used: ${message}`;
  }
}

/** A schema is compiled when an object asks for it; that it cannot be is the definition's fault. */
function compiling(catalog: CrdCatalog): CrdCatalog {
  const known = new Map<KindSchema, KindSchema>();
  return {
    kinds: catalog.kinds,
    find(apiVersion, kind) {
      const schema = told(() => catalog.find(apiVersion, kind));
      if (schema === undefined) return undefined;
      const guarded = known.get(schema) ?? { ...schema, checkValue: guardedCheck(schema) };
      known.set(schema, guarded);
      return guarded;
    },
  };
}

/** The code that is made of many alternatives in each other can be too much for the stack. */
function guardedCheck({ info, checkValue }: KindSchema): KindSchema['checkValue'] {
  return (value) => {
    try {
      return checkValue(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw unusable(`the schema of ${info.kind} has too many alternatives within each other`);
    }
  };
}

function told<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error));
  }
}

function unusable(message: string): UserError {
  return new UserError([{ message, fix: 'correct the CustomResourceDefinition given with --crds' }]);
}
