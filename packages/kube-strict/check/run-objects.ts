import { isJsonObject, type JsonObject } from '../ground/json.ts';
import { UserError } from '../ground/user-error.ts';
import { type ChunksOf, readDocumentsNow } from '../manifests/read-documents.ts';
import { unpackList } from '../manifests/unpack-list.ts';
import { readObject } from '../validation/read-object.ts';
import type { ObjectsOf, PlacedObject } from './clusters/deliveries.ts';

/**
 * Finds objects of a run for rules that look at others beside the one they judge. Few do, and for few kinds, so that a kind
 * is looked for when it is first asked for, and only its objects are held.
 *
 * @param chunksOf reads a file once more
 * @returns every object of a kind; none of a file that cannot be read, which is told elsewhere
 */
export function runObjects(files: readonly string[], chunksOf: ChunksOf): ObjectsOf {
  const found = new Map<string, readonly PlacedObject[]>();
  return (group, kind) => {
    const key = JSON.stringify([group, kind]);
    const objects =
      found.get(key) ??
      files.flatMap((file) => objectsIn(file, chunksOf, group, kind).map((object) => ({ file, object })));
    found.set(key, objects);
    return objects;
  };
}

function objectsIn(file: string, chunksOf: ChunksOf, group: string, kind: string): JsonObject[] {
  const objects: JsonObject[] = [];
  try {
    const options = { json: file.endsWith('.json'), wanted: (text: string) => text.includes(kind) };
    for (const { value } of readDocumentsNow(chunksOf(file), options)) {
      for (const packed of unpackList(value, () => false)) {
        if (!isOfKind(packed.value, group, kind)) continue;
        const reading = readObject(packed.value);
        if ('object' in reading) objects.push(reading.object);
      }
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return objects;
}

function isOfKind(value: unknown, group: string, kind: string): boolean {
  if (!isJsonObject(value) || value['kind'] !== kind) return false;
  const { apiVersion } = value;
  return (
    typeof apiVersion === 'string' && (apiVersion.includes('/') ? apiVersion.split('/')[0] : '') === group
  );
}
