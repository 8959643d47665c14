/** What keeps initdata from working (error), or may (warning), or is good to know (info). Nothing of it is a secret. */
export interface InitdataProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly fix: string;
}
