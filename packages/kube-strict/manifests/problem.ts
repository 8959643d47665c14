import type { Severity } from '../validation/finding.ts';

/** Something in the text of a document that a server refuses, or that readers take for different things. */
export interface TextProblem {
  /** `yaml/...`, for JSON too; see `rules.ts`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where it starts in the text of the document. */
  readonly start: number;
  /** JSON pointer of the value that it is about; undefined when the text cannot be read. */
  readonly path?: string;
  readonly message: string;
  /** The message for a value that must not be shown. */
  readonly discreet?: string;
  readonly fix?: string;
}
