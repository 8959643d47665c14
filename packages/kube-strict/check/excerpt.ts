import type { SourceDocument } from '../manifests/read-documents.ts';
import type { Excerpt } from '../report/checked-document.ts';
import { NOT_SHOWN, type Secrets } from './secrets.ts';

/** Characters that are shown before and after a place. */
const BEFORE = 60;
const AFTER = 60;

/**
 * The line of a place in a document, up to where something confidential may stand.
 *
 * @param secrets undefined for a document that cannot be read, of which nobody knows what is confidential
 * @returns undefined when nothing may be shown
 */
export function excerptOf(
  { text, lines }: SourceDocument,
  secrets: Secrets | undefined,
  line: number,
  column: number,
): Excerpt | undefined {
  const range = lines.range(line);
  if (range === undefined) return undefined;
  const place = range.start + column - 1;
  const start = Math.max(range.start, place - BEFORE);
  const end = Math.min(range.end, place + AFTER);
  if (secrets === undefined)
    return maySecret(text) ? undefined : { text: text.slice(start, end), at: place - start };
  const first = secrets.hidden
    .filter((hidden) => hidden.start < end && hidden.end > start)
    .reduce((least, hidden) => Math.min(least, hidden.start), end);
  if (first <= start && first < end) return undefined;
  return {
    text: first < end ? text.slice(start, first) + NOT_SHOWN : text.slice(start, end),
    at: place - start,
  };
}

function maySecret(text: string): boolean {
  return /secret|env/i.test(text);
}
