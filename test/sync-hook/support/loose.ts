/** A JSON object, of any shape, that tests change as they like. */
export type Loose = Record<string, unknown>;

/** The value below an object. */
export function at(object: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Loose | undefined)?.[key], object);
}

/** The object below an object. */
export function objectAt(object: unknown, ...path: readonly (string | number)[]): Loose {
  return at(object, ...path) as Loose;
}

/** The list of objects below an object. */
export function listAt(object: unknown, ...path: readonly (string | number)[]): Loose[] {
  return at(object, ...path) as Loose[];
}

/** Sets the value below an object; undefined takes the key away. */
export function set(object: Loose, value: unknown, ...path: readonly string[]): void {
  const key = path[path.length - 1] as string;
  const parent = objectAt(object, ...path.slice(0, -1));
  if (value === undefined) delete parent[key];
  else parent[key] = value;
}

/** metadata.name */
export function nameOf(object: unknown): string {
  return at(object, 'metadata', 'name') as string;
}

/** The object of a name. */
export function named(objects: readonly Loose[], name: string): Loose {
  const found = objects.find((object) => nameOf(object) === name);
  if (found === undefined) throw new Error(`the test has no ${name}`);
  return found;
}
