import type { CheckedDocument, CheckSummary } from './checked-document.ts';

/** Writes what `check` found, document by document, so that none has to be held. One format is one file beside this. */
export interface Reporter {
  /** Text to print before the first document. */
  start(): string;
  /** Text to print for a document. Documents come file by file. */
  document(document: CheckedDocument): string;
  /** Text to print after the last. */
  end(summary: CheckSummary): string;
}
