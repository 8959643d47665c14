import type { JsonObject } from 'kube-strict/ground/json.ts';
import { nameOf, namespaceOf } from 'kube-strict/ground/values.ts';

/** Objects of one kind, as a context has them. */
type Objects = readonly JsonObject[];

/**
 * What is made of a list of objects, made once: a rule that goes through all of them for each object that it judges takes
 * time in the square of their number.
 */
export function memoOf<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: make(key) };
    known.set(key, found);
    return found.value;
  };
}

/** Objects by a key, in their order. */
export function groupsOf(keyOf: (object: JsonObject) => string): (objects: Objects) => Map<string, Objects> {
  return memoOf((objects) => {
    const groups = new Map<string, JsonObject[]>();
    for (const object of objects) {
      const key = keyOf(object);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [object]);
      else group.push(object);
    }
    return groups;
  });
}

const byName = groupsOf((object) => keyOf(namespaceOf(object), nameOf(object)));

/** The first object of a name in a namespace. */
export function named(objects: Objects, namespace: string, name: string): JsonObject | undefined {
  return byName(objects).get(keyOf(namespace, name))?.[0];
}

function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}
