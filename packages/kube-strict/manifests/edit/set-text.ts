import type { SourceEntry, SourceMap, SourceNode } from '../tree/source-node.ts';
import { insertBelowKey, insertInBlock } from './block-map.ts';
import { flowMap, insertInFlow, isFlow, usesJson } from './flow-map.ts';
import type { Addition } from './lines-of.ts';
import { replaceScalar } from './replace-scalar.ts';
import { sharedNodes } from './shared-nodes.ts';
import type { TextEdit } from './text-edit.ts';
import { Uneditable } from './uneditable.ts';

/** A text that a document is to have. */
export interface WantedText {
  /** Keys of mappings and indexes of lists, from the root. Mappings that are not there are added. */
  readonly path: readonly string[];
  /** Must be a text also where it stands without quotes. */
  readonly value: string;
}

/**
 * How the text of a document has to change so that it has values, and stays as it is otherwise: comments, order,
 * indentation and quotes. What is added is put first in its mapping, on lines of its own where it is in block style.
 *
 * The result still has to be read back: what aliases and merges make of a change is seen there.
 */
export class TextSetter {
  private readonly shared: ReadonlySet<SourceNode>;
  private readonly json: boolean;

  constructor(
    private readonly text: string,
    private readonly root: SourceNode,
  ) {
    this.shared = sharedNodes(root);
    this.json = usesJson(text, root);
  }

  /**
   * @returns undefined when the value is there already
   * @throws Uneditable when another place of the document would change too, or the text has a form that is not known here
   */
  editFor({ path, value }: WantedText): TextEdit | undefined {
    let node = this.root;
    let holder: SourceEntry | undefined;
    for (const [depth, step] of path.entries()) {
      if (node.kind === 'list') {
        node = this.itemOf(node, step);
        holder = undefined;
      } else if (node.kind === 'map') {
        const entry = this.entryOf(node, step);
        if (entry === undefined) return this.insert(node, holder, { keys: path.slice(depth), value });
        const isLast = depth === path.length - 1;
        if (isNull(entry.value) && !isLast) {
          return this.fill(node, entry, { keys: path.slice(depth + 1), value });
        }
        holder = entry;
        node = entry.value;
      } else throw this.unexpected(node, 'a mapping');
    }
    if (node.kind !== 'scalar') throw this.unexpected(node, 'a text');
    return node.value === value ? undefined : this.replace(node, holder, value);
  }

  private itemOf(list: SourceNode & { kind: 'list' }, step: string): SourceNode {
    const item = /^\d+$/.test(step) ? list.items[Number(step)] : undefined;
    if (item === undefined) throw this.unexpected(list, 'a mapping');
    if (item.start < list.start) throw repeated(list.start);
    return this.own(item, item.start);
  }

  private entryOf(map: SourceMap, key: string): SourceEntry | undefined {
    const [entry, second] = map.entries.filter((one) => one.key === key);
    if (entry === undefined) return undefined;
    if (second !== undefined) {
      throw new Uneditable(
        second.keyRange.start,
        `The key ${JSON.stringify(key)} is there twice.`,
        'Keep one of the two.',
      );
    }
    if (entry.merged) {
      const message = `The key ${JSON.stringify(key)} comes from a mapping that is merged ("<<"), so that others have it too.`;
      throw new Uneditable(map.start, message, 'Write it out here, without "<<".');
    }
    // What an alias repeats stands before it.
    if (entry.value.start < entry.keyRange.start) throw repeated(entry.keyRange.start);
    this.own(entry.value, entry.keyRange.start);
    return entry;
  }

  private own(node: SourceNode, start: number): SourceNode {
    if (this.shared.has(node)) throw repeated(start);
    return node;
  }

  private insert(map: SourceMap, holder: SourceEntry | undefined, addition: Addition): TextEdit {
    if (isFlow(this.text, map)) return insertInFlow(this.text, map, addition, this.json);
    return insertInBlock(this.text, map, holder?.keyRange, addition);
  }

  /** Puts keys where there is nothing yet: `metadata:`, `metadata: null`. */
  private fill(map: SourceMap, { keyRange, value }: SourceEntry, addition: Addition): TextEdit {
    const { start, end } = value;
    if (end > start) return { start, end, text: flowMap(addition, this.json) };
    if (isFlow(this.text, map)) throw this.unexpected(value, 'a mapping');
    return insertBelowKey(this.text, map, keyRange, addition);
  }

  private replace(node: SourceNode, holder: SourceEntry | undefined, value: string): TextEdit {
    if (node.end > node.start) return replaceScalar(this.text, node, value);
    const end = holder?.keyRange.end ?? node.start;
    if (this.text[end] !== ':') throw this.unexpected(node, 'a text');
    return { start: end + 1, end: end + 1, text: ` ${value}` };
  }

  private unexpected({ start }: SourceNode, expected: string): Uneditable {
    return new Uneditable(start, `Expected ${expected} here, found something else.`, `Write ${expected}.`);
  }
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function repeated(start: number): Uneditable {
  const message =
    'What would have to change here is repeated elsewhere by an alias, which would change with it.';
  return new Uneditable(start, message, 'Write it out, without anchor and alias.');
}
