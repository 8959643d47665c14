import {
  Composer,
  type CST,
  type Document,
  isScalar,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
} from 'yaml';
import type { Path } from './path.ts';
import { conflictProblems } from './yaml-conflicts.ts';
import { yamlErrorWords } from './yaml-errors.ts';
import {
  aliases,
  dropRepeated,
  locate,
  oddNumbers,
  placesBelow,
  repeatedKeys,
  type SourceProblem,
} from './yaml-nodes.ts';

/**
 * Bounds on the work for hostile text. A workload takes about 50 lexemes, a profile no more than 5 levels. For a
 * lexeme of the worst kind the parser takes 20 µs, and its composer recurses by level.
 */
const MAX_LEXEMES = 50_000;
const MAX_DEPTH = 100;

/**
 * YAML 1.2, core schema, whatever the text asks for: to a 1.1 reader `no` or `010` mean something else. Equal keys are
 * looked for by us, since the parser's own search takes time in the square of their number.
 */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** A YAML text with what is needed to point into it. */
export class YamlSource {
  /** The only document as a plain value; undefined when it cannot be read, null when there is none. */
  readonly value: unknown;
  /** The same where the first of equal keys counts and not the last; only when there are any. */
  readonly otherValue?: unknown;
  readonly problems: readonly SourceProblem[];
  /** Problems of numbers, for fields that accept a number. */
  readonly oddNumbers: readonly SourceProblem[];
  readonly #root: ParsedNode | null;
  readonly #lines: LineCounter;

  private constructor(document: Document.Parsed | undefined, problems: SourceProblem[], lines: LineCounter) {
    this.#root = document?.contents ?? null;
    this.#lines = lines;
    const places = [...placesBelow(this.#root)];
    const aliased = places.flatMap(aliases);
    const repeated = places.flatMap((place) => repeatedKeys(place, lines));
    this.problems = [...problems, ...aliased, ...repeated];
    this.oddNumbers = places.flatMap(oddNumbers);
    this.value = aliased.length > 0 ? undefined : document?.toJS();
    if (document === undefined || repeated.length === 0 || aliased.length > 0) return;
    const other = document.clone();
    dropRepeated(other.contents as ParsedNode | null);
    this.otherValue = other.toJS();
  }

  /** Reads a text of one document. Never throws: what is wrong is in `problems`. */
  static read(text: string): YamlSource {
    const lines = countLines(text);
    const conflicts = conflictProblems(text);
    if (conflicts.length > 0) return new YamlSource(undefined, conflicts, lines);
    const { tokens, problem } = tokenize(text);
    if (problem !== undefined) return new YamlSource(undefined, [problem], lines);
    const documents = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
    const broken = documents.flatMap((one) => syntaxProblems(one, text));
    const [document, second] = documents;
    if (broken.length > 0) return new YamlSource(undefined, broken, lines);
    return new YamlSource(document, [...laterDocument(second), ...otherVersion(document, text)], lines);
  }

  /** Where the value at a path starts; when there is none, where the nearest existing parent is named. */
  offsetOf(path: Path): number {
    const { found, key, value } = locate(this.#root, path);
    return (found ? (value ?? key) : (key ?? value))?.range[0] ?? 0;
  }

  /** Where the last key of a path starts. */
  keyOffsetOf(path: Path): number {
    const { key, value } = locate(this.#root, path);
    return (key ?? value)?.range[0] ?? 0;
  }

  /** A scalar as it is written: `4.20`, not `4.2`. */
  textOf(path: Path): string | undefined {
    const { value } = locate(this.#root, path);
    return isScalar(value) ? value.source : undefined;
  }

  /** Line and column, from 1. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}

/** The parser could count them too, but leaves some out after an error. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

function tokenize(text: string): { tokens: CST.Token[]; problem?: SourceProblem } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    const offset = Math.min(parser.offset, text.length);
    if (parser.stack.length > MAX_DEPTH) {
      const message = `nested more than ${MAX_DEPTH} levels deep`;
      return { tokens, problem: { offset, message, fix: 'a profile needs no more than 5 levels' } };
    }
    if (lexemes > MAX_LEXEMES) {
      const message = 'too much YAML for a profile';
      return { tokens, problem: { offset, message, fix: 'a profile describes one cluster; is this one?' } };
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}

/**
 * One problem for each place, since the parser often has several to say about one mistake; and none after an
 * unexpected token, from where on it calls everything unexpected.
 */
function syntaxProblems({ errors, warnings }: Document.Parsed, text: string): SourceProblem[] {
  const sorted = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const lost = sorted.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN');
  return sorted
    .slice(0, lost < 0 ? undefined : lost + 1)
    .filter(({ pos }, index) => pos[0] !== sorted[index - 1]?.pos[0])
    .map(({ code, pos }) => ({ offset: pos[0], ...yamlErrorWords(code, lineAt(text, pos[0])) }));
}

/** The line of a place, as far as messages need it. */
function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, start + 200).split('\n', 1)[0] ?? '';
}

function laterDocument(second: Document.Parsed | undefined): SourceProblem[] {
  if (second === undefined) return [];
  const message = 'a second document starts here; expected one profile per file';
  return [
    { offset: second.range[0], message, fix: 'remove the "---", or move what follows to its own file' },
  ];
}

function otherVersion(document: Document.Parsed | undefined, text: string): SourceProblem[] {
  const { explicit, version } = document?.directives.yaml ?? {};
  if (explicit !== true || version === '1.2') return [];
  const message = `expected YAML 1.2, found a directive for ${version}`;
  return [{ offset: Math.max(text.search(/^%YAML/m), 0), message, fix: 'remove the "%YAML" line' }];
}
