/** What the command line of `seal` says. */
export interface SealOptions {
  readonly profiles: string;
  readonly certificate: string;
  /** `KEY=PATH`, as they were given. */
  readonly fromFile: readonly string[];
  readonly scope?: 'strict' | 'namespace-wide' | 'cluster-wide';
  readonly write?: true;
}
