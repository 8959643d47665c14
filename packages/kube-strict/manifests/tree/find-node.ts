import type { Range, SourceEntry, SourceMap, SourceNode } from './source-node.ts';

/** Where a JSON pointer leads. */
export interface Found {
  /** Whether all of the path is there; otherwise the rest is of the nearest parent that is. */
  readonly found: boolean;
  /** Of the last entry on the way; an item of a list has none. */
  readonly key?: Range;
  readonly node: SourceNode;
}

/** Follows a JSON pointer (RFC 6901) into a tree. Of equal keys the last counts, as in the value. */
export function findNode(root: SourceNode, pointer: string): Found {
  let node = root;
  let key: Range | undefined;
  for (const token of pointer.split('/').slice(1)) {
    const step = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (node.kind === 'map') {
      const entry = entryOf(node, step);
      if (entry === undefined) return { found: false, node, ...(key && { key }) };
      key = entry.keyRange;
      node = entry.value;
    } else {
      const item: SourceNode | undefined = node.kind === 'list' ? node.items[Number(step)] : undefined;
      if (item === undefined) return { found: false, node, ...(key && { key }) };
      key = undefined;
      node = item;
    }
  }
  return { found: true, node, ...(key && { key }) };
}

const MANY = 32;
const indexes = new WeakMap<SourceMap, ReadonlyMap<string, SourceEntry>>();

function entryOf(map: SourceMap, key: string): SourceEntry | undefined {
  if (map.entries.length <= MANY) return map.entries.findLast((entry) => entry.key === key);
  const index = indexes.get(map) ?? new Map(map.entries.map((entry) => [entry.key, entry]));
  indexes.set(map, index);
  return index.get(key);
}

/**
 * Where a reader should look: at a scalar itself; at the key of a collection, or of what lacks a member. An unknown field
 * is its key.
 */
export function placeOf(root: SourceNode, pointer: string, wantsKey: boolean): Range {
  const { found, key, node } = findNode(root, pointer);
  return found && node.kind === 'scalar' && !wantsKey ? node : (key ?? node);
}
