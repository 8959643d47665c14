import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { parse } from 'yaml';
import { loadType, type TypeData } from '../catalog/compiled-type.ts';
import { fileNames, INDEX_FILE, type IndexEntry, OBJECT_META } from '../catalog/shipped.ts';
import { kindsOfCrd } from '../schema/crd.ts';
import {
  joinDocuments,
  KUBERNETES_FILES,
  type KubernetesDocument,
  kindsOfKubernetes,
  type SourceType,
} from '../schema/kubernetes.ts';
import type { SourceKind } from '../schema/source-kind.ts';
import { type CompilableType, compileType } from './compile-type.ts';
import { sampleOf } from './sample.ts';

/**
 * Compiles schemas for `shippedCatalog`: those of Kubernetes and OpenShift, and of custom resources.
 *
 * @param crds files with one CustomResourceDefinition each
 * @param schemas folder with the schemas of Kubernetes and OpenShift, `validation/schemas/`
 * @param out folder to write to; made when it is missing
 * @returns the files that were read in `schemas`
 */
export async function compileSchemas(
  crds: readonly string[],
  schemas: string,
  out: string,
): Promise<readonly string[]> {
  const documents = KUBERNETES_FILES.map(
    (file) => JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8')) as KubernetesDocument,
  );
  const { kinds, objectMeta } = kindsOfKubernetes(joinDocuments(documents));
  const custom = crds.flatMap((file) => kindsOfCrd(parse(readFileSync(file, 'utf8'))));
  await compileKinds([...custom, ...kinds], objectMeta, out);
  return KUBERNETES_FILES;
}

/** Writes the compiled form of kinds, and of ObjectMeta, to a folder. */
export async function compileKinds(
  kinds: readonly SourceKind[],
  objectMeta: SourceType,
  out: string,
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const index: IndexEntry[] = [];
  const writing = [writeType(out, OBJECT_META, { family: 'kubernetes', ...objectMeta })];
  for (const { schema, definitions, ...info } of kinds) {
    const name = [info.kind, info.version, info.group].filter(Boolean).join('.').toLowerCase();
    index.push({ ...info, name });
    writing.push(writeType(out, name, { family: info.family, schema, ...(definitions && { definitions }) }));
  }
  await Promise.all(writing);
  writeFileSync(`${out}/${INDEX_FILE}`, JSON.stringify(index));
}

async function writeType(out: string, name: string, type: CompilableType): Promise<void> {
  const { code, data, errors } = await compileType(type);
  const files = fileNames(out, name);
  writeFileSync(files.code, code);
  writeFileSync(files.data, JSON.stringify(data));
  writeFileSync(files.errors, JSON.stringify(errors));
  writeFileSync(files.cache, codeCache(name, code, structuredClone(data)));
}

/** V8 keeps in its cache what has run, so all of the code is made to. */
function codeCache(name: string, code: string, data: TypeData): Buffer {
  const script = new Script(code, { filename: name });
  const { root, checkValue } = loadType(script, data, () => []);
  checkValue(sampleOf(root));
  return script.createCachedData();
}
