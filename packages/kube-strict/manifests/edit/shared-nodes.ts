import type { SourceNode } from '../tree/source-node.ts';

/** The nodes of a tree that stand in it more than once, because of aliases. */
export function sharedNodes(root: SourceNode): ReadonlySet<SourceNode> {
  const seen = new Set<SourceNode>([root]);
  const shared = new Set<SourceNode>();
  const open: SourceNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of childrenOf(node)) {
      if (seen.has(child)) shared.add(child);
      else open.push(child);
      seen.add(child);
    }
  }
  return shared;
}

function childrenOf(node: SourceNode): readonly SourceNode[] {
  if (node.kind === 'scalar') return [];
  return node.kind === 'list' ? node.items : node.entries.map(({ value }) => value);
}
