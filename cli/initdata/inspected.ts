import type { InitdataProblem } from '../../initdata/problems.ts';
import type { ReadInitdata } from './reading.ts';
import type { Source } from './source.ts';

/** Initdata that was found, read and judged. */
export interface Inspected {
  readonly source: Source;
  /** Undefined when a confidential pod has none. */
  readonly reading?: ReadInitdata;
  readonly problems: readonly InitdataProblem[];
}
