import { findFiles } from '../../manifests/find-files.ts';
import { readDocuments } from '../../manifests/read-documents.ts';
import { readChunks } from '../../manifests/read-file.ts';
import { unpackList } from '../../manifests/unpack-list.ts';
import type { Catalog, TypeSchema } from '../../validation/catalog/catalog.ts';
import { crdCatalog } from '../../validation/catalog/crds.ts';
import { isJsonObject } from '../../validation/json.ts';
import { kindsOfCrd } from '../../validation/schema/crd.ts';
import { type Problem, UserError } from '../user-error.ts';

/** All definitions of a cluster in one list are some ten megabytes. */
const MOST = 256 * 1024 * 1024;

/**
 * The kinds that CustomResourceDefinitions define, as `oc get crd -o yaml` gives them, or a file for each. Other objects
 * beside them are passed over.
 *
 * @throws UserError when there are none, or one cannot be used
 */
export async function loadCrds(path: string, objectMeta: TypeSchema): Promise<Catalog> {
  const definitions: unknown[] = [];
  const problems: Problem[] = [];
  for (const file of findFiles([path])) {
    for await (const document of readDocuments(readChunks(file), {
      json: file.endsWith('.json'),
      most: MOST,
    })) {
      const { root, value, lines } = document;
      const [problem] = document.problems.filter(({ severity }) => severity === 'error');
      if (root === undefined && problem !== undefined) {
        const { message, fix, start } = problem;
        problems.push({ file, message, ...lines.position(start), ...(fix !== undefined && { fix }) });
      }
      for (const { value: object } of unpackList(value, () => false)) {
        if (!isJsonObject(object) || object['kind'] !== 'CustomResourceDefinition') continue;
        const fault = faultOf(object);
        if (fault === undefined) definitions.push(object);
        else problems.push({ file, ...lines.position(root?.start ?? 0), message: fault, fix: FIX });
      }
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  if (definitions.length === 0) {
    throw new UserError([{ file: path, message: 'there is no CustomResourceDefinition here', fix: FIX }]);
  }
  return compiling(await crdCatalog(definitions, objectMeta));
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
function compiling(catalog: Catalog): Catalog {
  return {
    find(apiVersion, kind) {
      try {
        return catalog.find(apiVersion, kind);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UserError([{ message, fix: 'correct the CustomResourceDefinition given with --crds' }]);
      }
    },
  };
}
