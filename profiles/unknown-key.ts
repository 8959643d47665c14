import { nearest } from 'kube-strict/ground/nearest.ts';
import { isSealedValue } from 'kube-strict/ground/sealed-value.ts';
import { hasSecretName } from 'kube-strict/ground/secrets.ts';
import { knownKeys } from './field.ts';
import { type KnownField, knownFields } from './known-fields.ts';
import { type Path, valueAt } from './path.ts';
import { listWords } from './words.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import type { YamlSource } from './yaml-source.ts';

/** Places that are named for a key that belongs elsewhere; of more, the first. */
const MOST_PLACES = 3;

/**
 * What a key was meant to be that the schema does not have: another spelling of one of its neighbours, or a key of
 * another level.
 */
export function unknownKey(
  parent: Path,
  key: string,
  source: YamlSource,
  known = knownKeys(parent, source.value),
): SourceProblem {
  const path = [...parent, key];
  const level = parent.map((step) => (typeof step === 'number' ? '*' : step));
  const spelling = known.find((name) => plain(name) === plain(key));
  const otherName = known.find((name) => name === OTHER_NAMES.get(plain(key)));
  const sibling = spelling ?? otherName ?? nearest(key, known);
  const places = spelling === undefined ? elsewhere(key, level) : [];
  const meant = [...(sibling === undefined ? [] : [[...level, sibling]]), ...places.map((one) => one.path)];
  const place = { offset: source.keyOffsetOf(path), path, meant };
  if (isPlainSecret(key, valueAt(source.value, path), places, meant)) {
    return { ...place, ...SECRET, meant: [...meant, ['pccs', 'secrets', 'source']] };
  }
  const fix = remedy(level, sibling, places.slice(0, MOST_PLACES)) ?? choices(known);
  return { ...place, message: 'unknown key', fix };
}

/** Names that people know a key by, in plain letters. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['branch', 'revision'],
  ['cluster', 'name'],
  ['csv', 'startingCSV'],
  ['mode', 'deploymentMode'],
  ['nfd', 'nodeFeatureDiscovery'],
  ['ocp', 'openshift'],
  ['ocpversion', 'openshift'],
  ['osc', 'sandboxedContainers'],
  ['pods', 'workloads'],
  ['ref', 'revision'],
  ['repo', 'repository'],
  ['repourl', 'repository'],
  ['tag', 'revision'],
  ['targetrevision', 'revision'],
  ['url', 'repository'],
  ['version', 'openshift'],
]);

/** A value in the clear where there is no place for one; only the command that seals it knows where it goes. */
function isPlainSecret(
  key: string,
  value: unknown,
  places: readonly KnownField[],
  meant: readonly unknown[],
): boolean {
  const isScalar = typeof value !== 'object' || value === null;
  const isSealed = typeof value === 'string' && isSealedValue(value);
  const isOfIntel = places.some(({ path }) => path[2] === 'encrypted');
  return isScalar && !isSealed && (isOfIntel || (meant.length === 0 && hasSecretName(key)));
}

const SECRET = {
  message: 'unknown key with the name of a secret; no secret may be in a profile, which is in Git',
  fix: 'remove it, and ask for a new value if this one was pushed; "coco-gitops seal" seals those of the Intel services for the cluster',
};

function remedy(
  level: readonly string[],
  sibling: string | undefined,
  places: readonly KnownField[],
): string | undefined {
  const [first] = places;
  if (first === undefined) return sibling === undefined ? undefined : `did you mean "${sibling}"?`;
  const { path, needs } = first;
  if (needs !== undefined && samePath(path.slice(0, -1), level)) {
    return `remove it, or write "${needs.key}: ${needs.value}", with which it goes`;
  }
  const where = `"${path.at(-1)}:" ${listWords(places.map(placeWords))}`;
  return sibling === undefined ? `write ${where}` : `did you mean "${sibling}", or ${where}?`;
}

function choices(known: readonly string[]): string {
  return known.length === 0 ? 'remove it' : `remove it, or use one of: ${known.join(', ')}`;
}

/** Fields of this name at other levels, or whose whole path was run together: `trusteeUrl`, `nodes.expected`. */
function elsewhere(key: string, level: readonly string[]): KnownField[] {
  byName ??= fieldsByName();
  return (byName.get(plain(key)) ?? [])
    .filter(({ path, needs }) => needs !== undefined || !samePath(path.slice(0, -1), level))
    .sort((a, b) => shared(b.path, level) - shared(a.path, level));
}

let byName: ReadonlyMap<string, readonly KnownField[]> | undefined;

function fieldsByName(): ReadonlyMap<string, readonly KnownField[]> {
  const names = new Map<string, KnownField[]>();
  for (const field of knownFields()) {
    for (const name of new Set([plain(field.path.at(-1) ?? ''), plain(field.path.join(''))])) {
      names.set(name, [...(names.get(name) ?? []), field]);
    }
  }
  return names;
}

/** How many steps two paths have in common. */
function shared(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((step, index) => step !== other[index]);
  return different < 0 ? one.length : different;
}

function placeWords({ path }: KnownField): string {
  const parent = path.slice(0, -1).join('.').replaceAll('.*', '[]');
  return parent === '' ? 'at the top level' : `below "${parent}:"`;
}

function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** Without what people write in different ways: case, hyphens, underscores and dots. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
