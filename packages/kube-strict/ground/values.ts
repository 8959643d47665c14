import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { memberPointer, valueAt } from './json-pointer.ts';

/** A value and where it is. */
export interface Place<T extends Json = Json> {
  /** JSON pointer. */
  readonly path: string;
  readonly value: T;
}

/** The text that a pointer leads to; undefined when there is none. */
export function textAt(root: Json, pointer: string): string | undefined {
  const value = valueAt(root, pointer);
  return typeof value === 'string' ? value : undefined;
}

/** The object that a pointer leads to; an empty one when there is none. */
export function objectAt(root: Json, pointer: string): JsonObject {
  const value = valueAt(root, pointer);
  return isJsonObject(value) ? value : {};
}

/** The items of the list that a pointer leads to; none when there is no list. */
export function itemsAt(root: Json, pointer: string): Place[] {
  const value = valueAt(root, pointer);
  if (!Array.isArray(value)) return [];
  return value.map((item, index) => ({ path: memberPointer(pointer, index), value: item }));
}

/** The items of a list that are objects. */
export function objectsAt(root: Json, pointer: string): Place<JsonObject>[] {
  return itemsAt(root, pointer).filter((place): place is Place<JsonObject> => isJsonObject(place.value));
}

/** The items of a list that are texts. */
export function textsAt(root: Json, pointer: string): Place<string>[] {
  return itemsAt(root, pointer).filter((place): place is Place<string> => typeof place.value === 'string');
}

/** The members of an object that are texts, with their keys. */
export function textMembersAt(root: Json, pointer: string): (Place<string> & { readonly key: string })[] {
  return Object.entries(objectAt(root, pointer)).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key, value, path: memberPointer(pointer, key) }] : [],
  );
}

/** A text somewhere in an object, with the key that it stands below: that of its list, for an item. */
export interface TextPlace extends Place<string> {
  readonly key: string;
}

/** Every text of a value, at any depth that {@link readObject} lets pass. */
export function textsIn(value: Json): TextPlace[] {
  const found: TextPlace[] = [];
  collect(value, '', '', found);
  return found;
}

function collect(value: Json, path: string, key: string, found: TextPlace[]): void {
  if (typeof value === 'string') {
    found.push({ path, key, value });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, memberPointer(path, index), key, found);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      collect(member, memberPointer(path, name), name, found);
    }
  }
}

/** The name of an object; empty when it has none yet. */
export function nameOf(object: JsonObject): string {
  return textAt(object, '/metadata/name') ?? '';
}

/** The namespace that an object states; empty when it states none. */
export function namespaceOf(object: JsonObject): string {
  return textAt(object, '/metadata/namespace') ?? '';
}

/** What `name: value` pairs of a list, such as environment variables, hold. */
export function envValue(root: Json, pointer: string, name: string): string | undefined {
  const entry = objectsAt(root, pointer).find(({ value }) => value['name'] === name)?.value;
  return typeof entry?.['value'] === 'string' ? entry['value'] : undefined;
}
