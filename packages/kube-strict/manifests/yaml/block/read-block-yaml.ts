import { resolveExactly } from '../../../ground/plain-scalar.ts';
import type { SourceEntry, SourceList, SourceMap, SourceNode, SourceScalar } from '../../tree/source-node.ts';
import { goKey } from '../go-key.ts';
import { Cursor } from './cursor.ts';
import { readFlow } from './flow.ts';
import { readFolded, readLongQuoted } from './long-scalars.ts';
import { OTHER_YAML, OtherYaml } from './other-yaml.ts';
import { readLiteral, readPlain, readQuoted, tryQuoted } from './scalars.ts';

/** What the full reader has to judge: control characters, and line breaks that are not for everybody. */
const SPECIAL = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffd]/;
const KEY = /[\w./][\w./-]*(?=:[ \n])/y;
/** The full reader says that it is too deep. */
const MAX_DEPTH = 500;

/**
 * Reads what nearly all manifests consist of: mappings and lists in block style, and brackets that end on their line. It takes a tenth of the time and memory of the full reader.
 *
 * @returns undefined when the text has anything else, or is wrong; otherwise exactly what `readYaml` returns, if anything
 */
export function readBlockYaml(text: string): { readonly root?: SourceNode } | undefined {
  if (SPECIAL.test(text)) return undefined;
  try {
    const cursor = new Cursor(text, afterMarker(text));
    if (cursor.indent < 0) return {};
    const root = new BlockReader(cursor).root();
    return cursor.indent < 0 ? { root } : undefined;
  } catch (error) {
    if (error instanceof OtherYaml) return undefined;
    throw error;
  }
}

/** Where the line after the marker starts that may be before a document. */
function afterMarker(text: string): number {
  const marker = /^(?: *(?:#[^\n]*)?\n)*---(?: *| +#[^\n]*)(?:\n|$)/.exec(text.startsWith('---') ? text : '');
  return marker === null ? 0 : marker[0].length;
}

class BlockReader {
  constructor(private readonly cursor: Cursor) {}

  root(): SourceNode {
    return this.cursor.atItem() || this.keyEnd() !== undefined
      ? this.collection(0)
      : this.value(this.cursor.at, -1);
  }

  /** A mapping or list that starts at the cursor. */
  collection(depth: number): SourceNode {
    if (depth > MAX_DEPTH) throw OTHER_YAML;
    return this.cursor.atItem() ? this.list(depth) : this.map(depth);
  }

  private list(depth: number): SourceList {
    const { cursor } = this;
    const { at: start, indent } = cursor;
    const items: SourceNode[] = [];
    while (cursor.indent === indent && cursor.atItem()) items.push(this.item(indent, depth));
    if (cursor.indent > indent) throw OTHER_YAML;
    return { kind: 'list', items, start, end: start };
  }

  private item(indent: number, depth: number): SourceNode {
    const { cursor } = this;
    cursor.values.add(cursor.at);
    const at = cursor.skipSpaces(cursor.at + 1);
    if (cursor.atEndOfLine(at)) {
      const after = cursor.at + 1;
      cursor.nextLine();
      return cursor.indent > indent ? this.collection(depth + 1) : nothing(after);
    }
    cursor.skip(at - cursor.at);
    return cursor.atItem() || this.keyEnd() !== undefined
      ? this.collection(depth + 1)
      : this.value(at, indent);
  }

  private map(depth: number): SourceMap {
    const { cursor } = this;
    const { at: start, indent } = cursor;
    const entries: SourceEntry[] = [];
    while (cursor.indent === indent && !(entries.length > 0 && cursor.atItem()))
      entries.push(this.entry(indent, depth));
    if (cursor.indent > indent) throw OTHER_YAML;
    return { kind: 'map', entries, start, end: start };
  }

  private entry(indent: number, depth: number): SourceEntry {
    const { cursor } = this;
    cursor.values.add(cursor.at);
    const key = this.keyEnd();
    const name = key === undefined ? undefined : goKey(key.value);
    if (key === undefined || name === undefined) throw OTHER_YAML;
    const { start, end, plain } = key;
    const at = cursor.skipSpaces(end + 1);
    const value = cursor.atEndOfLine(at) ? this.below(indent, end + 1, depth) : this.value(at, indent);
    return { key: name, keyRange: { start, end }, ...(plain !== undefined && { plainKey: plain }), value };
  }

  /** The value of a key that is alone on its line. A list may start in the column of the key. */
  private below(indent: number, after: number, depth: number): SourceNode {
    const { cursor } = this;
    cursor.nextLine();
    const isBelow = cursor.indent > indent || (cursor.indent === indent && cursor.atItem());
    return isBelow ? this.collection(depth + 1) : nothing(after);
  }

  /** The key at the cursor; undefined when there is none that is followed by ": " or the end of the line. */
  private keyEnd(): SourceScalar | undefined {
    const { text, at } = this.cursor;
    const first = text[at];
    if (first === '"' || first === "'") {
      const key = readQuoted(text, at);
      return /^:(?: |\n|$)/.test(text.slice(key.end, key.end + 2)) ? key : undefined;
    }
    KEY.lastIndex = at;
    const plain = KEY.exec(text)?.[0];
    if (plain === undefined || plain.length > 1000) return undefined;
    return { kind: 'scalar', value: resolveExactly(plain), plain, start: at, end: at + plain.length };
  }

  /** A value that starts on the line of its key or "-". */
  private value(at: number, indent: number): SourceNode {
    const { cursor } = this;
    const first = cursor.text[at];
    if (first === '|') return readLiteral(cursor, at, indent);
    if (first === '>') return readFolded(cursor, at, indent);
    const value = this.inline(at, first, indent);
    if (!cursor.atEndOfLine(cursor.skipSpaces(value.end))) throw OTHER_YAML;
    cursor.nextLine();
    // It goes on there, or something is wrong.
    if (cursor.indent > indent) throw OTHER_YAML;
    return value;
  }

  private inline(at: number, first: string | undefined, indent: number): SourceNode {
    const { cursor } = this;
    if (first === '"' || first === "'") {
      return tryQuoted(cursor.text, at) ?? readLongQuoted(cursor, at, indent);
    }
    return first === '[' || first === '{' ? readFlow(cursor, at) : readPlain(cursor, at, indent);
  }
}

function nothing(at: number): SourceScalar {
  return { kind: 'scalar', value: null, plain: '', start: at, end: at };
}
