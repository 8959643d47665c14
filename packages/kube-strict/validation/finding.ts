/** How much a finding matters: only `error` makes an object invalid. */
export type Severity = 'error' | 'warning' | 'info';

/** One problem of one object. */
export interface Finding {
  /** Stable identifier, `<family>/<rule>`, for example `api/unknown-field`. */
  readonly rule: string;
  readonly severity: Severity;
  /** JSON pointer (RFC 6901) into the object; the empty string is the object itself. */
  readonly path: string;
  /** One sentence: what is wrong and what was expected. */
  readonly message: string;
  /** How to mend it, where that is known. */
  readonly fix?: string;
  /** Whether it is waived; it is then no more than information. */
  readonly waived?: true;
}
