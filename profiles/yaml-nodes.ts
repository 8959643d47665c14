import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Pair, type ParsedNode } from 'yaml';
import type { Path } from './path.ts';
import { shorten } from './words.ts';

/** A problem at a place in the text. */
export interface SourceProblem {
  /** UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly path?: Path;
  readonly message: string;
  readonly fix: string;
  /** Where a key may have been meant to be that nobody knows; `*` stands for any index. */
  readonly meant?: readonly (readonly string[])[];
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

interface Place {
  readonly node: ParsedNode | null;
  readonly path: Path;
}

/** A node and all below it, in the order of the text. */
export function* placesBelow(node: ParsedNode | null, path: Path = []): Generator<Place> {
  yield { node, path };
  for (const [step, child] of childrenOf(node)) yield* placesBelow(child, [...path, step]);
}

function childrenOf(node: ParsedNode | null): [string | number, ParsedNode | null][] {
  if (isMap(node)) return pairsOf(node).map(({ key, value }) => [keyOf(key), value]);
  return isSeq(node) ? (node.items as ParsedNode[]).map((item, index) => [index, item]) : [];
}

/**
 * Where a path leads: its last key (undefined for an item of a list) and its value. A path that leads nowhere ends at
 * the nearest parent that exists. Of equal keys the last counts, as in the value.
 */
export function locate(
  root: ParsedNode | null,
  path: Path,
): { found: boolean; key?: ParsedNode; value: ParsedNode | null } {
  let key: ParsedNode | undefined;
  let value = root;
  for (const step of path) {
    if (isMap(value)) {
      const pair = pairsOf(value).findLast((candidate) => keyOf(candidate.key) === step);
      if (pair === undefined) return { found: false, value, ...(key && { key }) };
      key = pair.key;
      value = pair.value;
    } else {
      const item = isSeq(value) && typeof step === 'number' ? (value.items[step] as ParsedNode) : undefined;
      if (item === undefined) return { found: false, value, ...(key && { key }) };
      key = undefined;
      value = item;
    }
  }
  return { found: true, value, ...(key && { key }) };
}

/** Keys that stand twice in one mapping. YAML forbids them; readers that do not notice take one of the two. */
export function repeatedKeys({ node, path }: Place, lines: LineCounter): SourceProblem[] {
  if (!isMap(node)) return [];
  const first = new Map<string, number>();
  return pairsOf(node).flatMap(({ key }) => {
    const name = keyOf(key);
    const [offset] = key.range;
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, offset);
      return [];
    }
    const message = `this key is already on line ${lines.linePos(earlier).line}`;
    return [{ offset, path: [...path, name], message, fix: 'keep one of the two' }];
  });
}

/** Takes away all but the first of equal keys, where otherwise the last would count. */
export function dropRepeated(root: ParsedNode | null): void {
  for (const { node } of placesBelow(root)) {
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    node.items = pairsOf(node).filter(({ key }) => !seen.has(keyOf(key)) && seen.add(keyOf(key)));
  }
}

/** A value that stands in one place is easy to review and to point at, and cannot expand without bound. */
export function aliases({ node, path }: Place): SourceProblem[] {
  if (!isAlias(node)) return [];
  const message = `a profile has no aliases, found "*${shorten(node.source)}"`;
  return [{ offset: node.range[0], path, message, fix: 'write the value out' }];
}

/** Numbers that not everybody reads as the same number: `010` is 10 in YAML 1.2 and 8 in YAML 1.1. */
export function oddNumbers({ node, path }: Place): SourceProblem[] {
  if (!isScalar(node) || typeof node.value !== 'number' || node.source === String(node.value)) return [];
  const written = shorten(node.source ?? '');
  const message = `expected a number in plain decimal digits, found ${written}, which reads as ${node.value}`;
  return [{ offset: node.range[0], path, message, fix: `write ${node.value}` }];
}

function pairsOf(node: { readonly items: readonly unknown[] }): readonly ParsedPair[] {
  return node.items as readonly ParsedPair[];
}

/** Keys are text; the parser refuses all others (`stringKeys`). */
function keyOf(key: ParsedNode): string {
  return isScalar(key) ? String(key.value) : '';
}
