import { type ReadOptions, readDocuments, type SourceDocument } from '../../../manifests/read-documents.ts';

/** The documents of a text, or of bytes that come in pieces. */
export async function readAll(
  input: string | readonly Buffer[],
  options?: ReadOptions,
): Promise<SourceDocument[]> {
  const documents: SourceDocument[] = [];
  const chunks = typeof input === 'string' ? [Buffer.from(input)] : input;
  for await (const batch of readDocuments(chunks, options)) documents.push(...batch);
  return documents;
}

/** The one document of a text. */
export async function readOne(text: string, options?: ReadOptions): Promise<SourceDocument> {
  const [document, second] = await readAll(text, options);
  if (document === undefined || second !== undefined) throw new Error('expected one document');
  return document;
}

/** Its problems as `rule line:column path`. */
export async function problemsOf(text: string, options?: ReadOptions): Promise<string[]> {
  const { problems, lines } = await readOne(text, options);
  return problems.map(({ rule, start, path }) => {
    const { line, column } = lines.position(start);
    return [rule, `${line}:${column}`, path].filter((part) => part !== undefined).join(' ');
  });
}
