/** What the command line of `sealed-secret build` says. */
export interface BuildOptions {
  readonly secret?: string;
  readonly namespace?: string;
  /** `KEY=kbs:///repository/type/tag`. */
  readonly key: readonly string[];
}

/** What the command line of `sealed-secret inspect` says. */
export interface InspectOptions {
  readonly output: 'text' | 'json';
}
