import { readDocuments, type SourceDocument } from '../manifests/read-documents.ts';
import type { CheckedDocument } from '../report/checked-document.ts';
import { judgeDocument } from './judge-document.ts';
import type { Judging } from './judging-run.ts';
import { skippedFile } from './tool-files.ts';

/**
 * Judges every object of a file, one at a time.
 *
 * @returns in batches, since to wait for each object would take longer than to judge a small one
 * @throws UserError when the file cannot be read
 */
export async function* judgeFile(file: string, judging: Judging): AsyncGenerator<Iterable<CheckedDocument>> {
  const purpose = judging.purposeOf(file);
  if (purpose !== undefined) {
    yield [skippedFile(file, purpose, judging)];
    return;
  }
  for await (const documents of readDocuments(judging.chunksOf(file), { json: file.endsWith('.json') })) {
    yield judgeAll(file, documents, judging);
  }
}

function* judgeAll(
  file: string,
  documents: Iterable<SourceDocument>,
  judging: Judging,
): Generator<CheckedDocument> {
  for (const document of documents) yield* judgeDocument(file, document, judging);
}
