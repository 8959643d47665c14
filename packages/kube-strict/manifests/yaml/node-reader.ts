import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { resolveExactly } from '../../ground/plain-scalar.ts';
import type { Range, SourceEntry, SourceMap, SourceNode, SourceScalar } from '../tree/source-node.ts';
import { Unreadable } from '../unreadable.ts';
import { ExpandedSize } from './expanded-size.ts';
import { goKey } from './go-key.ts';
import { checkTabs } from './tabs.ts';
import { taggedScalar } from './tagged-scalar.ts';
import { syntaxWords } from './words.ts';

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

/** Makes a tree of what the `yaml` package has parsed, as go-yaml's decoder would (decode.go). */
export class NodeReader {
  private readonly anchors = new Map<string, SourceNode | 'open'>();
  private readonly size = new ExpandedSize();

  private readonly opaque: Range[] = [];
  private readonly plain: Range[] = [];

  constructor(private readonly text: string) {}

  /** @throws Unreadable for what the package takes and go-yaml does not */
  readDocument(node: ParsedNode): SourceNode {
    const root = this.read(node);
    if (this.text.includes('\t')) checkTabs(this.text, this.opaque, this.plain);
    return root;
  }

  private read(node: ParsedNode): SourceNode {
    if (isAlias(node)) return this.alias(node.source, node.range[0]);
    const { anchor } = node;
    if (anchor === undefined) return this.content(node);
    this.anchors.set(anchor, 'open');
    const content = this.size.measure(() => this.content(node));
    this.anchors.set(anchor, content);
    return content;
  }

  private content(node: ParsedNode): SourceNode {
    this.size.count();
    if (isScalar(node)) return this.scalar(node as Scalar.Parsed);
    const [start, end] = node.range;
    if (isCollection(node) && node.flow === true) this.opaque.push({ start, end });
    if (isMap(node)) return this.map(node as YAMLMap.Parsed);
    if (isSeq(node))
      return { kind: 'list', items: (node.items as ParsedNode[]).map((item) => this.read(item)), start, end };
    throw new Error('a node of YAML is none of those that there are');
  }

  private alias(name: string, start: number): SourceNode {
    const node = this.anchors.get(name);
    if (node === undefined)
      throw new Unreadable(
        'yaml/alias',
        start,
        'Nothing before this alias has its anchor.',
        'Write the value out.',
      );
    if (node === 'open')
      throw new Unreadable(
        'yaml/alias',
        start,
        'This alias stands in the value that it repeats.',
        'Write the value out.',
      );
    this.size.repeat(node, start);
    return node;
  }

  private scalar(node: Scalar.Parsed): SourceScalar {
    const [start, end] = node.range;
    const text = String(node.value);
    (node.type === 'PLAIN' ? this.plain : this.opaque).push({ start, end });
    if (node.type === 'QUOTE_DOUBLE') this.checkEscapes(start, end);
    if (node.tag !== undefined)
      return { kind: 'scalar', value: taggedScalar(node.tag, text, start), start, end };
    if (node.type !== 'PLAIN') return { kind: 'scalar', value: text, start, end };
    return { kind: 'scalar', value: resolveExactly(text), plain: text, start, end };
  }

  /** An escape of YAML 1.2 and JSON that go-yaml v2 does not know (scannerc.go). */
  private checkEscapes(start: number, end: number): void {
    for (const { 0: escaped, index } of this.text.slice(start, end).matchAll(/\\[\s\S]/g)) {
      if (escaped !== '\\/') continue;
      throw new Unreadable(
        'yaml/escape',
        start + index,
        'The server\'s YAML does not know the escape "\\/".',
        'Write "/".',
      );
    }
  }

  private map(node: YAMLMap.Parsed): SourceMap {
    const [start, end] = node.range;
    const pairs = node.items as ParsedPair[];
    const entries = pairs.flatMap((pair) => this.entries(pair, node.flow === true));
    const merges = pairs.filter(({ key }) => isMerge(key)).map(({ key }) => rangeOf(key));
    return { kind: 'map', entries, start, end, ...(merges.length > 0 && { merges }) };
  }

  private entries({ key, value }: ParsedPair, inFlow: boolean): SourceEntry[] {
    if (isMerge(key)) return this.merged(value, key.range[0]);
    const keyNode = this.read(key);
    const name = keyNode.kind === 'scalar' ? goKey(keyNode.value) : undefined;
    const [start, end] = key.range;
    if (!inFlow) this.checkKeyLine(start, end);
    if (name === undefined || keyNode.kind !== 'scalar') {
      const message = 'A key has to be a text, a number or a boolean.';
      throw new Unreadable('yaml/key', start, message, 'Write the key as text, in quotes if need be.');
    }
    return [
      {
        key: name,
        keyRange: { start, end },
        value: value === null ? nothing({ start: end, end }) : this.read(value),
        ...(keyNode.plain !== undefined && { plainKey: keyNode.plain }),
      },
    ];
  }

  /** The package takes a ":" on a later line than the key, also without a "?" before the key. */
  private checkKeyLine(start: number, end: number): void {
    const colon = this.text.indexOf(':', end);
    if (colon < 0 || !this.text.slice(end, colon).includes('\n')) return;
    if (this.text.slice(0, start).trimEnd().endsWith('?')) return;
    const { message, fix } = syntaxWords('MULTILINE_IMPLICIT_KEY');
    throw new Unreadable('yaml/syntax', start, message, fix);
  }

  /** The entries of a merged map; of several, later ones first, as Go merges them. */
  private merged(value: ParsedNode | null, start: number): SourceEntry[] {
    const node = value === null ? nothing({ start, end: start }) : this.read(value);
    const maps = node.kind === 'list' && !isAlias(value) ? node.items.toReversed() : [node];
    return maps.flatMap((map) => {
      if (map.kind !== 'map')
        throw new Unreadable(
          'yaml/merge',
          start,
          'Only mappings can be merged ("<<").',
          'Merge a mapping, or a list of mappings.',
        );
      return map.entries.map((entry) => ({ ...entry, merged: true as const }));
    });
  }
}

function isMerge(key: ParsedNode): boolean {
  if (!isScalar(key) || key.value !== '<<') return false;
  return key.type === 'PLAIN' ? key.tag === undefined || key.tag === MERGE_TAG : key.tag === MERGE_TAG;
}
const MERGE_TAG = 'tag:yaml.org,2002:merge';

function rangeOf({ range: [start, end] }: ParsedNode): Range {
  return { start, end };
}

function nothing({ start, end }: Range): SourceScalar {
  return { kind: 'scalar', value: null, plain: '', start, end };
}
