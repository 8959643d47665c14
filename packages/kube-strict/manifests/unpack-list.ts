import { isJsonObject } from '../ground/json.ts';
import { memberPointer } from '../ground/json-pointer.ts';

/** An object of a document. */
export interface PackedObject {
  readonly value: unknown;
  /** JSON pointer in the document; the empty string unless it is an item of a list. */
  readonly pointer: string;
  /** Whether it is a list with too many items to unpack. */
  readonly tooLong?: true;
}

/** With aliases a few lines can hold any number of items. */
export const MOST_ITEMS = 100_000;

/**
 * The objects of a document: itself, or the items of a `List`, as `kubectl get -o yaml` prints them. kubectl sends each
 * item to the server. What is no list of objects is left as it is.
 *
 * @param isKnown whether a kind of its own has that name, although it ends in "List"
 */
export function* unpackList(
  value: unknown,
  isKnown: (apiVersion: string, kind: string) => boolean,
): Generator<PackedObject> {
  const open: PackedObject[] = [{ value, pointer: '' }];
  let items = 0;
  for (let packed = open.pop(); packed !== undefined; packed = open.pop()) {
    const list = itemsOf(packed.value, isKnown);
    if (list === undefined) {
      yield packed;
      continue;
    }
    if (items + list.length > MOST_ITEMS) {
      yield { ...packed, tooLong: true };
      continue;
    }
    items += list.length;
    const pointer = memberPointer(packed.pointer, 'items');
    for (const [index, item] of [...list.entries()].reverse()) {
      open.push({ value: item, pointer: memberPointer(pointer, index) });
    }
  }
}

function itemsOf(
  value: unknown,
  isKnown: (apiVersion: string, kind: string) => boolean,
): unknown[] | undefined {
  if (!isJsonObject(value)) return undefined;
  const { apiVersion, kind, items } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !Array.isArray(items)) return undefined;
  if (kind === 'List') return items;
  if (!kind.endsWith('List') || isKnown(apiVersion, kind)) return undefined;
  // The items of a PodList need not say that they are Pods.
  const types = { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.map((item) => (isJsonObject(item) ? Object.assign(Object.create(null), types, item) : item));
}
