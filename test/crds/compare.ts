import { canonicalJson, isJsonObject, type Json, type JsonObject } from 'kube-strict/ground/json.ts';

/** What only people read, as keywords of a schema, and how kubectl lists objects. Neither is a matter of what is valid. */
const PROSE = new Set(['description', 'title', 'externalDocs', 'example', 'additionalPrinterColumns']);
/** Lists of which the order means nothing. */
const SETS = new Set(['required', 'enum', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations']);

/**
 * What differs between our CustomResourceDefinition of a kind and the published one: names, scope, versions, their
 * subresources, and every keyword of every field. One line for each difference, such as
 * `v1.spec.list[].mode: enum ["a"], published ["a","b"]`.
 */
export function compareCrds(ours: Json, published: Json): string[] {
  const [a, b] = [specOf(ours), specOf(published)];
  return [
    ...compareMembers(a, b, 'spec', ['names', 'versions']),
    ...compareMembers(membersOf(a['names']), membersOf(b['names']), 'names'),
    ...compareFields(versionsOf(a), versionsOf(b), '', compareVersions),
  ];
}

function compareVersions(ours: JsonObject, published: JsonObject, name: string): string[] {
  return [
    ...compareMembers(ours, published, name, ['schema']),
    ...compareSchemas(rootOf(ours), rootOf(published), name),
  ];
}

function compareSchemas(ours: JsonObject, published: JsonObject, path: string): string[] {
  return keysOf(ours, published).flatMap((keyword) => {
    const [a, b] = [ours[keyword], published[keyword]];
    switch (keyword) {
      case 'properties':
        return compareFields(membersOf(a), membersOf(b), `${path}.`, compareSchemas);
      case 'items':
        return compareSubschemas(a, b, path, keyword, `${path}[]`);
      case 'additionalProperties':
        return compareSubschemas(a, b, path, keyword, `${path}.*`);
      case 'not':
        return compareSubschemas(a, b, path, keyword, `${path} not`);
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) break;
        return a.flatMap((schema, index) =>
          compareSubschemas(schema, b[index], path, keyword, `${path} ${keyword}[${index}]`),
        );
    }
    return difference(path, keyword, a, b);
  });
}

function compareSubschemas(
  ours: Json | undefined,
  published: Json | undefined,
  path: string,
  keyword: string,
  below: string,
): string[] {
  if (isJsonObject(ours) && isJsonObject(published)) return compareSchemas(ours, published, below);
  return difference(path, keyword, ours, published);
}

/** Compares what both have by name; what only one has is one difference, whatever is in it. */
function compareFields(
  ours: JsonObject,
  published: JsonObject,
  before: string,
  compare: (ours: JsonObject, published: JsonObject, path: string) => string[],
): string[] {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(published)])].sort();
  return names.flatMap((name) => {
    const path = `${before}${name}`;
    if (!Object.hasOwn(published, name)) return [`${path}: only ours`];
    if (!Object.hasOwn(ours, name)) return [`${path}: only published`];
    return compare(membersOf(ours[name]), membersOf(published[name]), path);
  });
}

function compareMembers(
  ours: JsonObject,
  published: JsonObject,
  path: string,
  except: readonly string[] = [],
): string[] {
  const keys = keysOf(ours, published).filter((key) => !except.includes(key));
  return keys.flatMap((key) => difference(path, key, ours[key], published[key]));
}

function difference(
  path: string,
  key: string,
  ours: Json | undefined,
  published: Json | undefined,
): string[] {
  const [a, b] = [textOf(key, ours), textOf(key, published)];
  return a === b ? [] : [`${path}: ${key} ${a}, published ${b}`];
}

function textOf(key: string, value: Json | undefined): string {
  // Go reads a null keyword as an absent one.
  if (value === undefined || value === null) return 'absent';
  if (!SETS.has(key) || !Array.isArray(value)) return canonicalJson(value);
  return `[${value.map((item) => canonicalJson(withoutMessage(item))).sort()}]`;
}

/** What a CEL rule says to people does not count. */
function withoutMessage(item: Json): Json {
  if (!isJsonObject(item)) return item;
  const { message, messageExpression, ...rule } = item;
  return rule;
}

function keysOf(ours: JsonObject, published: JsonObject): string[] {
  const keys = new Set([...Object.keys(ours), ...Object.keys(published)]);
  return [...keys].filter((key) => !PROSE.has(key)).sort();
}

function specOf(crd: Json): JsonObject {
  return membersOf(membersOf(crd)['spec']);
}

function versionsOf(spec: JsonObject): JsonObject {
  const versions = Array.isArray(spec['versions']) ? spec['versions'].map(membersOf) : [];
  return Object.fromEntries(versions.map((version) => [String(version['name']), version]));
}

function rootOf(version: JsonObject): JsonObject {
  return membersOf(membersOf(version['schema'])['openAPIV3Schema']);
}

function membersOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
