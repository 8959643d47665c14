import { Composer, type CST, isScalar, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import { MAX_DEPTH } from '../../validation/read-object.ts';
import type { SourceNode } from '../tree/source-node.ts';
import { Unreadable } from '../unreadable.ts';
import { withPlainBreaks } from './characters.ts';
import { NodeReader } from './node-reader.ts';
import { syntaxWords } from './words.ts';

/**
 * Bounds the work for hostile text: a lexeme of the worst kind takes 20 µs. Ordinary manifests do not come here, see
 * `readBlockYaml`.
 */
const MAX_LEXEMES = 200_000;

/** Scalars stay as they are written; keys, merges and aliases are read by `NodeReader`, as Go reads them. */
const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/**
 * Reads one YAML document as a strict API server does.
 *
 * @returns undefined when there is nothing but comments, or only an empty document
 * @throws Unreadable when it cannot be read
 */
export function readYaml(source: string): SourceNode | undefined {
  const text = withPlainBreaks(source);
  checkVersion(text);
  const documents = [...new Composer(OPTIONS).compose(tokenize(text), false, text.length)];
  const [document, second] = documents;
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings.filter(isError)]);
  if (second !== undefined && !isEmpty(second.contents)) throw syntax('MULTIPLE_DOCS', second.range[0]);
  const [first] = problems.sort((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined) throw syntax(first.code, first.pos[0]);
  if (document === undefined || isEmpty(document.contents)) return undefined;
  return new NodeReader(text).readDocument(document.contents as ParsedNode);
}

/** Tags without a meaning are warned of, and Go ignores them. */
function isError({ code }: YAMLError): boolean {
  return code !== 'TAG_RESOLVE_FAILED';
}

function isEmpty(node: unknown): boolean {
  return (
    node === null || (isScalar(node) && node.type === 'PLAIN' && node.source === '' && node.tag === undefined)
  );
}

function tokenize(text: string): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let previous = '';
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      // Nothing after it means what it seems to.
      if (token.type === 'error') throw syntax('UNEXPECTED_TOKEN', token.offset);
      tokens.push(token);
    }
    const start = Math.min(parser.offset, text.length);
    if (parser.stack.length > MAX_DEPTH) {
      throw new Unreadable('yaml/depth', start, `The document is nested more than ${MAX_DEPTH} levels deep.`);
    }
    lexemes += 1;
    if (lexemes > MAX_LEXEMES) {
      const message = 'The document is too large to be read with all that is special in it.';
      throw new Unreadable(
        'yaml/size',
        start,
        message,
        'Split it, or write it in block style without aliases, tags and brackets.',
      );
    }
    if (lexeme === ',' && (previous === ',' || previous === '[' || previous === '{')) {
      throw syntax('UNEXPECTED_TOKEN', start - 1);
    }
    if (lexeme.trim() !== '') previous = lexeme;
  }
  tokens.push(...parser.end());
  return tokens;
}

function syntax(code: YAMLError['code'], start: number): Unreadable {
  const { message, fix } = syntaxWords(code);
  return new Unreadable('yaml/syntax', start, message, fix);
}

/** Go takes a directive for version 1.1 and no other (`yaml_parser_process_directives` in parserc.go). */
function checkVersion(text: string): void {
  const start = text.search(/^%YAML[ \t]+(?!1\.1\s)/m);
  if (
    start < 0 ||
    !text
      .slice(0, start)
      .split('\n')
      .every((line) => /^%|^\s*(?:#|$)/.test(line))
  )
    return;
  const message = 'A server takes YAML 1.1, and refuses a directive for another version.';
  throw new Unreadable('yaml/version', start, message, 'Remove the line.');
}
