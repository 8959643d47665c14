import { looksLikeJson, readJson } from './json/read-json.ts';
import { Lines } from './lines.ts';
import { conflictWords, mergeConflicts } from './merge-conflict.ts';
import type { TextProblem } from './problem.ts';
import { type DocumentText, Splitter } from './split-documents.ts';
import { examine } from './tree/examine.ts';
import type { SourceNode } from './tree/source-node.ts';
import { Unreadable } from './unreadable.ts';
import { readBlockYaml } from './yaml/block/read-block-yaml.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** One document of a file. */
export interface SourceDocument {
  /** Position in its file, from 0; empty documents count too. */
  readonly index: number;
  readonly text: string;
  readonly lines: Lines;
  /** Undefined when the document cannot be read; then a problem says why. */
  readonly root?: SourceNode;
  /** JSON but for bigints, see `examine`. */
  readonly value?: unknown;
  readonly problems: readonly TextProblem[];
}

/** How to read. */
export interface ReadOptions {
  /** Whether the file says that it is JSON. */
  readonly json?: boolean;
  /** Bytes that a document may have. */
  readonly most?: number;
}

/**
 * A server reads requests of 3 MiB. A document may hold a list of what are many requests; this much is read in a second
 * and in some hundred megabytes.
 */
const MOST = 32 * 1024 * 1024;

/**
 * Reads the documents of a stream of YAML or JSON, one at a time, as a strict API server reads them. Those that are
 * empty are left out.
 *
 * @returns for each chunk the documents that end in it
 */
export async function* readDocuments(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { json = false, most = MOST }: ReadOptions = {},
): AsyncGenerator<Iterable<SourceDocument>> {
  const splitter = new Splitter(most);
  const reader = new DocumentReader(json, most);
  for await (const chunk of chunks) yield reader.read(splitter.add(chunk));
  yield reader.read(splitter.end());
}

/** Reads a file from its start. */
export type ChunksOf = (file: string) => Iterable<Buffer>;

/**
 * The same, without waiting.
 *
 * @param wanted whether a document is worth reading, by its text
 */
export function* readDocumentsNow(
  chunks: Iterable<Buffer>,
  { json = false, most = MOST, wanted }: ReadOptions & { readonly wanted?: (text: string) => boolean },
): Generator<SourceDocument> {
  const splitter = new Splitter(most);
  const reader = new DocumentReader(json, most, wanted);
  for (const chunk of chunks) yield* reader.read(splitter.add(chunk));
  yield* reader.read(splitter.end());
}

class DocumentReader {
  private index = 0;

  constructor(
    private readonly json: boolean,
    private readonly most: number,
    private readonly wanted: (text: string) => boolean = () => true,
  ) {}

  *read(parts: Iterable<DocumentText>): Generator<SourceDocument> {
    for (const part of parts) {
      const { text, line } = part;
      if (!this.wanted(text)) continue;
      const lines = new Lines(text, line);
      const read = readPart(part, this.json, this.most);
      if ('problem' in read) yield { index: this.next(), text, lines, problems: [read.problem] };
      else {
        for (const root of read.roots) yield { index: this.next(), text, lines, root, ...examine(root) };
        if (read.roots.length === 0 && text.startsWith('---')) this.next();
      }
    }
  }

  private next(): number {
    this.index += 1;
    return this.index - 1;
  }
}

type ReadPart = { readonly roots: readonly SourceNode[] } | { readonly problem: TextProblem };

function readPart({ text, fault, line }: DocumentText, json: boolean, most: number): ReadPart {
  try {
    if (fault === 'size') {
      const message = `The document is larger than ${most / 1024 ** 2} MiB.`;
      throw new Unreadable('yaml/size', 0, message, 'Split it.');
    }
    if (fault === 'encoding') {
      const message = 'Expected UTF-8 text, found a byte that does not belong there.';
      throw new Unreadable('yaml/encoding', text.length, message, 'Save the file as UTF-8.');
    }
    const [conflict] = mergeConflicts(text, line);
    if (conflict !== undefined) {
      const message = sentence(conflictWords(conflict));
      throw new Unreadable('yaml/merge-conflict', conflict.offset, message, FINISH_MERGE);
    }
    return { roots: readText(text, json) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    if (!(error instanceof RangeError)) throw error;
    // The stack, or the longest string that there can be.
    const message = 'A value is too long to be read, or too much stands within each other.';
    return { problem: new Unreadable('yaml/size', 0, message, 'Split it.').problem };
  }
}

const FINISH_MERGE =
  'Keep the lines that are right and remove the marks; a file that is rendered is rendered again instead.';

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function readText(text: string, json: boolean): readonly SourceNode[] {
  if (json || looksLikeJson(text)) {
    try {
      return readJson(text);
    } catch (error) {
      // It may be YAML in flow style.
      if (json || !(error instanceof Unreadable)) throw error;
    }
  }
  const block = readBlockYaml(text);
  const root = block === undefined ? readYaml(text) : block.root;
  return root === undefined || isNull(root) ? [] : [root];
}

/** kubectl passes over documents that are null as over empty ones. */
function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
