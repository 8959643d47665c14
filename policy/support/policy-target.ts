/** Which kind of object is judged. */
export interface PolicyTarget {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}
