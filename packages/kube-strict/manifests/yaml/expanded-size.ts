import type { SourceNode } from '../tree/source-node.ts';
import { Unreadable } from '../unreadable.ts';

/**
 * What go-yaml makes of the aliases of a document: how many values there are when each is written out. It refuses
 * documents that consist of repetition (`allowedAliasRatio` in decode.go), such as the "billion laughs".
 */
export class ExpandedSize {
  private readonly sizes = new Map<SourceNode, number>();
  private nodes = 0;
  private aliased = 0;

  /** A node that stands in the text. */
  count(): void {
    this.nodes += 1;
  }

  /** Reads an anchored node, to know what each alias of it comes to. */
  measure(read: () => SourceNode): SourceNode {
    const before = this.nodes;
    const node = read();
    this.sizes.set(node, this.nodes - before);
    return node;
  }

  /**
   * An alias.
   *
   * @throws Unreadable when there is too much repetition
   */
  repeat(node: SourceNode, start: number): void {
    const nodes = this.sizes.get(node) ?? 1;
    this.nodes += nodes + 1;
    this.aliased += nodes;
    if (this.aliased <= 100 || this.nodes <= 1000 || this.aliased / this.nodes <= allowedRatio(this.nodes))
      return;
    const message = 'Aliases repeat too much: a server refuses the document.';
    throw new Unreadable('yaml/alias-expansion', start, message, 'Write the values out.');
  }
}

const FEW = 400_000;
const MANY = 4_000_000;

function allowedRatio(nodes: number): number {
  if (nodes <= FEW) return 0.99;
  return nodes >= MANY ? 0.1 : 0.99 - (0.89 * (nodes - FEW)) / (MANY - FEW);
}
